package text

import (
	"strings"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

const (
	sampleBytes = 1000 // as much of a text as is looked at
	sureRunes   = 200  // trigrams mislead in less text than this
)

// Language guesses a text's language as a BCP 47 base tag, "" when unsure.
// Hints are what the feed, the page and the site say, most trusted first;
// they may be full tags such as "en-US" or "pt_BR".
//
// Stop words tell most texts, trigrams the rest. A hint counts between
// languages too close to tell apart, and where a text is too short to speak
// for itself.
func Language(s string, hints ...string) string {
	sample := clip(s, sampleBytes)
	n := votes(sample)
	found, sure := n.winner(), true
	script, likely := "", true
	if found == "" {
		if found, script, likely = trigrams(sample); found == "" {
			found = n.best()
		}
		likely = likely || n[found] > 1 && n[found] == n.most()
		sure = likely && utf8.RuneCountInString(sample) >= sureRunes
	}
	for _, h := range hints {
		tag := base(h)
		switch {
		case tag == "":
		case found == "", tag == found, kin(tag, found) && !n.far(found, tag):
			return tag
		case !sure && written(tag, script) && n[found] < n[tag]+2:
			return tag
		}
	}
	if !likely {
		return ""
	}
	return found
}

// trigrams guesses the language by its trigrams, and tells the script. Between
// two that are as likely there is no choice but chance, so it is "".
func trigrams(s string) (lang, script string, likely bool) {
	info := whatlanggo.Detect(s)
	if info.Lang < 0 || info.Confidence == 0 {
		return "", whatlanggo.Scripts[info.Script], false
	}
	return info.Lang.Iso6391(), whatlanggo.Scripts[info.Script], info.IsReliable()
}

// A tally counts a text's stop words in each language.
type tally map[string]int

func votes(s string) tally {
	n := tally{}
	for t := range Scan(s, "") {
		for _, lang := range stopLanguages()[t.Fold] {
			n[lang]++
		}
	}
	return n
}

func (n tally) most() int {
	most := 0
	for _, v := range n {
		most = max(most, v)
	}
	return most
}

// best returns a language with the most stop words, "" when there are none.
func (n tally) best() string {
	best := ""
	for lang, v := range n {
		if v > n[best] || v == n[best] && lang < best {
			best = lang
		}
	}
	return best
}

// winner returns the language with far more stop words than any other, ""
// when none has.
func (n tally) winner() string {
	best, second := n.best(), 0
	for lang, v := range n {
		if lang != best {
			second = max(second, v)
		}
	}
	if n[best] < 5 || 2*n[best] < 3*second {
		return ""
	}
	return best
}

// far reports whether language a has far more stop words than b, which has
// some of its own.
func (n tally) far(a, b string) bool { return n[b] > 0 && 2*n[a] >= 3*n[b] }

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// base returns the base of a language tag, "" when it has none.
func base(tag string) string {
	b, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	if len(b) < 2 || len(b) > 3 {
		return ""
	}
	switch b = strings.ToLower(b); b {
	case "iw":
		return "he"
	case "in":
		return "id"
	case "und", "mul", "zxx":
		return ""
	}
	return b
}

// kin reports whether two languages are hard to tell apart.
func kin(a, b string) bool {
	for _, group := range []string{
		"da nb nn no", "id ms", "bs hr sr sl", "cs sk", "mk bg", "ja zh yue", "hi mr ne",
		"es gl pt", "af nl", "be ru uk", "ca oc",
	} {
		if strings.Contains(group, a) && strings.Contains(group, b) {
			return true
		}
	}
	return false
}

// written reports whether a language is written in the script.
func written(tag, script string) bool {
	own, ok := scripts[tag]
	return ok && strings.Contains(own, script) || !ok && script == "Latin"
}

// scripts are the scripts of the languages not written in Latin letters
// alone, in Unicode's names.
var scripts = map[string]string{
	"am": "Ethiopic", "ar": "Arabic", "be": "Cyrillic", "bg": "Cyrillic", "bn": "Bengali", "el": "Greek",
	"fa": "Arabic", "gu": "Gujarati", "he": "Hebrew", "hi": "Devanagari", "hy": "Armenian",
	"ja": "Hiragana Katakana Han", "ka": "Georgian", "kk": "Cyrillic", "km": "Khmer", "kn": "Kannada",
	"ko": "Hangul Han", "ky": "Cyrillic", "lo": "Lao", "mk": "Cyrillic", "ml": "Malayalam", "mn": "Cyrillic",
	"mr": "Devanagari", "my": "Myanmar", "ne": "Devanagari", "or": "Oriya", "pa": "Gurmukhi Arabic",
	"ps": "Arabic", "ru": "Cyrillic", "si": "Sinhala", "sr": "Cyrillic Latin", "ta": "Tamil", "te": "Telugu",
	"th": "Thai", "ti": "Ethiopic", "ug": "Arabic", "uk": "Cyrillic", "ur": "Arabic", "uz": "Latin Cyrillic",
	"yi": "Hebrew", "yue": "Han", "zh": "Han",
}
