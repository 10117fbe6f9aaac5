package theme

import (
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"fishbowl/internal/decode"
	"fishbowl/internal/diag"
	"fishbowl/internal/source"
)

const frame = "base"

// layouts parses the frame with all partials, then each layout in a copy of it.
func (l *loader) layouts() error {
	partials, err := l.find("layouts/partials")
	if err != nil {
		return err
	}
	pages, err := l.find("layouts")
	if err != nil {
		return err
	}
	base := template.New(frame).Option("missingkey=error")
	if _, ok := pages[frame]; !ok {
		l.list.Errorf(diag.Pos{File: l.home + "/layouts/base.html"}, "the theme has no layout base.html")
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(partials)) {
		l.parse(base, name, partials[name])
	}
	root := l.parse(base, frame, pages[frame])
	if root != nil && !l.showsMain(base) {
		l.list.Errorf(diag.Pos{File: pages[frame].name}, "the frame does not show %q: every page would be without its text", "main").
			WithHint(`write {{template "main" .}} where the text of a page belongs`)
	}
	delete(pages, frame)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		set, err := base.Clone()
		if err != nil {
			return fmt.Errorf("cannot copy the frame of the layouts: %w", err) // only after execution
		}
		own := l.parse(set, pages[name].name, pages[name])
		switch {
		case own == nil || root == nil:
			l.theme.broken[name] = true
		case set.Lookup("main") == nil:
			l.theme.broken[name] = true
			l.list.Errorf(diag.Pos{File: pages[name].name}, "the layout does not define %q", "main").
				WithHint(`write {{define "main"}} before its text and {{end}} after it`)
		default:
			l.theme.layouts[name] = set.Lookup(root.Name())
		}
	}
	return nil
}

// showsMain reports whether the frame or one of its partials calls "main".
func (l *loader) showsMain(base *template.Template) bool {
	shown := false
	for _, t := range base.Templates() {
		if t.Tree != nil {
			walk(t.Tree.Root, func(n parse.Node) {
				call, ok := n.(*parse.TemplateNode)
				shown = shown || ok && call.Name == "main"
			})
		}
	}
	return shown
}

// layoutFile is a layout as it was found.
type layoutFile struct {
	name string
	text []byte
}

// find returns the layouts of a folder by name, the site's before the theme's.
func (l *loader) find(dir string) (map[string]layoutFile, error) {
	found := map[string]layoutFile{}
	for _, place := range []struct {
		fsys fs.FS
		dir  string
	}{{l.fsys, path.Join(l.home, dir)}, {l.site, dir}} {
		names, err := source.List(l.list, place.fsys, place.dir, ".html")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := source.ReadText(l.list, place.fsys, name)
			if err != nil {
				return nil, err
			}
			if text != nil {
				found[strings.TrimSuffix(path.Base(name), ".html")] = layoutFile{name, text}
			}
		}
	}
	return found, nil
}

// parse adds a file to a set of templates. A partial is at hand by its short
// name; faults are named by the file.
func (l *loader) parse(set *template.Template, name string, f layoutFile) *template.Template {
	t, err := set.New(f.name).Parse(string(f.text))
	if err != nil {
		pos, message := takeApart(l.list, err)
		pos.File = f.name
		if strings.Contains(message, "unexpected EOF") {
			message = "an {{end}} is missing"
		}
		l.list.Errorf(pos, "the layout cannot be read: %s", message)
		return nil
	}
	if name != f.name && t.Tree != nil {
		if _, err := set.AddParseTree(name, t.Tree); err != nil {
			l.list.Errorf(diag.Pos{File: f.name}, "%v", err)
		}
	}
	return t
}

var templateFault = regexp.MustCompile(`^(?:html/)?template: ?([^:]+):(\d+)(?::(\d+))?: (?s)(.*)$`)

// takeApart returns the place and the message of a template's error; the file
// is empty where the error names none.
func takeApart(list *diag.List, err error) (diag.Pos, string) {
	m := templateFault.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.Pos{}, err.Error()
	}
	return place(list, m[1], m[2], m[3]), m[4]
}

// place reads a place as the template library writes it: columns count bytes
// from 0.
func place(list *diag.List, file, line, col string) diag.Pos {
	pos := diag.Pos{File: file}
	pos.Line, _ = strconv.Atoi(line) // the pattern lets only digits through
	if n, err := strconv.Atoi(col); err == nil {
		pos.Col = list.Column(file, pos.Line, n)
	}
	return pos
}

// Fault reports an error of rendering at its place in a layout, in the author's
// terms; it reports false for an error that is no layout's (the disk's).
func (t *Theme) Fault(list *diag.List, err error) bool {
	pos, text := takeApart(list, err)
	if pos.File == "" {
		return false
	}
	if m := missingField.FindStringSubmatch(text); m != nil {
		list.Errorf(pos, "the layout asks for .%s, which the page does not have", m[1])
	} else if m := nilField.FindStringSubmatch(text); m != nil {
		list.Errorf(pos, "the layout asks for .%s of %s, which this page does not have", m[2], m[1]).
			WithHint("write {{with %s}}{{.%s}}{{end}}", m[1], m[2])
	} else {
		if _, rest, ok := strings.Cut(text, ">: "); ok {
			text = rest
		}
		list.Errorf(pos, "%s", callFault.ReplaceAllString(text, ""))
	}
	return true
}

var (
	missingField = regexp.MustCompile(`can't evaluate field (\w+) in type`)
	nilField     = regexp.MustCompile(`at <(\$?[\w.]*)\.(\w+)>: nil pointer evaluating`)
	callFault    = regexp.MustCompile(`^error calling \w+: `)
)

// CheckWords reports the interface words that layouts ask for and that do not
// exist. keys are those that do.
func (t *Theme) CheckWords(list *diag.List, keys []string) {
	known := map[string]bool{}
	for _, k := range keys {
		known[k] = true
	}
	for _, name := range t.Layouts() {
		for _, tmpl := range t.layouts[name].Templates() {
			if tmpl.Tree == nil {
				continue
			}
			walk(tmpl.Tree.Root, func(n parse.Node) {
				if word := wordOf(n); word != nil && !known[word.Text] {
					decode.Unknown(list, nodePos(list, tmpl.Tree, word), "interface word", word.Text, keys)
				}
			})
		}
	}
}

// nodePos returns the place of a node of a layout.
func nodePos(list *diag.List, tree *parse.Tree, n parse.Node) diag.Pos {
	location, _ := tree.ErrorContext(n) // FILE:LINE:COLUMN
	parts := strings.Split(strings.TrimPrefix(location, tree.ParseName+":"), ":")
	if len(parts) != 2 {
		return diag.Pos{File: tree.ParseName}
	}
	return place(list, tree.ParseName, parts[0], parts[1])
}

// walk visits a node of a layout and all below it.
func walk(n parse.Node, visit func(parse.Node)) {
	visit(n)
	var below []parse.Node
	add := func(nodes ...parse.Node) { below = append(below, nodes...) }
	branch := func(b *parse.BranchNode) {
		add(b.Pipe, b.List)
		if b.ElseList != nil {
			add(b.ElseList)
		}
	}
	switch n := n.(type) {
	case *parse.ListNode:
		add(n.Nodes...)
	case *parse.ActionNode:
		add(n.Pipe)
	case *parse.IfNode:
		branch(&n.BranchNode)
	case *parse.RangeNode:
		branch(&n.BranchNode)
	case *parse.WithNode:
		branch(&n.BranchNode)
	case *parse.TemplateNode:
		if n.Pipe != nil {
			add(n.Pipe)
		}
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			add(c)
		}
	case *parse.CommandNode:
		add(n.Args...)
	}
	for _, c := range below {
		walk(c, visit)
	}
}

// wordOf returns the word in a call .L.T "word"; nil for any other node. Only a
// language has T, whatever a layout calls it.
func wordOf(n parse.Node) *parse.StringNode {
	call, ok := n.(*parse.CommandNode)
	if !ok || len(call.Args) < 2 {
		return nil
	}
	var path []string
	switch f := call.Args[0].(type) {
	case *parse.FieldNode:
		path = f.Ident
	case *parse.VariableNode:
		path = f.Ident
	}
	word, ok := call.Args[1].(*parse.StringNode)
	if !ok || len(path) < 2 || path[len(path)-1] != "T" {
		return nil
	}
	return word
}
