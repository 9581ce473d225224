package commands

import (
	"testing"
	"time"
)

func TestQuietHoursEnd(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	night, noonish := Quiet{"22:00", "07:00"}, Quiet{"12:00", "13:30"}
	for _, c := range []struct {
		hours    Quiet
		at, ends string // in Berlin; "" where it is not quiet
	}{
		{night, "2026-03-02 21:59", ""},
		{night, "2026-03-02 22:00", "2026-03-03 07:00"},
		{night, "2026-03-03 03:00", "2026-03-03 07:00"},
		{night, "2026-03-03 07:00", ""},
		{night, "2026-03-29 01:00", "2026-03-29 07:00"}, // the clocks go forward
		{noonish, "2026-03-02 12:30", "2026-03-02 13:30"},
		{noonish, "2026-03-02 13:30", ""},
		{Quiet{}, "2026-03-02 03:00", ""},
	} {
		at, _ := time.ParseInLocation("2006-01-02 15:04", c.at, berlin)
		ends := ""
		if until := c.hours.Until(at.UTC(), berlin); !until.IsZero() {
			ends = until.Format("2006-01-02 15:04")
		}
		if ends != c.ends {
			t.Errorf("at %s the quiet hours %v end at %q, want %q", c.at, c.hours, ends, c.ends)
		}
	}
}

// A person's own settings beat the place's, and a channel's style its place's.
func TestWhoseSettingsHold(t *testing.T) {
	n := newNewsroom(t)
	k := &talk{newsroom: n}
	for _, line := range []string{
		"/settings server timezone:Asia/Tokyo style:compact language:Deutsch", "/settings me timezone:Europe/Paris", "/settings channel style:headline",
	} {
		if reply, _, err := k.ask("ann@town", line); err != nil || len(reply.Text) == 0 {
			t.Fatal(reply, err)
		}
	}
	for _, c := range []struct{ place, person, zone, style, lang string }{
		{"town", "ann", "Europe/Paris", StyleCompact, "de"},
		{"town", "bob", "Asia/Tokyo", StyleCompact, "de"},
		{"coast", "ann", "Europe/Paris", StyleCard, ""},
		{"coast", "", "UTC", StyleCard, ""},
		{"", "", "UTC", StyleCard, ""},
	} {
		s, err := SettingsOf(t.Context(), n.DB.Reads, c.place, c.person)
		if err != nil || s.Zone.String() != c.zone || s.Style != c.style || s.Lang != c.lang {
			t.Errorf("for %q in %q: %+v, %v; want %+v", c.person, c.place, s, err, c)
		}
	}
	for channel, want := range map[string]string{"town-news": StyleHeadline, "town-desk": StyleCompact, "@ann": StyleCard} {
		var post Reply
		if err := Dress(t.Context(), n.DB.Reads, "town", channel, &post); err != nil || post.Style != want {
			t.Errorf("the style of %s is %s, %v; want %s", channel, post.Style, err, want)
		}
	}
}
