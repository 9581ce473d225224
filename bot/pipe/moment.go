package pipe

import (
	"encoding/json"
	"time"
)

// A moment is a time as others write it: RFC 3339, the like without a zone
// (then UTC), a mail's date, or a Unix time in seconds or milliseconds. What
// cannot be read is no time at all.
type moment struct{ time.Time }

var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04",
	time.DateOnly, time.RFC1123Z, time.RFC1123,
}

// milliseconds is the least number that is no Unix time in seconds: the year
// 5138.
const milliseconds = 100_000_000_000

// UnmarshalJSON reads any of the forms. It has no errors.
func (m *moment) UnmarshalJSON(text []byte) error {
	var n float64
	if json.Unmarshal(text, &n) == nil && n != 0 {
		if n < milliseconds {
			n *= 1000
		}
		m.Time = time.UnixMilli(int64(n)).UTC()
		return nil
	}
	var s string
	if json.Unmarshal(text, &s) != nil {
		return nil
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			m.Time = t
			break
		}
	}
	return nil
}
