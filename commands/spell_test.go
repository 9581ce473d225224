package commands

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// localName is Discord's rule for names (docs/interactions/application-commands).
var localName = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

// In each language commands have names that Discord takes, one of a kind
// among those beside them, and so have their options.
func TestNamesInEveryLanguage(t *testing.T) {
	for _, lang := range Languages() {
		taken := map[string]string{}
		take := func(among, name string) {
			local := NameIn(lang, name)
			if other, ok := taken[among+local]; ok && other != name {
				t.Errorf("in %s %s%q are both %q", lang, among, []string{name, other}, local)
			}
			taken[among+local] = name
			for _, word := range strings.Fields(local) {
				if !localName.MatchString(word) || strings.ToLower(word) != word {
					t.Errorf("in %s %q is no name", lang, word)
				}
			}
		}
		for _, c := range All() {
			take("/", c.Name)
			for _, o := range c.Options {
				take("/"+c.Name+" ", o.Name)
			}
		}
	}
}

// Helps are at most 100 characters long in every language, as Discord asks.
func TestHelpsInEveryLanguage(t *testing.T) {
	for _, lang := range Languages() {
		check := func(help Sentence) {
			if n := utf8.RuneCountInString(help.In(lang)); n > 100 {
				t.Errorf("in %s %q has %d characters: %q", lang, help, n, help.In(lang))
			}
		}
		for _, help := range Groups() {
			check(help)
		}
		for _, c := range All() {
			check(c.Help)
			for _, o := range c.Options {
				check(o.Help)
			}
		}
	}
}

func TestCommandsAreNamedAsTheirReaderTypesThem(t *testing.T) {
	for lang, want := range map[string]string{
		"":   `Try /source list, or /alert add query:"north korea" to:dm; see https://a.example/alert: /follow url: [channel:]`,
		"de": `Try /quelle liste, or /alarm hinzufügen suche:"north korea" an:dm; see https://a.example/alert: /folgen url: [kanal:]`,
		"ja": `Try /ソース 一覧, or /アラート 追加 検索語:"north korea" 送り先:dm; see https://a.example/alert: /フォロー url: [チャンネル:]`,
	} {
		follow, _ := Find("follow")
		follow.Options = follow.Options[:2]
		says := Say("Try /source list, or %v; see %v: %v", typed(alertExample), "https://a.example/alert", typed(follow.Usage()))
		if got := says.In(lang).String(); got != want {
			t.Errorf("in %q it reads\n%s, want\n%s", lang, got, want)
		}
	}
}

// Whatever is shown as what one types can be typed.
func TestExamplesAreTakenInEveryLanguage(t *testing.T) {
	for _, lang := range Languages() {
		for _, c := range All() {
			shown := Text{typed(c.Example)}.In(lang).String()
			if got := Unspelled(lang, shown); got != c.Example {
				t.Errorf("in %s %s reads as %s, want %s", lang, shown, got, c.Example)
			}
			if got := Unspelled(lang, c.Example); got != c.Example {
				t.Errorf("in %s the English %s reads as %s", lang, c.Example, got)
			}
		}
	}
}
