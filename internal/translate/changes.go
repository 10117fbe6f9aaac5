package translate

import "slices"

// Change is a difference between the texts of a source now and when a translation was
// marked.
type Change struct {
	Key string
	// Now are the texts that stand there now and did not then; empty where some are gone.
	Now []Text
	// Gone is how many texts stood there then and do not now.
	Gone int
	// After is the text before the place where some are gone; nil at the beginning.
	After *Text
	// There are the texts of the translation at that place, as far as they can be told.
	There []Text

	hunk hunk
	old  []string // the hashes that were replaced
}

// Count returns how many texts have changed, come or gone.
func Count(changes []Change) int {
	n := 0
	for _, c := range changes {
		n += max(len(c.Now), c.Gone)
	}
	return n
}

// hunk says which hashes of a key were replaced: old[from:to] by now[start:end].
type hunk struct {
	from, to, start, end int
}

// changes lists what has changed in a source since then.
func changes(sourceTexts, translated []Text, then prints) []Change {
	now, source, there := printsOf(sourceTexts), byKey(sourceTexts), byKey(translated)
	var keys []string
	for key := range now {
		keys = append(keys, key)
	}
	for key := range then {
		if now[key] == nil {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b string) int { return place(source, a) - place(source, b) })
	var all []Change
	for _, key := range keys {
		for _, h := range hunks(then[key], now[key]) {
			c := Change{Key: key, Gone: h.to - h.from, hunk: h, old: then[key][h.from:h.to]}
			if key == BodyKey {
				c.Now = source[key].texts[h.start:h.end]
				if h.start > 0 {
					c.After = &source[key].texts[h.start-1]
				}
				if len(there[key].texts) == len(then[key]) { // it was built like its source
					c.There = there[key].texts[h.from:h.to]
				}
			} else {
				c.Now = source[key].with(now[key][h.start:h.end])
				c.There = there[key].texts
			}
			all = append(all, c)
		}
	}
	return all
}

// keyed are the texts of one key.
type keyed struct {
	texts []Text
	place int
}

// byKey sorts texts by their key; those that say nothing are left out, as in
// [printsOf].
func byKey(texts []Text) map[string]keyed {
	m := map[string]keyed{}
	for i, t := range texts {
		if hash(t.Text) == "" {
			continue
		}
		k, known := m[t.Key]
		if !known {
			k.place = i
		}
		k.texts = append(k.texts, t)
		m[t.Key] = k
	}
	return m
}

func place(texts map[string]keyed, key string) int {
	if k, ok := texts[key]; ok {
		return k.place
	}
	return -1 // gone: first
}

// with returns the texts that have one of the hashes.
func (k keyed) with(hashes []string) []Text {
	var texts []Text
	for _, t := range k.texts {
		if slices.Contains(hashes, hash(t.Text)) {
			texts = append(texts, t)
		}
	}
	return texts
}

// hunks compares two lists of hashes. Where as many stand now as before, each has become
// another one and is a hunk of its own.
func hunks(old, now []string) []hunk {
	var single []hunk
	for _, h := range stretches(old, now) {
		if h.to-h.from != h.end-h.start {
			single = append(single, h)
			continue
		}
		for i := range h.to - h.from {
			single = append(single, hunk{h.from + i, h.from + i + 1, h.start + i, h.start + i + 1})
		}
	}
	return single
}

// stretches compares two lists of hashes by their longest common subsequence.
func stretches(old, now []string) []hunk {
	start := 0
	for start < len(old) && start < len(now) && old[start] == now[start] {
		start++
	}
	endOld, endNow := len(old), len(now)
	for endOld > start && endNow > start && old[endOld-1] == now[endNow-1] {
		endOld, endNow = endOld-1, endNow-1
	}
	a, b := old[start:endOld], now[start:endNow]
	const most = 1 << 22 // cells of the table; a text that long has become another one
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > most {
		if len(a)+len(b) == 0 {
			return nil
		}
		return []hunk{{start, endOld, start, endNow}}
	}
	width := len(b) + 1
	length := make([]int32, (len(a)+1)*width) // of the common subsequence of a[i:] and b[j:]
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i*width+j] = length[(i+1)*width+j+1] + 1
			} else {
				length[i*width+j] = max(length[(i+1)*width+j], length[i*width+j+1])
			}
		}
	}
	var found []hunk
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		h := hunk{i, i, j, j}
		for i < len(a) || j < len(b) {
			if i < len(a) && j < len(b) && a[i] == b[j] {
				break
			}
			if j == len(b) || i < len(a) && length[(i+1)*width+j] >= length[i*width+j+1] {
				i++
			} else {
				j++
			}
		}
		if h.to, h.end = i, j; h.to > h.from || h.end > h.start {
			h.from, h.to, h.start, h.end = h.from+start, h.to+start, h.start+start, h.end+start
			found = append(found, h)
		}
		for i < len(a) && j < len(b) && a[i] == b[j] {
			i, j = i+1, j+1
		}
	}
	return found
}
