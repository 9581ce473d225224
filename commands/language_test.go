package commands

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// spoken fills the sentences of one test in.
func spoken(t *testing.T, lang string, says Text) string {
	t.Helper()
	c := catalogueOf(lang)
	c.Words = map[Sentence]string{
		"%v of %v":                "%[2]v: %[1]v",
		"%v cat|%v cats":          map[string]string{"de": "%v Katze|%v Katzen", "fr": "%v chat|%v chats", "ja": "猫%v匹"}[lang],
		"%v sleeps.|%v sleep.":    map[string]string{"de": "%v schläft.|%v schlafen."}[lang],
		"%v has slept for %v.":    "",
		"hello":                   "hallo",
		"Which of your channels.": "Welcher deiner Kanäle.",
	}
	return c.text(says).String()
}

func TestTextInALanguage(t *testing.T) {
	for _, c := range []struct {
		lang string
		says Text
		want string
	}{
		{"de", Say("hello"), "hallo"},
		{"de", Say("%v", "hello"), "hello"}, // a stranger's word
		{"de", Say("%v of %v", "a", Say("hello")), "hallo: a"},
		{"de", Say("%v", Sentence("Which of your channels.")), "Welcher deiner Kanäle."},
		{"de", Say("unknown %v", 7), "unknown 7"},
		{"de", plural(1, "cat", "cats"), "1 Katze"},
		{"de", plural(0, "cat", "cats"), "0 Katzen"},
		{"fr", plural(0, "cat", "cats"), "0 chat"},
		{"fr", plural(2, "cat", "cats"), "2 chats"},
		{"ja", plural(1, "cat", "cats"), "猫1匹"},
		{"de", Say("%v sleeps.|%v sleep.", plural(1, "cat", "cats")), "1 Katze schläft."},
		{"de", Say("%v sleeps.|%v sleep.", plural(2, "cat", "cats")), "2 Katzen schlafen."},
		{"en", Say("%v sleeps.|%v sleep.", plural(2, "cat", "cats")), "2 cats sleep."},
		{"en", plural(1202, "cat", "cats"), "1,202 cats"},
		{"de", Say("%v", 1202), "1.202"},
		{"ja", Say("%v", 1202), "1,202"},
		{"de", Say("%v", int64(1202)), "1202"}, // an ID is no count
		{"en", Say("100% %v and %v", "sure"), "100% sure and "},
	} {
		if got := spoken(t, c.lang, c.says); got != c.want {
			t.Errorf("in %s %v is %q, want %q", c.lang, c.says, got, c.want)
		}
	}
}

// A post waits in the outbox as JSON, and in no language.
func TestTextIsKeptInNoLanguage(t *testing.T) {
	before := Say("%v waited too long to be posted:", plural(3, "story", "stories"))
	kept, err := json.Marshal(before)
	if err != nil {
		t.Fatal(err)
	}
	var after Text
	if err := json.Unmarshal(kept, &after); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
}

func TestLanguage(t *testing.T) {
	for locale, want := range map[string]string{
		"de": "de", "de_DE.UTF-8": "de", "en-US": "en", "en-GB": "en", "es-419": "es", "pt-BR": "pt", "ja": "ja", "JA_jp": "ja",
		"it": "", "C": "", "": "", "eng": "",
	} {
		if got := Language(locale); got != want {
			t.Errorf("%q is %q, want %q", locale, got, want)
		}
	}
}
