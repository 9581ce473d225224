package text

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		for _, tok := range Tokens(s, "") {
			word := s[tok.Start:tok.End]
			if tok.Fold != Fold(word) || Fold(tok.Fold) != tok.Fold {
				t.Fatalf("%q folds to %q, then to %q", word, tok.Fold, Fold(tok.Fold))
			}
		}
	})
}

func TestStem(t *testing.T) {
	for _, c := range []struct{ lang, a, b string }{
		{"en", "hacking", "hacked"},
		{"en", "companies", "company"},
		{"de", "Verhandlungen", "Verhandlung"},
		{"fr", "négociations", "négociation"},
		{"es", "elecciones", "elección"},
		{"sv", "regeringens", "regeringen"},
		{"ru", "выборы", "выборов"},
		{"tr", "kitaplar", "kitap"},
		{"ko", "북한은", "북한"},
		{"ko", "대통령에게", "대통령"},
	} {
		if a, b := Stem(Fold(c.a), c.lang), Stem(Fold(c.b), c.lang); a != b {
			t.Errorf("%s: %q has the stem %q, %q has %q", c.lang, c.a, a, c.b, b)
		}
	}
	for _, fold := range []string{"at&t", "c++", "covid19", "5g", "us"} {
		if got := Stem(fold, "en"); got != fold {
			t.Errorf("%q has the stem %q", fold, got)
		}
	}
}

func TestIsStop(t *testing.T) {
	for lang, words := range map[string][]string{
		"en": {"the", "don't", "said"}, "sv": {"och", "för"}, "de": {"über"}, "fr": {"à", "été"}, "ru": {"ещё"},
		"el": {"και"}, "ar": {"إلى"}, "hi": {"है"}, "ja": {"の"}, "zh": {"的"}, "nb": {"ikke"}, "tr": {"için"},
	} {
		for _, w := range words {
			if !IsStop(Fold(w), lang) {
				t.Errorf("%s: %q is no stop word", lang, w)
			}
		}
	}
	for _, tok := range Tokens("U.S. US Ukraine", "en") {
		if tok.Stop {
			t.Errorf("%v is a stop word", tok)
		}
	}
	if n := len(stopWords()); n < 20 {
		t.Errorf("stop words of %d languages, want 20", n)
	}
}
