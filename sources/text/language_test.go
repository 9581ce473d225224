package text

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
)

func TestLanguage(t *testing.T) {
	const (
		english = "The government said on Tuesday that it would not change the law before the end of the year."
		swedish = "Regeringen sade på tisdagen att den inte skulle ändra lagen före årets slut, men att det kan bli så."
		german  = "Die Regierung sagte am Dienstag, dass sie das Gesetz nicht vor dem Ende des Jahres ändern werde."
		danish  = "Regeringen sagde tirsdag, at den ikke ville ændre loven før årets udgang, hvis der ikke er flertal."
	)
	for _, c := range []struct {
		in    string
		hints []string
		want  string
	}{
		{english, nil, "en"},
		{swedish, nil, "sv"},
		{german, []string{"en-US"}, "de"},
		{danish, []string{"da_DK"}, "da"},
		{"Regering faller", []string{"sv-SE"}, "sv"},
		{"Breaking", nil, ""},
		{"Breaking", []string{"", "x-default", "und", "EN_us"}, "en"},
		{"Правительство России", []string{"en", "ru"}, "ru"},
		{"東京の天気", nil, "ja"},
		{"北京天气", []string{"ja"}, "ja"},
		{"서울 날씨", []string{"en"}, "ko"},
		{"ราคาน้ำมัน", nil, "th"},
		{"שלום לכולם", []string{"iw"}, "he"},
		{"", nil, ""},
		{"", []string{"fr"}, "fr"},
		{"123 456", []string{"fr"}, "fr"},
		{english, []string{"fr", "no"}, "en"},
	} {
		if got := Language(c.in, c.hints...); got != c.want {
			t.Errorf("%q with %q: %q, want %q", c.in, c.hints, got, c.want)
		}
	}
}

// TestEvalLanguage prints the share of articles whose language is told
// without a hint, from all of the text and from its first hundred bytes.
func TestEvalLanguage(t *testing.T) {
	type tally struct{ of, whole, short, wrong int }
	byLang := map[string]*tally{}
	for sc := evalFile(t, "pairs-semeval.jsonl.gz"); sc.Scan(); {
		var p struct{ Text1, Lang1 string }
		if err := json.Unmarshal(sc.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if byLang[p.Lang1] == nil {
			byLang[p.Lang1] = &tally{}
		}
		n := byLang[p.Lang1]
		n.of++
		if Language(p.Text1) == p.Lang1 {
			n.whole++
		}
		switch Language(clip(p.Text1, 100)) {
		case p.Lang1:
			n.short++
		case "":
		default:
			n.wrong++
		}
	}
	t.Log("lang  articles  right  right by 100 bytes  wrong by 100 bytes")
	all := tally{}
	for _, lang := range slices.Sorted(maps.Keys(byLang)) {
		n := *byLang[lang]
		t.Logf("%-4s %9d %6d %19d %19d", lang, n.of, n.whole, n.short, n.wrong)
		all.of, all.whole = all.of+n.of, all.whole+n.whole
	}
	t.Logf("all of it read: %v", share{all.whole, all.of})
	if 100*all.whole < 97*all.of {
		t.Errorf("%d of %d right, want 97 %%", all.whole, all.of)
	}
}

// Where the trigrams of two languages are as near, the words tell, and not
// chance.
func TestLanguageIsNoChance(t *testing.T) {
	for _, s := range []string{
		"while on says bank as tunnel at port", "storm council sand and warn at before", "before over gale talks harbour storm mayor go port and",
	} {
		for range 50 {
			if got := Language(s); got != "en" {
				t.Errorf("%q is %q", s, got)
				break
			}
		}
	}
}
