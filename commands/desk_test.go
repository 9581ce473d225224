package commands

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"newshound/storage"
)

func TestWhatIsOurFaultIsLoggedAndNotShown(t *testing.T) {
	n := newNewsroom(t)
	var log bytes.Buffer
	n.Log = slog.New(slog.NewTextHandler(&log, nil))
	n.DB.Close()
	reply := Run(t.Context(), n.Desk, Request{Place: "town", Channel: "town-news", Person: "ann", Name: "source list"})
	if got := reply.Text.String(); !reply.Private || !strings.Contains(got, "try again") || strings.Contains(got, "sql") {
		t.Errorf("replied %q, private %v", got, reply.Private)
	}
	if !strings.Contains(log.String(), "source list") || !strings.Contains(log.String(), "closed") {
		t.Errorf("logged %q, want the command and the cause", &log)
	}
}

func TestCompletionOffersWhatIsThePlacesOwn(t *testing.T) {
	n := newNewsroom(t)
	if _, _, err := (&talk{newsroom: n}).ask("bob@town", "/alert add ferry anyway:true"); err != nil {
		t.Fatal(err)
	}
	n.Channel = func(_ context.Context, channel string) string { return strings.TrimPrefix(channel, "town-") }
	k := &talk{newsroom: n}
	for _, line := range []string{
		"ann@town> /digest set channel:town-sea time:8:00 timezone:UTC", "ann@town> /digest set channel:here time:18:30 timezone:Asia/Tokyo query:ferry",
		"bob@town> /story follow story:3",
	} {
		prompt, typed, _ := prompted(line)
		if reply, _, err := k.ask(prompt, typed); err != nil || reply.Text.String() == "" {
			t.Fatal(line, reply, err)
		}
	}
	for _, c := range []struct {
		command, option string
		req             Request
		want            []string
	}{
		{"source show", "source", Request{Place: "town", Person: "bob"}, []string{"Coast Wire", "The Post", "Tidelab"}},
		{"source show", "source", Request{Place: "coast", Person: "bob"}, []string{"Coast Letter", "Coast Wire", "Echo", "Echo"}},
		{"alert show", "alert", Request{Place: "town", Person: "bob"}, []string{"ferry"}},
		{"alert show", "alert", Request{Place: "town", Person: "ann"}, nil},
		{"alert show", "alert", Request{Place: "coast", Person: "bob"}, nil},
		{"digest off", "channel", Request{Place: "town", Channel: "town-news", Person: "ann"}, []string{"#sea at 08:00 (UTC)", "#news at 18:30 (Asia/Tokyo): ferry"}},
		{"digest off", "channel", Request{Place: "coast", Channel: "coast-news", Person: "ann"}, nil},
		{"news story", "story", Request{Place: "town", Person: "ann"}, []string{"A quantum chip remembers for four seconds", "Ferry aground off Port Ansel"}},
		{"news story", "story", Request{Place: "elsewhere", Person: "ann"}, nil},
		{"story unfollow", "story", Request{Place: "town", Person: "bob"}, []string{"Ferry aground off Port Ansel"}},
		{"story unfollow", "story", Request{Place: "town", Person: "ann"}, nil},
		{"alert add", "to", Request{Place: "town", Person: "ann"}, []string{"here: in this channel", "dm: to you alone"}},
	} {
		var got []string
		for _, choice := range n.complete(c.command, c.option, c.req) {
			got = append(got, choice.Label)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("/%s %s: in %s offers %s %q, want %q", c.command, c.option, c.req.Place, c.req.Person, got, c.want)
		}
	}
}

func (n *newsroom) complete(command, option string, req Request) []Choice {
	n.Helper()
	c, ok := Find(command)
	i := slices.IndexFunc(c.Options, func(o Option) bool { return o.Name == option })
	if !ok || i < 0 {
		n.Fatalf("there is no /%s %s:", command, option)
	}
	choices, err := c.Options[i].Complete(n.Context(), n.Desk, req)
	if err != nil {
		n.Fatal(err)
	}
	return choices
}

func TestZonesThatAreOfferedAreTaken(t *testing.T) {
	choices := newNewsroom(t).complete("digest set", "timezone", Request{})
	if len(choices) == 0 {
		t.Error("none are offered")
	}
	for _, zone := range choices {
		if _, err := readDigest(Request{Options: map[string]string{"time": "8:00", "timezone": zone.Value}}, time.UTC); err != nil {
			t.Error(err)
		}
	}
}

func TestDigestTellsNothingTwice(t *testing.T) {
	n := newNewsroom(t)
	g := storage.Digest{Place: "town", Channel: "town-news", At: "08:00", Zone: "UTC", Top: 5, Next: noon}
	for _, want := range []int{2, 0} {
		reply, told, err := Compose(t.Context(), n.DB.Reads, g, noon)
		if err != nil || len(reply.Cards) != want {
			t.Errorf("the digest has %d stories (%v), want %d", len(reply.Cards), err, want)
		}
		err = n.DB.Tx(t.Context(), func(tx *storage.Tx) error {
			if err := tx.PutDigest(t.Context(), &g); err != nil {
				return err
			}
			if err := tx.DigestDone(t.Context(), g.ID, noon, noon.AddDate(0, 0, 1), told); err != nil {
				return err
			}
			g, err = tx.Digest(t.Context(), g.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Whatever words a query has, a button's line has it whole.
func TestLinesKeepTheirQueries(t *testing.T) {
	for _, query := range []string{`"what matters most: jobs"`, `"go to: hell"`, `"every: day" OR "mention: me" OR "anyway: no"`} {
		a := storage.Alert{ID: 7, Query: query, Channel: "c", Most: 20}
		for _, line := range []string{addLine(a, "here", "true", query), editLine(a, "here")} {
			if _, options, err := Parse(line); err != nil || options["query"] != query || options["to"] != "here" || options["most"] != "20" {
				t.Errorf("%s reads as %v, %v", line, options, err)
			}
		}
	}
}
