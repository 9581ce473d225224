package feed

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

var errDate = errors.New("no date")

// date reads a time as publishers write it: RFC 3339 and ISO 8601, RFC 822
// and 2822, asctime, and what people type that has a month's name, a day and
// a year in some order. Without a zone it is UTC.
func date(s string) (time.Time, error) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || len(s) > 80 {
		return time.Time{}, errDate
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC3339} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	if t, ok := epoch(s); ok {
		return t, nil
	}
	var d loose
	d.read(ideographs.Replace(strings.ToLower(s)))
	return d.time()
}

// epoch reads seconds or milliseconds since 1970, of this century.
func epoch(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil || s[0] != '1' && s[0] != '2':
		return time.Time{}, false
	case len(s) == 10:
		return time.Unix(n, 0).UTC(), true
	case len(s) == 13:
		return time.UnixMilli(n).UTC(), true
	}
	return time.Time{}, false
}

// ideographs part the year, month and day of Chinese and Japanese dates, and
// "오후" those of Korean ones.
var ideographs = strings.NewReplacer(
	"年", "-", "月", "-", "日", " ", "时", ":", "時", ":", "分", "", "년 ", "-", "년", "-", "월 ", "-", "월", "-", "일", " ",
	"上午", " am ", "午前", " am ", "오전", " am ", "下午", " pm ", "午後", " pm ", "오후", " pm ")

func apart(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",()", r) }

// A loose date collects its parts in any order.
type loose struct {
	year, month, day     int
	hour, minute, second int
	half                 string // of the day: "a", "p", or "" where hours count to 24
	zone                 int    // seconds east of UTC
	bad                  bool
}

func (d *loose) time() (time.Time, error) {
	if d.month == 0 || d.year < 1970 || d.year > 2200 || d.bad {
		return time.Time{}, errDate
	}
	d.day = max(d.day, 1)
	if d.half != "" {
		d.hour %= 12
	}
	if d.half == "p" {
		d.hour += 12
	}
	t := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	if d.month > 12 || t.Day() != d.day || d.hour > 24 || d.minute > 59 || d.second > 60 {
		return time.Time{}, errDate
	}
	return t.Add(time.Duration(d.hour*3600+d.minute*60+d.second-d.zone) * time.Second), nil
}

// shapes are the words of a date and what their parts mean. The first that
// fits reads a word, and returns what is left of it to read.
var shapes = []struct {
	shape *regexp.Regexp
	read  func(d *loose, m []string) (rest string)
}{
	{regexp.MustCompile(`^(\d{4})[-/.](\d\d?)(?:[-/.](\d\d?))?(?:t(.*))?$`), func(d *loose, m []string) string {
		d.year, d.month, d.day = number(m[1]), number(m[2]), number(m[3])
		return m[4]
	}},
	{regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?(.*))?$`), func(d *loose, m []string) string {
		d.year, d.month, d.day = number(m[1]), number(m[2]), number(m[3])
		d.hour, d.minute, d.second = number(m[4]), number(m[5]), number(m[6])
		return m[7]
	}},
	{regexp.MustCompile(`^(\d\d?):(\d\d?)(?::(\d\d?))?(?:[.:]\d+)?(.*)$`), func(d *loose, m []string) string {
		d.hour, d.minute, d.second = number(m[1]), number(m[2]), number(m[3])
		return m[4]
	}},
	{regexp.MustCompile(`^(\d\d?)/(\d\d?)/(\d{4}|\d\d)$`), func(d *loose, m []string) string { // American unless it cannot be
		d.month, d.day, d.year = number(m[1]), number(m[2]), century(m[3])
		if d.month > 12 {
			d.month, d.day = d.day, d.month
		}
		return ""
	}},
	{regexp.MustCompile(`^(\d\d?)\.(\d\d?)\.(\d{4})$`), func(d *loose, m []string) string {
		d.day, d.month, d.year = number(m[1]), number(m[2]), number(m[3])
		return ""
	}},
	{regexp.MustCompile(`^(\d\d?)-(\pL+)\.?-(\d+)$`), func(d *loose, m []string) string {
		return strings.Join(m[1:], " ")
	}},
	{regexp.MustCompile(`^([+-])-?(\d\d?):?(\d\d)?$`), func(d *loose, m []string) string {
		d.zone = number(m[2])*3600 + number(m[3])*60
		if m[1] == "-" {
			d.zone = -d.zone
		}
		return ""
	}},
	{regexp.MustCompile(`^(\d{4})$`), func(d *loose, m []string) string {
		d.year = number(m[1])
		return ""
	}},
	{regexp.MustCompile(`^(\d\d?)(?:st|nd|rd|th|\.)?$`), func(d *loose, m []string) string {
		if d.day == 0 {
			d.day = number(m[1])
			return ""
		}
		d.year = century(m[1])
		return ""
	}},
	{regexp.MustCompile(`^([ap])\.?m\.?$`), func(d *loose, m []string) string {
		d.half = m[1]
		return ""
	}},
	{regexp.MustCompile(`^(\pL+)([+-].*)$`), func(d *loose, m []string) string { // GMT+2
		return m[1] + " " + m[2]
	}},
	{regexp.MustCompile(`^(\pL+)\.?$`), func(d *loose, m []string) string {
		if offset, ok := zones[m[1]]; ok {
			d.zone = int(offset * 3600)
		} else if month := monthNamed(m[1]); month != 0 {
			d.month = month
		}
		return ""
	}},
}

// read takes in words of a date, in lower case.
func (d *loose) read(words string) {
	for word := range strings.FieldsFuncSeq(words, apart) {
		d.word(word)
	}
}

func (d *loose) word(word string) {
	for _, s := range shapes {
		if m := s.shape.FindStringSubmatch(word); m != nil {
			if rest := s.read(d, m); rest != "" {
				d.read(rest)
			}
			return
		}
	}
	d.bad = d.bad || strings.ContainsAny(word, "0123456789")
}

// century reads a year of two digits as one since 1970.
func century(s string) int {
	n := number(s)
	switch {
	case n >= 100:
		return n
	case n < 70:
		return 2000 + n
	}
	return 1900 + n
}

// number reads the digits that a shape has let through.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// zones are the named zones met in feeds, in hours east of UTC: RFC 822's and
// those of the countries whose publishers write them.
var zones = map[string]float64{
	"gmt": 0, "utc": 0, "ut": 0, "z": 0, "wet": 0,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
	"akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5, "brt": -3, "art": -3,
	"et": -5, "ct": -6, "mt": -7, "pt": -8,
	"bst": 1, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "sast": 2, "msk": 3, "trt": 3,
	"ist": 5.5, "pkt": 5, "npt": 5.75, "ict": 7, "wib": 7, "hkt": 8, "sgt": 8, "pht": 8, "awst": 8, "jst": 9, "kst": 9,
	"acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}

// months are the beginnings that tell a month's name in English, German,
// French, Spanish, Italian, Portuguese, Dutch, the Scandinavian languages,
// Polish, Turkish and Russian; the longest that fits counts.
var months = map[string]int{
	"jan": 1, "jän": 1, "ene": 1, "gen": 1, "feb": 2, "fév": 2, "fev": 2,
	"mar": 3, "mär": 3, "mrz": 3, "maa": 3, "mrt": 3, "apr": 4, "avr": 4, "abr": 4,
	"may": 5, "mai": 5, "maj": 5, "mag": 5, "mei": 5, "jun": 6, "juin": 6, "giu": 6,
	"jul": 7, "juil": 7, "lug": 7, "aug": 8, "aoû": 8, "aou": 8, "ago": 8,
	"sep": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "out": 10,
	"nov": 11, "dec": 12, "dez": 12, "déc": 12, "dic": 12, "des": 12,
	"sty": 1, "lut": 2, "kwi": 4, "cze": 6, "lip": 7, "sie": 8, "wrz": 9, "paź": 10, "lis": 11, "gru": 12,
	"oca": 1, "şub": 2, "nis": 4, "haz": 6, "tem": 7, "ağu": 8, "eyl": 9, "eki": 10, "kas": 11, "ara": 12,
	"янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "май": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
}

// falseMonths are weekdays that start as a month does.
var falseMonths = []string{"mardi", "martes", "martedì", "maandag"}

// monthNamed returns a month by its name, 0 when it is none.
func monthNamed(name string) int {
	runes := []rune(name)
	for n := min(4, len(runes)); n >= 3; n-- {
		if m, ok := months[string(runes[:n])]; ok && !slices.Contains(falseMonths, name) {
			return m
		}
	}
	return 0
}
