package commands

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"newshound/storage"
)

var (
	askLang  = Option{Name: setLang, Help: "The language that I speak.", Choices: append(languageNames(), itsOwn)}
	askZone  = Option{Name: setZone, Help: "Such as Europe/Berlin; default for UTC.", Complete: completeZone}
	askStyle = Option{Name: setStyle, Help: "How much a post shows.", Choices: []string{StyleCard, StyleCompact, StyleHeadline, itsOwn}}
	askQuiet = Option{Name: setQuiet, Help: "Hours without posts, such as 22:00-7:00; default for none."}
)

var settingsCommands = []Command{{
	Name: "settings me", Help: "Show or change your own settings.", Example: "/settings me timezone:Europe/Berlin", Private: true, run: settingsMe,
	Options: []Option{askLang, askZone, askStyle, askQuiet},
}, {
	Name: "settings server", Help: "Show or change this server's settings.", Example: "/settings server style:compact",
	Manage: true, Private: true, run: settingsServer,
	Options: []Option{askLang, askZone, askStyle, askQuiet,
		{Name: setNotices, Help: "The channel to tell when a source fails, or a channel cannot be posted to.", Kind: Channel}},
}, {
	Name: "settings channel", Help: "Show or change a channel's settings.", Example: "/settings channel style:headline",
	Manage: true, Private: true, run: settingsChannel,
	Options: []Option{
		{Name: "channel", Help: "Which channel; this one if you leave it out.", Kind: Channel}, askStyle,
		{Name: setPublish, Help: "In an announcement channel: publish posts, ten an hour at most, the lead stories first.", Kind: Flag},
		{Name: setThread, Help: "Open a thread on each digest.", Kind: Flag},
		{Name: setByline, Help: "Post under the source's name, by a webhook.", Kind: Flag},
	},
}}

func languageNames() []string {
	var out []string
	for _, l := range languages {
		out = append(out, l.name)
	}
	return out
}

func settingsMe(ctx context.Context, d *Desk, req Request) (Reply, error) {
	return settingsOf(ctx, d, req, "", req.Person, Say("Your settings, wherever you meet me:"))
}

func settingsServer(ctx context.Context, d *Desk, req Request) (Reply, error) {
	if req.Place == Direct(req.Person) {
		return settingsMe(ctx, d, req) // the place is theirs alone
	}
	return settingsOf(ctx, d, req, req.Place, "", Say("This server's settings:"))
}

// settingsOf changes settings, shows what they are now, and has a form to
// change them by.
func settingsOf(ctx context.Context, d *Desk, req Request, place, person string, title Text) (Reply, error) {
	undo, err := set(ctx, d, req, place, person)
	if err != nil {
		return Reply{}, err
	}
	own, err := d.DB.Settings(ctx, place, person)
	s := readSettings(own)
	out := []Text{title, Say("Language: %v", languageOf(s.Lang)), Say("Time zone: %v", s.Zone), Say("Posts: %v", styleName(s.Style)), quietName(s.Quiet)}
	line := []string{setZone, own[setZone], setStyle, own[setStyle], setQuiet, own[setQuiet]}
	if s.Lang != "" {
		line = append(line, setLang, languageOf(s.Lang).String())
	}
	ask := []string{setLang, setZone, setStyle, setQuiet}
	if person == "" {
		out = append(out, noticesName(req, s))
		line, ask = append(line, setNotices, own[setNotices]), append(ask, setNotices)
	}
	change := Button{Label: "Change", Line: Line(req.Name, line...), Ask: ask}
	return Reply{Text: lines(out...), Buttons: append([]Button{change}, undo...)}, err
}

func settingsChannel(ctx context.Context, d *Desk, req Request) (Reply, error) {
	channel := channelNamed(req, req.Options["channel"])
	if channel == Direct(req.Person) {
		return settingsMe(ctx, d, req)
	}
	for _, way := range []string{setPublish, setThread, setByline} {
		if req.Options[way] == "true" {
			if d.Can == nil {
				return Reply{}, NewMistake("A terminal cannot do that.")
			}
			if err := d.Can(ctx, req.Place, channel, Way(way)); err != nil {
				return Reply{}, err
			}
		}
	}
	undo, err := set(ctx, d, req, req.Place, channelOwner(channel))
	if err != nil {
		return Reply{}, err
	}
	own, err := d.DB.Settings(ctx, req.Place, channelOwner(channel))
	if err != nil {
		return Reply{}, err
	}
	var post Reply
	out := []Text{nil}
	for _, way := range ways {
		if own[way.setting] != "" {
			out = append(out, Say(way.says))
		}
	}
	err = Dress(ctx, d.DB.Reads, req.Place, channel, &post)
	out[0] = Say("Posts in %v: %v.", destination(req, channel), styleName(post.Style))
	return Reply{Text: lines(out...), Buttons: undo}, err
}

// A Way is something that a channel's posts do beside being there.
type Way string

// The ways that a chat may have.
const (
	Publish Way = setPublish
	Threads Way = setThread
	Byline  Way = setByline
)

var ways = []struct {
	setting string
	says    Sentence
}{
	{setPublish, "They are published to the servers that follow it, ten an hour at most, the lead stories first."},
	{setThread, "A digest opens a thread."},
	{setByline, "They stand under their sources' names."},
}

func languageOf(code string) Text {
	for _, l := range languages {
		if l.code == code {
			return Say("%v", l.name)
		}
	}
	return Say("each reader's own")
}

func quietName(q Quiet) Text {
	if q.From == "" {
		return Say("Quiet hours: none")
	}
	return Say("Quiet hours: %v to %v", q.From, q.To)
}

func noticesName(req Request, s Settings) Text {
	if s.Notices == "" {
		return Say("What goes wrong is told to those whom it concerns.")
	}
	return Say("What goes wrong is told in %v.", destination(req, s.Notices))
}

func styleName(style string) Text {
	switch style {
	case StyleCompact:
		return Say("compact, one line each")
	case StyleHeadline:
		return Say("headlines alone")
	}
	return Say("cards")
}

// set keeps what somebody wants set, and returns the button that undoes it,
// where anything was.
func set(ctx context.Context, d *Desk, req Request, place, person string) (undo []Button, err error) {
	values := map[string]string{}
	for _, name := range []string{setLang, setZone, setStyle, setNotices, setQuiet, setPublish, setThread, setByline} {
		value, given := req.Options[name]
		if !given || value == "" {
			continue
		}
		if values[name], err = settingTyped(ctx, d, req, name, value); err != nil {
			return nil, err
		}
	}
	if len(values) == 0 {
		return nil, nil
	}
	return undo, d.DB.Tx(ctx, func(tx *storage.Tx) error {
		var parts []storage.Part
		for name := range values {
			parts = append(parts, rowsOf("settings", "place", place, "person", person, "name", name))
		}
		look := Button{Label: "Show them", Line: Line(req.Name, "channel", req.Options["channel"])}
		back, err := undoable(ctx, tx, d, req, "settings of "+cmp.Or(person, place), look, parts...)
		if err != nil {
			return err
		}
		undo = []Button{back}
		for name, value := range values {
			if err := tx.Set(ctx, place, person, name, value); err != nil {
				return err
			}
		}
		return tx.QuietChanged(ctx, place, person, d.Now())
	})
}

// settingTyped is a setting's value as it is kept, "" for the default.
func settingTyped(ctx context.Context, d *Desk, req Request, name, value string) (string, error) {
	if strings.EqualFold(value, itsOwn) || value == "false" {
		return "", nil
	}
	switch name {
	case setLang:
		i := slices.IndexFunc(languages, func(l struct{ code, name string }) bool { return l.name == value })
		return languages[i].code, nil // one of the choices
	case setZone:
		zone, err := zoneNamed(value)
		return zone.String(), err
	case setNotices:
		return channelToPost(ctx, d, req, value)
	case setQuiet:
		return quietHours(value)
	}
	return value, nil
}

// quietHours reads "22:00-7:00".
func quietHours(s string) (string, error) {
	from, to, ok := strings.Cut(strings.NewReplacer("–", "-", " to ", "-").Replace(s), "-")
	if !ok {
		return "", NewMistake("%v are no hours. Write them like 22:00-7:00.", bold(s))
	}
	begin, err := timeOfDay(from)
	if err != nil {
		return "", err
	}
	end, err := timeOfDay(to)
	if err == nil && begin == end {
		err = NewMistake("Quiet hours begin and end at different times, such as 22:00-7:00.")
	}
	return Quiet{begin, end}.String(), err
}
