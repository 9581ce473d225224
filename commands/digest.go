package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"newshound/storage"
)

const digestExample = "/digest set channel:here time:8:00 timezone:Europe/Berlin"

var itsDigest = Option{Name: "channel", Help: "Which channel's; this one's if you leave it out.", Complete: completeDigest}

var digestCommands = []Command{{
	Name: "digest set", Help: "Post the top stories in a channel at a time of day.",
	Example: digestExample, Manage: true, run: digestSet,
	Options: []Option{
		{Name: "channel", Help: "Where to.", Kind: Channel, Required: true},
		{Name: "time", Help: "Time of day, such as 8:00 or 18:30.", Required: true},
		{Name: "timezone", Help: "Such as Europe/Berlin; that of your settings if you leave it out.", Complete: completeZone},
		{Name: "days", Help: "Which days: daily, weekdays, weekends, or mon,wed,fri."},
		{Name: "top", Help: "How many stories at most, 1 to 10; 5 if you leave it out.", Kind: Number},
		{Name: "query", Help: "Only stories that match."},
	},
}, {
	Name: "digest list", Help: "Show the digests of this server.", Example: "/digest list", run: digestList,
	Options: []Option{{Name: "page", Help: "Which page of the list.", Kind: Number}},
}, {
	Name: "digest preview", Help: "Show what a channel's next digest would say now.", Example: "/digest preview",
	Private: true, run: digestPreview,
	Options: []Option{itsDigest},
}, {
	Name: "digest off", Help: "End a channel's digest.", Example: "/digest off", Manage: true, run: digestOff,
	Options: []Option{itsDigest, withoutAsking},
}}

var digestsButton = Button{Label: "Digests", Line: "/digest list"}

const (
	defaultTop = 5
	mostTop    = 10
	digestPage = 10 // digests of a list
)

func digestSet(ctx context.Context, d *Desk, req Request) (Reply, error) {
	own, err := SettingsOf(ctx, d.DB.Reads, req.Place, req.Person)
	if err != nil {
		return Reply{}, err
	}
	g, err := readDigest(req, own.Zone)
	if err != nil {
		return Reply{}, err
	}
	if g.Channel, err = channelToPost(ctx, d, req, req.Options["channel"]); err != nil {
		return Reply{}, err
	}
	g.Created = d.Now()
	if g.Next, err = g.NextAfter(d.Now()); err != nil {
		return Reply{}, err
	}
	reply := Reply{
		Text:    Say("The digest is set: %v.", describe(req, g)),
		Buttons: []Button{{Label: "Preview", Line: Line("digest preview", "channel", g.Channel)}},
	}
	was, none := digestIn(ctx, d, Request{Place: req.Place, Channel: g.Channel})
	return reply, d.DB.Tx(ctx, func(tx *storage.Tx) error {
		if none == nil { // it takes the place of one
			back, err := undoableDigest(ctx, tx, d, req, was)
			if err != nil {
				return err
			}
			reply.Buttons = append(reply.Buttons, back)
		}
		return tx.PutDigest(ctx, &g)
	})
}

// describe says what a digest posts, where and when.
func describe(req Request, g storage.Digest) Text {
	days := Say("every day")
	if g.Days != "" {
		var on []Text
		for _, d := range g.Days {
			on = append(on, Say("%v", weekdays[d-'0']))
		}
		days = Say("on %v", list(on...))
	}
	return Say("up to %v%v in %v, %v at %v (%v), next %v", plural(g.Top, "story", "stories"), thatMatch(g.Query),
		destination(req, g.Channel), days, g.At, g.Zone, date(g.Next))
}

// readDigest reads what somebody typed. The time zone is one's own where none
// is named.
func readDigest(req Request, zone *time.Location) (storage.Digest, error) {
	g := storage.Digest{Place: req.Place, Person: req.Person, Top: defaultTop}
	var err error
	if g.At, err = timeOfDay(req.Options["time"]); err != nil {
		return g, err
	}
	if g.Days, err = daysNamed(req.Options["days"]); err != nil {
		return g, err
	}
	if named := req.Options["timezone"]; named != "" {
		if zone, err = zoneNamed(named); err != nil {
			return g, err
		}
	}
	g.Zone = zone.String()
	if top := req.Options["top"]; top != "" {
		if g.Top, err = strconv.Atoi(top); err != nil || g.Top < 1 || g.Top > mostTop {
			return g, NewMistake("%v is how many stories to post at most: a number from 1 to %v.", bold("top"), mostTop)
		}
	}
	q, err := query(req.Options["query"])
	g.Query = q.String()
	return g, err
}

func timeOfDay(s string) (string, error) {
	s = strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), ".", ":"))
	for _, layout := range []string{"15:04", "15h04", "3:04pm", "3pm", "15h", "15"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format("15:04"), nil
		}
	}
	return "", NewMistake("%v is no time of day. Write it like 8:00 or 18:30.", bold(s))
}

// daysNamed turns names of days into Digest.Days.
func daysNamed(s string) (string, error) {
	sets := map[string]string{"": "", "daily": "", "weekdays": "12345", "weekends": "06"}
	if days, ok := sets[strings.ToLower(strings.TrimSpace(s))]; ok {
		return days, nil
	}
	var out []string
	for _, name := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		i := slices.IndexFunc(weekdays, func(day Sentence) bool { return len(name) >= 3 && strings.EqualFold(name[:3], string(day)) })
		if i < 0 {
			return "", NewMistake("%v is no day. Write daily, weekdays, weekends, or days such as mon,wed,fri.", bold(name))
		}
		out = append(out, strconv.Itoa(i))
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ""), nil
}

var weekdays = []Sentence{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}

// dayNames writes Digest.Days as daysNamed reads them.
func dayNames(days string) string {
	var out []string
	for _, d := range days {
		out = append(out, string(weekdays[d-'0']))
	}
	return strings.Join(out, ", ")
}

func digestList(ctx context.Context, d *Desk, req Request) (Reply, error) {
	all, err := d.DB.Digests(ctx, req.Place)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return Reply{Text: Say("No digests here yet. For example: %v", strong(Text{typed(digestExample)}))}, nil
	}
	page, turn := turn(req, len(all), digestPage)
	out := []Text{Say("%v here:", plural(len(all), "digest", "digests"))}
	for _, g := range all[page.Start:page.End] {
		out = append(out, Say("• %v", describe(req, g)))
	}
	return Reply{Text: lines(out...), Buttons: turn}, nil
}

// digestLine is the command that sets a digest as it is.
func digestLine(g storage.Digest) string {
	return Line("digest set", "channel", g.Channel, "time", g.At, "timezone", g.Zone, "days", dayNames(g.Days),
		"top", strconv.Itoa(g.Top), "query", g.Query)
}

func digestPreview(ctx context.Context, d *Desk, req Request) (Reply, error) {
	g, err := digestIn(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	reply, _, err := Compose(ctx, d.DB.Reads, g, d.Now())
	if err == nil && len(reply.Cards) == 0 {
		reply.Text = Say("There is no news to tell of yet. A digest without news is not posted.")
	}
	return reply, err
}

// digestIn is the digest of the channel that a request names.
func digestIn(ctx context.Context, d *Desk, req Request) (storage.Digest, error) {
	channel := channelNamed(req, req.Options["channel"])
	all, err := d.DB.Digests(ctx, req.Place)
	if err != nil {
		return storage.Digest{}, err
	}
	i := slices.IndexFunc(all, func(g storage.Digest) bool { return g.Channel == channel })
	if i < 0 {
		return storage.Digest{}, NewMistake("There is no digest in %v. /digest set makes one.", destination(req, channel))
	}
	return all[i], nil
}

func digestOff(ctx context.Context, d *Desk, req Request) (Reply, error) {
	g, err := digestIn(ctx, d, req)
	if err != nil {
		return Reply{}, err
	}
	if ask, asks := first(req, "End it", Say("End the digest in %v?", destination(req, g.Channel))); asks {
		return ask, nil
	}
	var back Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) (err error) {
		if back, err = undoableDigest(ctx, tx, d, req, g); err != nil {
			return err
		}
		return tx.RemoveDigest(ctx, req.Place, g.Channel)
	})
	return Reply{Text: Say("There will be no more digests in %v.", destination(req, g.Channel)), Buttons: []Button{back}}, err
}

// undoableDigest has a digest be as it is, once that is undone which is done to
// it.
func undoableDigest(ctx context.Context, tx *storage.Tx, d *Desk, req Request, g storage.Digest) (Button, error) {
	return undoable(ctx, tx, d, req, "digest "+g.Channel, digestsButton,
		rowsOf("digests", "place", req.Place, "channel", g.Channel), rowsOf("digest_stories", "digest_id", g.ID))
}

// completeDigest offers the channels that have a digest.
func completeDigest(ctx context.Context, d *Desk, req Request) ([]Choice, error) {
	all, err := d.DB.Digests(ctx, req.Place)
	var out []Choice
	for _, g := range all {
		label := Say("%v at %v (%v)", d.nameOf(ctx, req, g.Channel), g.At, g.Zone)
		if g.Query != "" {
			label = Say("%v at %v (%v): %v", d.nameOf(ctx, req, g.Channel), g.At, g.Zone, g.Query)
		}
		out = append(out, Choice{label.In(req.Lang).String(), g.Channel})
	}
	return out, err
}
