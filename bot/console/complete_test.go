package console

import (
	"slices"
	"testing"
	"time"

	"github.com/reeflective/readline"

	"newshound/commands"
)

func TestComplete(t *testing.T) {
	for _, c := range []struct {
		line  string
		want  []string // are offered
		never string   // is not
	}{
		{"", []string{"/follow", "/alert add", "/help"}, "add"},
		{"/al", []string{"/alert add", "/alert list"}, "add"},
		{"/alert ", []string{"add", "list", "pause"}, "/help"},
		{"/alert add ", []string{"query:", "to:", "mention:"}, "page:"},
		{"/alert add to:here ", []string{"query:", "mention:"}, "to:"},
		{"/alert add query:ferry to:", []string{"to:here", "to:dm"}, "query:"},
		{"/digest set timezone:", []string{"timezone:UTC", "timezone:Europe/Berlin"}, "time:"},
		{"/nonsense ", nil, "/help"},
	} {
		var got []string
		completions := complete(t.Context(), &commands.Desk{Now: time.Now}, commands.English, c.line)
		completions.EachValue(func(v readline.Completion) readline.Completion {
			got = append(got, v.Value)
			return v
		})
		for _, want := range c.want {
			if !slices.Contains(got, want) {
				t.Errorf("%q is not offered %q, but %q", c.line, want, got)
			}
		}
		if slices.Contains(got, c.never) {
			t.Errorf("%q is offered %q", c.line, c.never)
		}
	}
}
