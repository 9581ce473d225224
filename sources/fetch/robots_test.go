package fetch

import "testing"

func TestRobots(t *testing.T) {
	for _, c := range []struct{ name, file, allowed, forbidden string }{
		{"an empty file", "", "/x", ""},
		{"everyone is forbidden", "User-agent: *\nDisallow: /", "", "/x"},
		{"an empty rule allows", "User-agent: *\nDisallow:", "/x", ""},
		{"our own group counts alone", "User-agent: *\nDisallow: /\n\nUser-agent: newshound\nDisallow: /private # ours", "/x", "/private/x"},
		{"our own group may be empty", "User-agent: *\nDisallow: /\nUser-agent: Newshound\nAllow: /", "/x", ""},
		{"groups for several", "User-agent: other\nUser-agent: Newshound\nDisallow: /a\nUser-agent: third\nDisallow: /b", "/b", "/a"},
		{"others' rules are not ours", "User-agent: GPTBot\nDisallow: /", "/x", ""},
		{"the longest rule counts", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", "/a/c"},
		{"of equals the one that allows", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		{"of equals in the other order", "User-agent: *\nAllow: /a\nDisallow: /a", "/a", ""},
		{"stars and an end", "User-agent: *\nDisallow: /*/print$\nDisallow: *.pdf", "/a/print/b", "/a/print"},
		{"a star within a name", "User-agent: *\nDisallow: *.pdf", "/a.html", "/a/b.pdf?x"},
		{"a query", "User-agent: *\nDisallow: /*?s=", "/x?t=1", "/x?s=1"},
		{"escapes", "User-agent: *\nDisallow: /caf%C3%A9", "/cafe", "/café/x"},
		{"a byte order mark, odd case and spaces", "\ufeffUSER-AGENT : *\r\nDISALLOW : /a \r\n", "/b", "/a"},
	} {
		rules := readRobots([]byte(c.file), "Newshound")
		if c.allowed != "" && !permits(rules, c.allowed) {
			t.Errorf("%s: %s is forbidden", c.name, c.allowed)
		}
		if c.forbidden != "" && permits(rules, c.forbidden) {
			t.Errorf("%s: %s is allowed", c.name, c.forbidden)
		}
	}
}
