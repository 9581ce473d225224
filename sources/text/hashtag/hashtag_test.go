package hashtag

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newshound/sources/text"
)

const article = "The Justice Department said on Monday that North Korea placed workers in remote jobs at companies in New York. " +
	"Prosecutors charged Ann Lee of Boston with running the network for North Korea. " +
	"Remote work made the fraud easy, Ann Lee told the court, and the fraud paid for weapons of North Korea. " +
	"The companies that offer remote work did not see the fraud until March, said Mr. Silva of the Justice Department."

func tags(title, body, lang string, categories []string) []string {
	tags, _ := Of(title, body, lang, categories, 0, nil)
	return tags
}

func TestTags(t *testing.T) {
	for _, c := range []struct {
		name, title, body, lang string
		categories, want        []string
	}{
		{"names first", "Court hears of remote jobs", article, "en", nil,
			[]string{"#NorthKorea", "#JusticeDepartment", "#AnnLee", "#NewYork", "#Boston"}},
		{"a title in capitals names nothing", "Court Hears Of Hidden Remote Jobs In Secret Fraud", article, "en", nil,
			[]string{"#NorthKorea", "#JusticeDepartment", "#AnnLee", "#Fraud", "#NewYork"}},
		{"categories", "", article, "en", []string{"News", "cyber crime", "North Korea", "http://example.com/x"},
			[]string{"#NorthKorea", "#JusticeDepartment", "#AnnLee", "#NewYork", "#CyberCrime"}},
		{"categories alone", "", "", "en", []string{"world-news", "Wi-Fi"}, []string{"#WorldNews", "#WiFi"}},
		{"nothing", "", "", "en", nil, nil},
		{"a stop word", "", "", "en", []string{"A#", "The"}, nil},
		{"no days, no one word for a name said in full", "", "On Monday Maria Silva met Silva on Tuesday in Lisbon.", "en", nil,
			[]string{"#Lisbon", "#MariaSilva"}},
		{"possessive", "", "It was Boston's fault. She saw Boston's mayor.", "en", nil, []string{"#Boston"}},
		{"a place in a dateline", "", "NEW DELHI (AP) - Rain fell on Delhi. New Delhi had more of it.", "en", nil, []string{"#NewDelhi", "#Rain"}},
		{"connecting words", "", "O presidente da Câmara de Lisboa falou hoje. A Câmara de Lisboa ouviu José da Silva.", "pt", nil,
			[]string{"#CâmaraDeLisboa", "#JoséDaSilva"}},
		{"turkish capitals", "", "Dün istanbul, istanbul ve gene istanbul için", "tr", []string{"istanbul"}, []string{"#İstanbul"}},
		{"no spaces", "", "航空公司宣布新航空公司计划。航空公司将招聘。", "zh", nil, []string{"#航空公司"}},
	} {
		if got := tags(c.title, c.body, c.lang, c.categories); !cmp.Equal(got, c.want) {
			t.Errorf("%s: %s", c.name, cmp.Diff(c.want, got))
		}
	}
}

func TestTag(t *testing.T) {
	for _, c := range []struct{ phrase, lang, want string }{
		{"north korea", "en", "#NorthKorea"},
		{"remote work", "en", "#RemoteWork"},
		{"US", "en", "#US"},
		{"iPhone sales", "en", "#iPhoneSales"},
		{"Journées de l'archéologie", "fr", "#JournéesDeLArchéologie"},
		{"covid-19", "en", "#Covid19"},
		{"CUMA NAMAZI", "tr", "#CumaNamazı"},
		{"ısparta iline", "tr", "#Ispartaİline"},
		{"2026", "en", ""},
		{"سعر الدولار", "ar", "#سعر_الدولار"},
		{"航空", "zh", "#航空"},
		{"—", "en", ""},
	} {
		if got := Tag(c.phrase, c.lang); got != c.want {
			t.Errorf("%q: got %q, want %q", c.phrase, got, c.want)
		}
	}
}

func TestKeyIsOneForASubject(t *testing.T) {
	for _, same := range [][]string{
		{"#NorthKorea", "#northkorea", "NorthKorea"},
		{"#RemoteWorker", "#RemoteWorkers"},
		{"#Élection", "#Election", "#elections"},
	} {
		for _, tag := range same[1:] {
			if Key(tag, "en") != Key(same[0], "en") {
				t.Errorf("%s has key %q, %s %q", tag, Key(tag, "en"), same[0], Key(same[0], "en"))
			}
		}
	}
}

func TestFormIsTheCommonest(t *testing.T) {
	for _, c := range []struct {
		tag   string
		forms []string
		want  string
	}{
		{"#RemoteWorkers", []string{"#RemoteWorker", "#RemoteWorkers"}, "#RemoteWorker"},
		{"#northkorea", []string{"#NorthKorea"}, "#NorthKorea"},
		{"#Élection", []string{"#Election", "#elections"}, "#Election"},
		{"#University", []string{"#Universal", "#Universities", "#University"}, "#University"},
		{"#Tay", nil, "#Tay"},
		{"#Россия", []string{"#России"}, "#России"},
	} {
		if got := Form(c.tag, c.forms); got != c.want {
			t.Errorf("%s of %s: got %s, want %s", c.tag, c.forms, got, c.want)
		}
	}
}

func TestKeyphrases(t *testing.T) {
	got := keyphrases("", article, "en", 10)
	if len(got) != 10 {
		t.Fatalf("got %d: %q", len(got), got)
	}
	for _, want := range []string{"companies", "Department", "fraud"} {
		if !slices.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if few := keyphrases("", "Bridge closed", "en", 10); len(few) > 2 {
		t.Errorf("of two words: %q", few)
	}
}

// Whatever the text, a hashtag is one that Discord's readers can search for.
func TestTagsAreWellFormed(t *testing.T) {
	word := rapid.SampledFrom([]string{"Korea", "the", "remote", "work", "'s", "Lee", ".", "\n\n", "İzmir", "航", "空", "-", "O'Brien", "2026", "Monday", "“", "é", "\xff"})
	rapid.Check(t, func(t *rapid.T) {
		body := strings.Join(rapid.SliceOf(word).Draw(t, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "sep"))
		lang := rapid.SampledFrom([]string{"en", "tr", "zh", "", "fr"}).Draw(t, "lang")
		title := rapid.SampledFrom([]string{"", "North Korea", "remote work"}).Draw(t, "title")
		tags := tags(title, body, lang, []string{rapid.String().Draw(t, "category")})
		if len(tags) > 5 {
			t.Errorf("%d tags: %q", len(tags), tags)
		}
		for _, tag := range tags {
			name, found := strings.CutPrefix(tag, "#")
			if !found || !utf8.ValidString(tag) || strings.IndexFunc(name, unicode.IsLetter) < 0 || strings.IndexFunc(strings.ReplaceAll(name, "_", ""), apart) >= 0 {
				t.Errorf("malformed %q", tag)
			}
			if text.IsStop(text.Fold(name), lang) {
				t.Errorf("stop word %q", tag)
			}
		}
		first, _ := Of(title, body, lang, nil, 0, nil)
		if again, _ := Of(title, body, lang, nil, 5, nil); !cmp.Equal(again, first) {
			t.Errorf("tags %q, beside key phrases %q", first, again)
		}
	})
}

func TestWhatTheSourceRepeats(t *testing.T) {
	const title, body = "Harbour Nights: Dora Marsden", "The painter Dora Marsden moved to Ansel. The team of Harbour Nights asked why Dora Marsden left the town, and fans of Harbour Nights came to Ansel."
	repeats := func(stems ...string) func(string) bool {
		return func(stem string) bool { return slices.Contains(stems, stem) }
	}
	for _, c := range []struct {
		name     string
		repeated func(string) bool
		has, not string
	}{
		{"nothing is known", nil, "#HarbourNights", "#"},
		{"the title of a series", repeats("harbour", "night"), "#DoraMarsden", "#HarbourNights"},
		{"one word of a name", repeats("dora"), "#DoraMarsden", "#"},
		{"everything", func(string) bool { return true }, "#DoraMarsden", "#"},
	} {
		tags, phrases := Of(title, body, "en", nil, 5, c.repeated)
		if !slices.Contains(tags, c.has) || slices.Contains(tags, c.not) || len(phrases) == 0 {
			t.Errorf("%s: %v, %v", c.name, tags, phrases)
		}
	}
}
