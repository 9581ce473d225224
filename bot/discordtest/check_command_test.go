package discordtest_test

import (
	"fmt"
	"strings"
	"testing"

	"newshound/bot/discordtest"
)

func TestCommandRules(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant(), discordtest.Unlimited())
	sub := func(kind int, name, inside string) string {
		return fmt.Sprintf(`{"type":%d,"name":"%s","description":"d","options":[%s]}`, kind, name, inside)
	}
	text := func(name, more string) string {
		return `{"type":3,"name":"` + name + `","description":"d"` + more + `}`
	}
	var many []string
	for i := range 101 {
		many = append(many, fmt.Sprintf(`{"name":"c%d","description":"d"}`, i))
	}
	for _, c := range []struct{ name, body, wrong string }{
		{"two levels", `{"name":"a","description":"d","options":[` + sub(2, "g", sub(1, "s", text("o", ""))) + `]}`, ""},
		{"three levels", `{"name":"a","description":"d","options":[` + sub(1, "s", sub(1, "t", "")) + `]}`, "0 options 0"},
		{"upper case", `{"name":"Add","description":"d"}`, "0 name"},
		{"a space", `{"name":"a b","description":"d"}`, "0 name"},
		{"another script", `{"name":"要約","description":"d"}`, ""},
		{"no description", `{"name":"a"}`, "0 description"},
		{"message command", `{"name":"Summarize links","type":3}`, ""},
		{"message command with description", `{"name":"Sum","type":3,"description":"d"}`, "0 description"},
		{"same names", `{"name":"a","description":"d"},{"name":"a","description":"d"}`, "1 name"},
		{"same name, other type", `{"name":"a","description":"d"},{"name":"a","type":3}`, ""},
		{"101 commands", strings.Join(many, ","), "100"},
		{"optional before required", `{"name":"a","description":"d","options":[` + text("o", "") + `,` + text("p", `,"required":true`) + `]}`, "0 options 1 required"},
		{"choices and autocomplete", `{"name":"a","description":"d","options":[` + text("o", `,"autocomplete":true,"choices":[{"name":"n","value":"v"}]`) + `]}`, "0 options 0 autocomplete"},
		{"26 options", `{"name":"a","description":"d","options":[` + times(26, text("o", "")) + `]}`, "0 options"},
		{"unknown locale", `{"name":"a","description":"d","name_localizations":{"xx":"a"}}`, "0 name_localizations xx"},
		{"8000 characters", `{"name":"a","description":"d","options":[` + text("o", `,"choices":[`+times(24, `{"name":"`+x(100)+`","value":"`+x(100)+`"}`)+`]`) + `,` + text("p", `,"choices":[`+times(20, `{"name":"`+x(100)+`","value":"`+x(100)+`"}`)+`]`) + `]}`, "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := call(t, s, "PUT", "/applications/"+s.App+"/commands", "["+c.body+"]")
			if c.wrong == "" {
				a.want(t, 200, 0)
				return
			}
			a.want(t, 400, 50035)
			if at := `{"` + strings.Join(strings.Fields(c.wrong), `":{"`) + `":{`; !strings.HasPrefix(string(a.body.Errors), at) {
				t.Errorf("the errors are %s, want %s…", a.body.Errors, at)
			}
		})
	}
}
