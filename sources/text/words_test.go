package text

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"en", "North Korea's leader", "north korea leader"},
		{"en", "C++, C# and .NET; Node.js", "c++ c# and .net node js"},
		{"en", "AT&T, R&B, S&P 500, Johnson&Johnson", "at&t r&b s&p 500 johnson johnson"},
		{"en", "O'Brien O’Brien don't we’re Trump’s workers' rights", "obrien obrien don't we're trump workers rights"},
		{"en", "U.S. and U.S.-led, in the US, at 5 a.m.", "us and us led in the us at 5 am"},
		{"en", "J.K. Rowling, J.K.Rowling", "jk rowling jk rowling"},
		{"en", "5G covid-19 G20 3.14 1,000 12.5% 1,234,567.89", "5g covid 19 g20 3.14 1000 12.5 1234567.89"},
		{"en", "#Ukraine @who $TSLA snake_case _Was_", "ukraine who tsla snake case was"},
		{"en", "amazon.com said.Today", "amazon com said today"},
		{"en", "🚀 to the moon 👩🏽‍🚀 🇸🇪", "🚀 to the moon 👩🚀 🇸🇪"},
		{"fr", "L'Oréal, aujourd’hui à l’Élysée; qu'il", "l oreal aujourdhui a l elysee qu il"},
		{"it", "dell'Italia un'altra", "dell italia un altra"},
		{"de", "Straße Ärzte Müßiggang", "strasse arzte mussiggang"},
		{"sv", "Smörgås på ø", "smorgas pa o"},
		{"tr", "İstanbul'da ILIK", "istanbulda ilik"},
		{"ru", "Мой ёлка Россия", "мой елка россия"},
		{"el", "Αθήνας ΑΘΉΝΑΣ", "αθηνασ αθηνασ"},
		{"ar", "إلى الأُمَّةِ", "الي الامه"},
		{"zh", "北京2024年", "北 京 2024 年"},
		{"ja", "ガンダムが", "ガ ン ダ ム が"},
		{"ja", "ｶﾞﾝ", "ガ ン"},
		{"th", "แม่น้ำ", "แ ม่ น้ \u0e4d\u0e32"},
		{"hi", "हिन्दी में", "हिन्दी में"},
		{"", "ﬁre Ｆｕｌｌ", "fire full"},
		{"", "", ""},
		{"", "...!? — «»", ""},
		{"", "a\xffb \xff", "a b"},
	} {
		var got []string
		for _, tok := range Tokens(c.in, c.lang) {
			got = append(got, tok.Fold)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q: %q, want %q", c.in, g, c.want)
		}
	}
}

// TestTokensTogether splits texts of many words, long and short, at the same
// time, so that lexicons fill up and are shared.
func TestTokensTogether(t *testing.T) {
	var b strings.Builder
	for i := range 60000 {
		b.WriteString(strings.Repeat("ab", i%11))
		b.WriteString(strings.Repeat("X", i%3))
		b.WriteByte(byte('a' + i%26))
		b.WriteByte(byte('a' + i/26%26))
		b.WriteByte(byte('a' + i/676%26))
		b.WriteByte(' ')
	}
	text := b.String()
	words := strings.Fields(text)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			var folds []string
			for tok := range Scan(text, "en") {
				folds = append(folds, tok.Fold)
				if want := Stem(tok.Fold, "en"); tok.Stem != want {
					t.Errorf("%q has the stem %q, want %q", tok.Fold, tok.Stem, want)
					return
				}
			}
			if !slices.EqualFunc(folds, words, func(f, w string) bool { return f == strings.ToLower(w) }) {
				t.Error("words differ from the text's fields")
			}
		})
	}
	group.Wait()
}
