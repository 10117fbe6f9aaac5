package markdown

import (
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
	"]{lang=en}", "[a]{lang=en}", "[]{lang=en}", "[*a]{lang=en}", "[a]{lang=", "{lang=", "*[a*]{lang=en}", "[![a]{lang=en}", " [[@a]]{lang=en}", "[ ]{lang=en}",
	"[a]: b\n", "[a]: b \"\n", "[a]:\n", "[\n", "[^a]: b\n", "[^a]: b [^a]\n", "[^a]:\n    [^a]: ",
	"@a", "@a ", "@a [", "@a [b] ", "[b @a", "[b @a] ", "@a@", "@-", "@α ", "[see @a; b @c]\n", "@a_", "@a:",
	"> [!NOTE]\n", "> [!NOTE] a\n> b\n\n", "> [!a", "> > [!CASE]\n", "[!NOTE]", "> [!X] \"a\n", "> [!DEFINITION] *a\n",
	"*[a]: b\n", "*[a]: b\n\na ", "*[", "*[a]:", "*[a] ", "- *[a]: b\n",
	"|a|\n|-|\n: b\n", "|a|\n|-|\n\n: b\n\n", "|-|\n: ", ": a\n: b\n", "|\n : a\n", "## a {.b}\n", "## a {#a .b .c", "{.", "{.a ", "{a=b}", "# {a=b}\n",
	"|", "a|", "|-|", "a|b\n-|-\n", "|a|\n|-|\n|b|\n", "|a\n", "\\|", "`\\|`|",
	"# a\n", "#", "# {#a\n", "## a {#", "## a {#b}\n", "a\n=", "a\n-\n", "=\n", "---\n", "{#", "~~~\n", "```\n", "```a",
	"&", "&a", "&#", "&amp;", "&#x;", "\\", "\\\\", ".", "-", "...", "--", "--- ",
	"\n", "\r", "\r\n", " ", "\t", "a\n", "a  \n", "a\\\n", "α", "\u00ad", "a\n\n", "    a\n", "<div>\n", "<b>", "<b></b>", "<td>\n\n",
}

// hostileBodies are paragraphs as long as they may be.
func hostileBodies() map[string]string {
	bodies := map[string]string{}
	for _, pattern := range hostile {
		n := (maxParagraph - 8) / len(pattern)
		bodies[pattern] = strings.Repeat(pattern, n)
		bodies[pattern+" mirrored"] = strings.Repeat(pattern, n/2) + strings.Repeat(mirror(pattern), n/2)
	}
	return bodies
}

// TestHostileTextsEnd has no clock, which a busy machine would make lie: without
// the limits some of these take hours, and the test would not end. How long
// they take is BenchmarkHostile's to say.
func TestHostileTextsEnd(t *testing.T) {
	for _, body := range hostileBodies() {
		parsers["el"].Parse(&diag.List{}, "a.md", 1, []byte(body))
	}
}

// BenchmarkHostile reports the time of all hostile texts and of the worst.
func BenchmarkHostile(b *testing.B) {
	var worst time.Duration
	for b.Loop() {
		for _, body := range hostileBodies() {
			start := time.Now()
			parsers["el"].Parse(&diag.List{}, "a.md", 1, []byte(body))
			worst = max(worst, time.Since(start))
		}
	}
	b.ReportMetric(float64(worst.Milliseconds()), "worst-ms")
}

func TestLimitsAreReported(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"control":   {"αβ\x07γ\x08", "1:3: error: an invisible control character"},
		"latin-1":   {"α\n\nβ\xe4", "3:2: error: the text is not UTF-8 here"},
		"body":      {strings.Repeat("a\n\n", maxBody), "1:1: error: the text has"},
		"line":      {"a\n\n" + strings.Repeat("a ", maxParagraph), "3:1: error: this line has"},
		"paragraph": {"> α\n>\n> β\n" + strings.Repeat("> a\n", maxParagraph), "3:3: error: this paragraph or table has more than"},
		"nesting":   {strings.Repeat("> ", 100) + "a", "1:81: error: lists and quotations stand inside each other too deep here"},
		"emphasis":  {strings.Repeat("*a ", 2000), "1:3001: error: there are too many * and _"},
		"brackets":  {strings.Repeat("[", 2000) + strings.Repeat("]", 2000), "1:501: error: too many brackets stand inside each other"},
		"links":     {strings.Repeat("[a](", 2000), "1:803: error: too many times, ]( begins no link"},
	} {
		if _, problems := parse("a.en.md", []byte(c.body)); !strings.HasPrefix(problems, c.want) || strings.Count(problems, "error:") != 1 {
			t.Errorf("%s: %.300s", name, problems)
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
