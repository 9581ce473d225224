package text

import (
	"strings"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

const (
	sampleBytes = 2000 // as much of a text as is looked at
	sureRunes   = 200  // trigrams mislead in less text than this
)

// Language guesses a text's language as a BCP 47 base tag, "" when unsure.
// Hints are what the feed, the page and the site say, most trusted first;
// they may be full tags such as "en-US" or "pt_BR". A long text speaks for
// itself, a short one goes by the first hint that its script allows.
func Language(s string, hints ...string) string {
	sample := clip(s, sampleBytes)
	info := whatlanggo.Detect(sample)
	script := whatlanggo.Scripts[info.Script]
	found := strings.Clone(info.Lang.Iso6391())
	sure := info.Confidence > whatlanggo.ReliableConfidenceThreshold
	long := utf8.RuneCountInString(sample) >= sureRunes
	for _, h := range hints {
		if tag := base(h); tag != "" && (found == "" || kin(tag, found) || !(sure && long) && written(tag, script)) {
			return tag
		}
	}
	if sure || long {
		return found
	}
	return ""
}

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

// kin reports whether two tags are one language, or two that trigrams
// cannot tell apart.
func kin(a, b string) bool {
	if a == b {
		return true
	}
	for _, group := range []string{"da nb nn no", "id ms", "bs hr sr sl", "cs sk", "mk bg", "ja zh yue", "hi mr ne", "gl pt"} {
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
