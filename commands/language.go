package commands

import (
	"cmp"
	"context"
	"embed"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	plurals "golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"newshound/storage"
)

// English is the language that everything is written in. What a catalogue
// lacks stays English.
const English = "en"

// languages are those that Newshound speaks, each by its own name.
var languages = []struct{ code, name string }{
	{English, "English"}, {"de", "Deutsch"}, {"fr", "Français"}, {"es", "Español"}, {"pt", "Português"}, {"ja", "日本語"},
}

// Languages are the codes of the languages that Newshound speaks, English
// first.
func Languages() []string {
	var out []string
	for _, l := range languages {
		out = append(out, l.code)
	}
	return out
}

// Language is which of Languages a locale is of, such as "pt-BR" or
// "de_DE.UTF-8"; "" for none of them.
func Language(locale string) string {
	base, _, _ := strings.Cut(strings.ToLower(locale), "-")
	base, _, _ = strings.Cut(base, "_")
	if slices.Contains(Languages(), base) {
		return base
	}
	return ""
}

// SpokenIn is the setting that holds the locale of a place, as its chat has
// it.
const SpokenIn = "locale"

// LangOf is the language that somebody in a place is told things in: the one
// that they have set, or that the place has, else that of their own locale,
// else the place's. Without a person it is what the place is told things in.
func LangOf(ctx context.Context, r storage.Reads, place, person, locale string) (string, error) {
	s, err := SettingsOf(ctx, r, place, person)
	if lang := cmp.Or(s.Lang, Language(locale)); lang != "" || err != nil {
		return lang, err
	}
	locale, err = r.Setting(ctx, place, "", SpokenIn)
	return Language(locale), err
}

// A catalogue is one language's words: a file such as catalogue/de.json,
// which people who speak it may improve.
type catalogue struct {
	// Names translates the names of commands and options.
	Names map[string]string
	// Words translates what Say says. What fills a sentence in may change its
	// order, as in "%[2]v: %[1]v".
	Words map[Sentence]string

	typed   string // the language that commands are typed in
	tag     language.Tag
	printer *message.Printer
}

//go:embed catalogue/*.json
var catalogueFiles embed.FS

var catalogues = sync.OnceValue(func() map[string]catalogue {
	all := map[string]catalogue{}
	for _, lang := range Languages() {
		c := catalogue{typed: lang, tag: language.Make(lang)}
		c.printer = message.NewPrinter(c.tag)
		if file, err := catalogueFiles.ReadFile("catalogue/" + lang + ".json"); err == nil {
			if err := json.Unmarshal(file, &c); err != nil {
				panic("catalogue/" + lang + ".json: " + err.Error())
			}
		}
		all[lang] = c
	}
	return all
})

func catalogueOf(lang string) catalogue {
	if c, ok := catalogues()[lang]; ok {
		return c
	}
	return catalogues()[English]
}

// In puts a sentence that nothing fills in, such as a label, into a language.
func (s Sentence) In(lang string) string { return cmp.Or(catalogueOf(lang).Words[s], string(s)) }

// NameIn is the name of an option in a language, or of a command, word by
// word.
func NameIn(lang, name string) string {
	words := strings.Fields(name)
	for i, word := range words {
		words[i] = cmp.Or(catalogueOf(lang).Names[word], word)
	}
	return strings.Join(words, " ")
}

// In puts a text into a language: nothing is left in it to be filled in.
func (t Text) In(lang string) Text { return catalogueOf(lang).text(t) }

func (c catalogue) text(t Text) Text {
	var out Text
	for _, p := range t {
		switch {
		case p.Format != "":
			for _, filled := range c.fill(p) {
				filled.Bold = filled.Bold || p.Bold
				out = append(out, filled)
			}
		case p.Number:
			n, _ := strconv.Atoi(p.Words)
			out = append(out, Piece{Words: c.printer.Sprint(n), Bold: p.Bold})
		case p.Typed:
			out = append(out, Piece{Words: spelledLine(c.typed, p.Words), Bold: p.Bold})
		default:
			out = append(out, p)
		}
	}
	return out
}

// placeholder takes what fills a sentence in: the next, or the one of a
// number.
var placeholder = regexp.MustCompile(`%(?:\[([1-9])\])?v`)

// fill fills a sentence in.
func (c catalogue) fill(p Piece) Text {
	format := c.form(cmp.Or(c.Words[p.Format], string(p.Format)), p.Args)
	var out Text
	next, at := 0, 0
	words := func(s string) {
		if s != "" {
			out = append(out, Piece{Words: spelled(c.typed, s)})
		}
	}
	for _, m := range placeholder.FindAllStringSubmatchIndex(format, -1) {
		words(format[at:m[0]])
		at = m[1]
		if m[2] >= 0 {
			next = int(format[m[2]] - '1')
		}
		if next < len(p.Args) {
			out = append(out, c.text(p.Args[next])...)
		}
		next++
	}
	words(format[at:])
	return out
}

// form is the form of a sentence for the first count that fills it in
// (Unicode's plural rules).
func (c catalogue) form(format string, args []Text) string {
	forms := strings.Split(format, "|")
	if len(forms) == 1 {
		return format
	}
	for _, arg := range args {
		if n, ok := count(arg); ok && plurals.Cardinal.MatchPlural(c.tag, n, 0, 0, 0, 0) == plurals.One {
			return forms[0]
		} else if ok {
			break
		}
	}
	return forms[len(forms)-1]
}

// count is the number that a text counts, if it does.
func count(t Text) (int, bool) {
	if len(t) != 1 {
		return 0, false
	}
	if t[0].Number {
		n, err := strconv.Atoi(t[0].Words)
		return n, err == nil
	}
	for _, arg := range t[0].Args {
		if n, ok := count(arg); ok {
			return n, ok
		}
	}
	return 0, false
}
