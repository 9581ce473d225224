package webpage

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05", "2006-01-02 15:04", time.RFC1123Z, time.RFC1123,
	"Mon, 2 Jan 2006 15:04:05 Z0700", "Mon Jan 2 15:04:05 MST 2006", "2006-01-02", "20060102",
}

// readTime reads a time that was written for machines, or else the first date
// in a text for people; zero when there is none. A time without a zone is UTC.
func readTime(s string, american bool) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return t
		}
	}
	return findDate(s, american)
}

// The ways in which people write a date. Each names the day, the month and
// the year, as "d", "m" and "y".
var dateForms = []*regexp.Regexp{
	regexp.MustCompile(`(?P<y>\b(?:19|20)\d\d)\s?[-/.年년]\s?(?P<m>\d\d?)\s?[-/.月월]\s?(?P<d>\d\d?)(?:\D|$)`),
	regexp.MustCompile(`\b(?P<d>\d\d?)\s?(?P<sep>[-/.])\s?(?P<m>\d\d?)\s?[-/.]\s?(?P<y>(?:19|20)\d\d)\b`),
	regexp.MustCompile(`\b(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d\d)\b`),
	regexp.MustCompile(`\b(?P<d>\d\d?)(?:st|nd|rd|th|er|º|ª|\.)?[\s/-]+(?:de |of |d’|d')?(?P<m>\p{L}{3,})\.?,?[\s/-]+(?:de |del )?(?P<y>(?:19|20)\d\d)\b`),
	regexp.MustCompile(`(?P<m>\p{L}{3,})\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?\.?,?\s+(?:de |del )?(?P<y>(?:19|20)\d\d)\b`),
	regexp.MustCompile(`\b(?P<y>(?:19|20)\d\d)\.?,?\s+(?P<m>\p{L}{3,})\.?\s+(?P<d>\d\d?)\b`),
}

// findDate is the date that stands first in a text. Americans write the month
// first where there are slashes.
func findDate(s string, american bool) time.Time {
	var found time.Time
	at := len(s)
	for _, form := range dateForms {
		for _, m := range form.FindAllStringSubmatchIndex(s, 4) {
			if m[0] >= at {
				break
			}
			part := func(name string) string {
				if i := form.SubexpIndex(name); i >= 0 && m[2*i] >= 0 {
					return s[m[2*i]:m[2*i+1]]
				}
				return ""
			}
			d, mo := part("d"), part("m")
			if part("sep") == "/" && american {
				d, mo = mo, d
			}
			if t := date(part("y"), mo, d); !t.IsZero() {
				found, at = t, m[0]
				break
			}
		}
	}
	return found
}

// date puts a date together; zero when there is no such day. Months over 12
// were days.
func date(year, month, day string) time.Time {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	m, err := strconv.Atoi(month)
	if err != nil {
		m = monthOf(month)
	}
	if y < 100 {
		y += 2000
	}
	if m > 12 {
		m, d = d, m
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if m < 1 || m > 12 || t.Day() != d || !plausible(t) {
		return time.Time{}
	}
	return t
}

// plausible times are of pages that were written for the web.
func plausible(t time.Time) bool { return t.Year() >= 1993 && t.Year() < 2100 }

// monthOf is the number of a month by its name, or by three or more letters
// that begin it; 0 for no month.
func monthOf(name string) int {
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	for m, names := range months {
		for full := range strings.FieldsSeq(names) {
			if full == name || len(name) >= 3 && strings.HasPrefix(full, name) {
				return m + 1
			}
		}
	}
	return 0
}

// months are their names in the languages of most news: English, German,
// French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish, Norwegian, Finnish,
// Polish, Czech, Hungarian, Romanian, Turkish, Croatian, Russian, Ukrainian,
// Greek and Indonesian. March stands before May, so "mar" is March.
var months = [12]string{
	"january januar jänner janvier enero janeiro gennaio januari tammikuuta stycznia styczeń ledna leden január ianuarie ocak siječnja января січня ιανουαρίου",
	"february februar feber février fevrier febrero fevereiro febbraio februari helmikuuta lutego luty února únor február februarie şubat veljače февраля лютого φεβρουαρίου",
	"march märz maerz mrz mars marzo março maart marts maaliskuuta marca marzec března březen március martie mart ožujka марта березня μαρτίου maret",
	"april avril abril aprile huhtikuuta kwietnia kwiecień dubna duben április aprilie nisan travnja апреля квітня απριλίου",
	"may mai mayo maio maggio mei maj toukokuuta maja května květen május mayıs svibnja мая травня μαΐου",
	"june juni juin junio junho giugno kesäkuuta czerwca czerwiec června červen június iunie haziran lipnja июня червня ιουνίου",
	"july juli juillet julio julho luglio heinäkuuta lipca lipiec července červenec július iulie temmuz srpnja июля липня ιουλίου",
	"august août aout agosto augustus augusti elokuuta sierpnia sierpień srpna srpen augusztus ağustos kolovoza августа серпня αυγούστου agustus",
	"september septembre septiembre setembro settembre syyskuuta września wrzesień září szeptember septembrie eylül rujna сентября вересня σεπτεμβρίου",
	"october oktober octobre octubre outubro ottobre lokakuuta października październik října říjen október octombrie ekim listopada октября жовтня οκτωβρίου",
	"november novembre noviembre novembro marraskuuta listopada listopad listopadu noiembrie kasım studenoga ноября листопада νοεμβρίου",
	"december dezember décembre decembre diciembre dezembro dicembre joulukuuta grudnia grudzień prosince prosinec decembrie aralık prosinca декабря грудня δεκεμβρίου desember desembre",
}
