package discordtest_test

import (
	"fmt"
	"strings"
	"testing"

	"newshound/bot/discordtest"
)

const v2 = `"flags":32768,"components":`

func x(n int) string { return strings.Repeat("x", n) }

func row(inside ...string) string {
	return `{"type":1,"components":[` + strings.Join(inside, ",") + `]}`
}

func button(id string) string {
	return `{"type":2,"style":1,"label":"b","custom_id":"` + id + `"}`
}

func display(text string) string { return `{"type":10,"content":"` + text + `"}` }

func times(n int, part string) string {
	return strings.TrimSuffix(strings.Repeat(part+",", n), ",")
}

func buttons(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = button(fmt.Sprint("b", i))
	}
	return row(all...)
}

// TestMessageRules posts messages that Discord takes, and ones it does not: wrong is where the error tree must
// point, such as "embeds 0 title", and "" for a message that is fine.
func TestMessageRules(t *testing.T) {
	s := discordtest.New(t, discordtest.Unlimited(), discordtest.Tolerant())
	news := s.Guild("home").Text("news")
	option := `{"label":"l","value":"v"}`
	for _, c := range []struct{ name, body, wrong string }{
		{"2000 characters", `"content":"` + x(2000) + `"`, ""},
		{"2000 wide characters", `"content":"` + strings.Repeat("🦊", 2000) + `"`, ""},
		{"2001 characters", `"content":"` + x(2001) + `"`, "content"},
		{"embed title", `"embeds":[{"title":"` + x(257) + `"}]`, "embeds 0 title"},
		{"embed total", `"embeds":[` + times(2, `{"description":"`+x(3001)+`"}`) + `]`, "embeds"},
		{"embed with nothing", `"embeds":[{"color":1}]`, "embeds 0 description"},
		{"embed field without value", `"embeds":[{"fields":[{"name":"n","value":" "}]}]`, "embeds 0 fields 0 value"},
		{"embed link", `"embeds":[{"title":"x","url":"javascript:x"}]`, "embeds 0 url"},
		{"embed image", `"embeds":[{"image":{"url":"/x.png"}}]`, "embeds 0 image url"},
		{"11 embeds", `"embeds":[` + times(11, `{"title":"x"}`) + `]`, "embeds"},
		{"nonce", `"content":"x","nonce":"` + x(26) + `"`, "nonce"},
		{"enforced without nonce", `"content":"x","enforce_nonce":true`, "enforce_nonce"},
		{"ephemeral message", `"content":"x","flags":64`, "flags"},
		{"mentions both ways", `"content":"x","allowed_mentions":{"parse":["users"],"users":["1"]}`, "allowed_mentions"},
		{"five buttons", `"content":"x","components":[` + buttons(5) + `]`, ""},
		{"six buttons", `"content":"x","components":[` + buttons(6) + `]`, "components 0 components"},
		{"same ids", `"content":"x","components":[` + row(button("a"), button("a")) + `]`, "components 0 components 1 custom_id"},
		{"same ids apart", `"content":"x","components":[` + row(button("a")) + `,` + row(button("a")) + `]`, "components 1 components 0 custom_id"},
		{"long custom id", `"content":"x","components":[` + row(button(x(101))) + `]`, "components 0 components 0 custom_id"},
		{"link with id", `"content":"x","components":[` + row(`{"type":2,"style":5,"label":"l","custom_id":"a","url":"https://a.b"}`) + `]`, "components 0 components 0 url"},
		{"button without label", `"content":"x","components":[` + row(`{"type":2,"style":1,"custom_id":"a"}`) + `]`, "components 0 components 0 label"},
		{"menu", `"content":"x","components":[` + row(`{"type":3,"custom_id":"m","options":[`+option+`]}`) + `]`, ""},
		{"same values", `"content":"x","components":[` + row(`{"type":3,"custom_id":"m","options":[`+option+`,`+option+`]}`) + `]`, "components 0 components 0 options 1 value"},
		{"too many values", `"content":"x","components":[` + row(`{"type":3,"custom_id":"m","max_values":2,"options":[`+option+`]}`) + `]`, "components 0 components 0 max_values"},
		{"26 options", `"content":"x","components":[` + row(`{"type":3,"custom_id":"m","options":[`+times(26, option)+`]}`) + `]`, "components 0 components 0 options"},
		{"menu beside button", `"content":"x","components":[` + row(button("a"), `{"type":3,"custom_id":"m","options":[`+option+`]}`) + `]`, "components 0 components"},
		{"text without the flag", `"components":[` + display("x") + `]`, "components 0 type"},
		{"six rows", `"content":"x","components":[` + times(6, row(`{"type":2,"style":5,"label":"l","url":"https://a.b"}`)) + `]`, "components"},
		{"Components V2", v2 + `[{"type":17,"components":[` + display("x") + `,{"type":14},` + row(button("a")) + `]}]`, ""},
		{"V2 with content", `"content":"x",` + v2 + `[` + display("x") + `]`, "content"},
		{"V2 with embed", `"embeds":[{"title":"x"}],` + v2 + `[` + display("x") + `]`, "embeds"},
		{"40 components", v2 + `[{"type":17,"components":[` + times(39, display("x")) + `]}]`, ""},
		{"41 components", v2 + `[{"type":17,"components":[` + times(40, display("x")) + `]}]`, "components"},
		{"4001 characters", v2 + `[` + display(x(4000)) + `,` + display("x") + `]`, "components"},
		{"empty text", v2 + `[` + display("") + `]`, "components 0 content"},
		{"section without accessory", v2 + `[{"type":9,"components":[` + display("x") + `]}]`, "components 0 accessory"},
		{"section", v2 + `[{"type":9,"components":[` + display("x") + `],"accessory":{"type":11,"media":{"url":"https://a.b/c.png"}}}]`, ""},
		{"four texts in a section", v2 + `[{"type":9,"components":[` + times(4, display("x")) + `],"accessory":` + button("a") + `}]`, "components 0 components"},
		{"gallery of 11", v2 + `[{"type":12,"items":[` + times(11, `{"media":{"url":"https://a.b/c.png"}}`) + `]}]`, "components 0 items"},
		{"picture of a file", v2 + `[{"type":12,"items":[{"media":{"url":"file:///etc/passwd"}}]}]`, "components 0 items 0 media url"},
		{"unknown component", v2 + `[{"type":99}]`, "components 0 type"},
		{"container in a container", v2 + `[{"type":17,"components":[{"type":17,"components":[` + display("x") + `]}]}]`, "components 0 components 0 type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := len(s.Violations())
			a := call(t, s, "POST", "/channels/"+news.ID+"/messages", "{"+c.body+"}")
			violations := s.Violations()[before:]
			if c.wrong == "" {
				if a.status != 200 || len(violations) > 0 {
					t.Fatalf("the answer is %d: %s, violations %v", a.status, a.raw, violations)
				}
				return
			}
			a.want(t, 400, 50035)
			at := `{"` + strings.Join(strings.Fields(c.wrong), `":{"`) + `":{"_errors":[`
			if !strings.HasPrefix(string(a.body.Errors), at) {
				t.Errorf("the errors are %s, want %s…", a.body.Errors, at)
			}
			if len(violations) != 1 {
				t.Errorf("there must be one violation: %v", violations)
			}
		})
	}
}

func TestEmptyMessage(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant())
	at := "/channels/" + s.Guild("home").Text("news").ID + "/messages"
	call(t, s, "POST", at, `{"content":"  "}`).want(t, 400, 50006)
	call(t, s, "POST", at, `{"content":`).want(t, 400, 50109)
	id := call(t, s, "POST", at, `{"content":"x"}`).body.ID
	call(t, s, "PATCH", at+"/"+id, `{"content":null}`).want(t, 400, 50006)
	if n := len(s.Violations()); n != 3 {
		t.Errorf("%d violations, want 3: %v", n, s.Violations())
	}
}

// TestUnknownFields holds that a misspelt field is found, which Discord passes over.
func TestUnknownFields(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant())
	at := "/channels/" + s.Guild("home").Text("news").ID + "/messages"
	call(t, s, "POST", at, `{"content":"x","emebds":[]}`).want(t, 200, 0)
	if all := s.Violations(); len(all) != 1 || !strings.Contains(all[0], `"emebds"`) {
		t.Errorf("the violations are %q", all)
	}
}

func TestV2Stays(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant(), discordtest.Unlimited())
	news := s.Guild("home").Text("news")
	at := "/channels/" + news.ID + "/messages"
	const toV2 = `"flags":32768,"components":[{"type":10,"content":"new"}]`
	id := call(t, s, "POST", at, `{"content":"old"}`).body.ID
	call(t, s, "PATCH", at+"/"+id, `{`+toV2+`}`).want(t, 400, 50035)
	call(t, s, "PATCH", at+"/"+id, `{"content":null,`+toV2+`}`).want(t, 200, 0)
	call(t, s, "PATCH", at+"/"+id, `{"content":"old","components":[],"flags":0}`).want(t, 400, 50035)
	call(t, s, "PATCH", at+"/"+id, `{"components":[{"type":10,"content":"newer"}]}`).want(t, 200, 0)
	m := s.Messages(news)[0]
	if !m.V2() || m.Text() != "newer" || len(m.Edits) != 2 {
		t.Errorf("the message is %+v", m)
	}
}
