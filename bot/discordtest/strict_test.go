package discordtest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"newshound/bot/discordtest"
)

// recorder is a test that is not one: it notes what it is told and runs its cleanups when asked.
type recorder struct {
	*testing.T
	cleanups []func()
	errors   []string
}

func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

// TestViolationsFail holds that a violation fails the test at its end, unless it is tolerated.
func TestViolationsFail(t *testing.T) {
	for _, c := range []struct {
		options []discordtest.Option
		want    int
	}{{nil, 1}, {[]discordtest.Option{discordtest.Tolerant()}, 0}} {
		r := &recorder{T: t}
		s := discordtest.New(r, c.options...)
		call(t, s, "POST", "/channels/"+s.Guild("home").Text("news").ID+"/messages", `{"content":""}`)
		for _, f := range r.cleanups {
			f()
		}
		if len(r.errors) != c.want {
			t.Errorf("the errors are %q, want %d", r.errors, c.want)
		}
	}
}

// component draws a component, often a wrong one, with parts down to depth.
func component(depth int) *rapid.Generator[map[string]any] {
	return rapid.Custom(func(t *rapid.T) map[string]any {
		c := map[string]any{"type": rapid.SampledFrom([]int{1, 2, 3, 5, 8, 9, 10, 11, 12, 13, 14, 17, 99}).Draw(t, "type")}
		some := func(key string, v any) {
			if rapid.IntRange(0, 3).Draw(t, key) > 0 {
				c[key] = v
			}
		}
		some("custom_id", rapid.StringN(0, 5, -1).Draw(t, "id"))
		some("style", rapid.IntRange(0, 7).Draw(t, "n"))
		some("label", rapid.StringN(0, 10, -1).Draw(t, "l"))
		some("content", rapid.StringN(0, 10, -1).Draw(t, "c"))
		some("options", []any{map[string]any{"label": "l", "value": "v"}, nil}[:rapid.IntRange(1, 2).Draw(t, "o")])
		media := map[string]any{"url": rapid.SampledFrom([]string{"https://a.b/c", "attachment://c", "c", ""}).Draw(t, "u")}
		some("media", media)
		some("items", []any{map[string]any{"media": media}})
		if depth > 0 {
			some("components", rapid.SliceOfN(component(depth-1), 0, 3).Draw(t, "inside"))
			some("accessory", component(0).Draw(t, "accessory"))
		}
		return c
	})
}

// TestAnyMessage holds that whatever is posted is stored or refused, and that the answer is always one that
// Discord's description allows.
func TestAnyMessage(t *testing.T) {
	s := discordtest.New(t, discordtest.Tolerant(), discordtest.Unlimited())
	news := s.Guild("home").Text("news")
	rapid.Check(t, func(r *rapid.T) {
		body := map[string]any{
			"components": rapid.SliceOfN(component(2), 0, 3).Draw(r, "components"),
			"flags":      rapid.SampledFrom([]any{nil, 0, 32768, 64, "x"}).Draw(r, "flags"),
			"content":    rapid.SampledFrom([]any{nil, "", "x", "<@1> <@&2> @here", 1}).Draw(r, "content"),
			"embeds":     rapid.SampledFrom([]any{nil, []any{map[string]any{"title": "x", "url": nil, "author": map[string]any{"name": "a"}}}, []any{nil}}).Draw(r, "embeds"),
			"nonce":      rapid.SampledFrom([]any{nil, 5, "n", true}).Draw(r, "nonce"),
		}
		raw, err := json.Marshal(body)
		if err != nil {
			r.Fatal(err)
		}
		a := call(t, s, "POST", "/channels/"+news.ID+"/messages", string(raw))
		if a.status != 200 && a.status != 400 {
			r.Fatalf("%s was answered with %d %s", raw, a.status, a.raw)
		}
		for _, v := range s.Violations() {
			if strings.Contains(v, "this fake's answer") {
				r.Fatalf("%s: %s", raw, v)
			}
		}
	})
	if len(s.Messages(news)) == 0 {
		t.Error("no message at all was accepted")
	}
}
