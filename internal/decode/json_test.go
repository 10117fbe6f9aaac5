package decode

import (
	"strings"
	"testing"

	"fishbowl/internal/diag"
)

func TestJSONKeepsPlaces(t *testing.T) {
	var list diag.List
	root := JSON(&list, "f.json", []byte("[\n\t{\"id\": \"a\\/\\ud83d\\ude00\", \"volume\": 12,\n\t\"é\": true, \"n\": [null, 1.5]}\n]\n"))
	if p := list.Sorted(); len(p) > 0 {
		t.Fatal(list.Report(p[0]))
	}
	block := root.Items[0]
	for key, want := range map[string]Node{
		"id":     {Kind: Text, Value: "a/😀", Pos: diag.Pos{File: "f.json", Line: 2, Col: 9}},
		"volume": {Kind: Int, Value: "12", Pos: diag.Pos{File: "f.json", Line: 2, Col: 38}},
		"é":      {Kind: Bool, Value: "true", Pos: diag.Pos{File: "f.json", Line: 3, Col: 7}},
	} {
		e, _ := block.Get(key)
		if e.Value == nil || !e.Value.Equal(&want) || e.Value.Pos != want.Pos {
			t.Errorf("%s: %+v", key, e.Value)
		}
	}
	if e, _ := block.Get("n"); e.Value.Items[0].Kind != Null || e.Value.Items[1].Kind != Float || e.Pos.Col != 13 {
		t.Errorf("n: %+v", e)
	}
}

func TestJSONFaults(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", "f.json:1:1: error: the file ends too early"},
		{"[{\"a\": 1}", "f.json:1:10: error: the file ends too early"},
		{"[1]\n{}", "f.json:2:1: error: nothing can follow the closing bracket"},
		{"[\n1 2]", "f.json:2:3: error: cannot be read as JSON"},
		{"{1: 2}", "error: cannot be read as JSON"},
		{"[1,]", "error: cannot be read as JSON"},
		{"{\"a\": 1,\n\"a\": 2}", "f.json:2:1: error: the key \"a\" stands twice"},
		{strings.Repeat("[", 500), "error: lists and blocks stand in each other more than 100 deep"},
	} {
		var list diag.List
		JSON(&list, "f.json", []byte(tt.text))
		p := list.Sorted()
		if len(p) != 1 || !strings.Contains(list.Report(p[0]), tt.want) {
			t.Errorf("%.20q: want %s, found %d", tt.text, tt.want, len(p))
			for _, p := range p {
				t.Log(list.Report(p))
			}
		}
	}
}

func FuzzJSON(f *testing.F) {
	f.Add("[{\"a\": [1, null, \"x\"]}]")
	f.Add("{\"a\": }")
	f.Fuzz(func(t *testing.T, text string) {
		var list diag.List
		if root := JSON(&list, "f.json", []byte(text)); root == nil && len(list.Sorted()) == 0 {
			t.Error("nothing read and nothing reported")
		}
	})
}
