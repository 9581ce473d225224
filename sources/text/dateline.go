package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long a dateline and an agency's name in it may be, in bytes.
const (
	datelineMax = 70
	agencyMax   = 30
)

// agencies are those that stand in brackets without a dash after them.
const agencies = "|aap|afp|ani|ansa|ap|bloomberg|cnn|cnn business|dpa|efe|ht correspondent|ians|kyodo|lusa|pa|pti|reuters|tass|thomson reuters|upi|xinhua|"

// dashes part a dateline from the news.
var dashes = []string{" - ", " – ", " — ", " -- ", "-- ", "— ", "– ", "—", "--"}

// Dateline returns the length in bytes of the dateline with which a text
// starts, such as "WASHINGTON (Reuters) - ", "NEW DELHI: ", "(CNN) -- " and
// "5 juin 2012. - "; 0 when it has none.
func Dateline(s string) int {
	if end := agencyEnd(s); end > 0 {
		return end
	}
	head := s[:min(len(s), datelineMax)]
	for _, dash := range dashes {
		place, _, found := strings.Cut(head, dash)
		if found && (shoutedPlace(place) || dated(place)) {
			return newsAfter(s, len(place))
		}
	}
	place, _, found := strings.Cut(head, ": ")
	if found && shouted(place) && (strings.Contains(place, " ") || len(place) > 5) {
		return newsAfter(s, len(place))
	}
	return 0
}

// agencyEnd returns the end of a dateline with an agency in brackets, or 0.
func agencyEnd(s string) int {
	place, after, found := strings.Cut(s[:min(len(s), datelineMax)], "(")
	agency, _, closed := strings.Cut(after, ")")
	if !found || !closed || len(agency) > agencyMax || !named(place) {
		return 0
	}
	end := len(place) + len(agency) + len("()")
	if strings.Contains(agencies, "|"+strings.ToLower(agency)+"|") {
		return newsAfter(s, end)
	}
	for _, dash := range dashes {
		if strings.HasPrefix(s[end:], dash) && (place == "" || shouted(firstPart(place))) {
			return newsAfter(s, end)
		}
	}
	return 0
}

// newsAfter returns where the news starts at or after i; 0 when there is none.
func newsAfter(s string, i int) int {
	news := strings.TrimLeft(s[i:], " \n\u00a0-–—:|.")
	if news == "" {
		return 0
	}
	return len(s) - len(news)
}

// shoutedPlace reports whether s is a place in capitals, perhaps with a
// country or a date after a comma.
func shoutedPlace(s string) bool { return shouted(firstPart(s)) && named(s) && len(s) > 3 }

// firstPart is what stands before the first comma.
func firstPart(s string) string {
	before, _, _ := strings.Cut(s, ",")
	return before
}

// shouted reports whether there are letters and none is small.
func shouted(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}

// named reports whether every word of at least four letters starts with a
// capital or a digit, as in a place and a date.
func named(s string) bool {
	for w := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(w)
		if utf8.RuneCountInString(w) > 3 && !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// dated reports whether s is a day, a month and a year, as in "5 juin 2012.".
func dated(s string) bool {
	f := strings.Fields(strings.TrimSuffix(s, "."))
	return len(f) == 3 && number(f[0]) && number(f[2]) && len(f[2]) == 4
}

func number(s string) bool { return strings.Trim(s, "0123456789") == "" }
