package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fishbowl/internal/diag"
)

// hostile are patterns that make Markdown parsers slow when they are repeated.
var hostile = []string{
	"[", "![", "[a](", "[a](<b", "[a](b \"", "[a]", "[a][b", "]", "[]", "![[]()", "[a](b)", "[[a](b)", "[^", "[^a]", "[@a", "[@a; ", "!", "[x]\n",
	"*a ", "*a_ ", "**a *a ", "a**b", "a*", "_a", "a_ ", "a_", "*", "_", "***a ", "*a **a ", "**x*y", "_a*b_c", "*a*_b",
	"`", "a`b``", "`a``", "<", "<a ", "<a b=\"", "<a b='<a b=\"", "</a", "<!--", "<!-- a\n", "<?", "<?x ", "<!A", "<![CDATA[", "<!-->", "<a href=x ", "<a:", "<a@b",
	"> ", "> > - ", "- ", "- a\n", "1. ", "* - ", "-\n", ">\n", "- - -\n", "  - a\n", "\t- a\n", ": ", "a\n: b\n", "a\n\n: b\n",
	"\"", "'", "\"a ", "'a ", "'a b' ", "a' ", "\"a' ", "'\"", "σ' ", "'a'b ", "\"a\"",
	"http:", "https://a(", "(http://a", "www.", "(www.a", "a@b.", "a@", "a.a_", "(https://a.b/((", "https://a.b/c ", "https://a.b/(",
	"[a]: b\n", "[a]: b \"\n", "[a]:\n", "[\n", "[^a]: b\n", "[^a]: b [^a]\n", "[^a]:\n    [^a]: ",
	"|", "a|", "|-|", "a|b\n-|-\n", "|a|\n|-|\n|b|\n", "|a\n", "\\|", "`\\|`|",
	"# a\n", "#", "# {#a\n", "## a {#", "## a {#b}\n", "a\n=", "a\n-\n", "=\n", "---\n", "{#", "~~~\n", "```\n", "```a",
	"&", "&a", "&#", "&amp;", "&#x;", "\\", "\\\\", ".", "-", "...", "--", "--- ",
	"\n", "\r", "\r\n", " ", "\t", "a\n", "a  \n", "a\\\n", "α", "\u00ad", "a\n\n", "    a\n", "<div>\n", "<b>", "<b></b>", "<td>\n\n",
}

func TestHostileTextsTakeBoundedTime(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	p := New(greek)
	for _, pattern := range hostile {
		for _, size := range []int{maxParagraph - 8, maxBody - 8} {
			for _, tail := range []string{"", "mirrored"} {
				n := size / len(pattern)
				body := strings.Repeat(pattern, n)
				if tail != "" {
					m := mirror(pattern)
					body = strings.Repeat(pattern, n/2) + strings.Repeat(m, size/2/len(m))
				}
				if size > maxParagraph { // paragraphs as long as they may be
					body = strings.Repeat(body[:maxParagraph-8]+"\n\n", maxBody/maxParagraph)
				}
				start := time.Now()
				p.Parse(&diag.List{}, "a.md", 1, []byte(body))
				if took := time.Since(start); took > 600*time.Millisecond {
					t.Errorf("%s took %v", fmt.Sprintf("%q %d %s", pattern, size, tail), took)
				}
			}
		}
	}
}

func mirror(s string) string {
	r := strings.NewReplacer("[", "]", "(", ")", "<", ">")
	b := []byte(r.Replace(s))
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return strings.ToValidUTF8(string(b), "?")
}

var greek = Options{Quotes: [4]string{"«", "»", "“", "”"}, Anchor: func(s string) string {
	return strings.ReplaceAll(strings.ToLower(s), " ", "-")
}}
