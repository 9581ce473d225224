package summary

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// datelineMax is how long a dateline may be, in bytes.
const datelineMax = 70

// datelineEnd returns where a sentence starts after its dateline, such as
// "WASHINGTON (Reuters) - ", "NEW DELHI: ", "(CNN) -- " and
// "5 juin 2012. - "; 0 when it has none.
func datelineEnd(s string) int {
	head := s[:min(len(s), datelineMax)]
	best := 0
	for _, mark := range []string{" - ", " – ", " — ", " -- ", "— ", "-- ", "– ", "—", ": ", ") "} {
		i := strings.Index(head, mark)
		if i < 0 {
			continue
		}
		end := i + len(mark)
		if mark == ") " {
			i++
		}
		if end < len(s) && dateline(head[:i], mark) && (best == 0 || end > best) {
			best = end
		}
	}
	return best
}

// dateline reports whether what stands before a mark is a place, an agency or
// a day.
func dateline(s, mark string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return false
	}
	agency := strings.HasSuffix(s, ")") && strings.Contains(s, "(")
	place, _, _ := strings.Cut(s, "(")
	place = strings.TrimSpace(place)
	switch {
	case mark == ") ":
		return agency && (place == "" || shouted(place)) && len(s)-len(place) < 20
	case mark == ": ":
		return agency && named(place) || shouted(s) && len(s) > 3
	case dated(s):
		return true
	}
	return agency && named(place) || shouted(firstPart(s)) && named(s) && len(s) > 3
}

// firstPart is what stands before the first comma.
func firstPart(s string) string {
	before, _, _ := strings.Cut(s, ",")
	return before
}

// shouted reports whether there are letters and none is small.
func shouted(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsLetter(r):
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
		if utf8.RuneCountInString(w) > 3 && unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// dated reports whether s starts with a day and ends with a year and a full
// stop, as in "5 juin 2012.".
func dated(s string) bool {
	s = strings.TrimSuffix(s, ".")
	n := len(s)
	return n > 8 && s[0] >= '1' && s[0] <= '9' && strings.Count(s, " ") == 2 && strings.Trim(s[n-4:], "0123456789") == ""
}
