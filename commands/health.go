package commands

import (
	"context"
	"slices"
	"strings"
	"time"

	"newshound/storage"
)

var healthCommands = []Command{{
	Name: "health", Help: "Show what is slow, failing or held back here.", Example: "/health", Manage: true, Private: true, run: health,
}}

const (
	mostIll = 5               // of each kind that are named
	lateBy  = 5 * time.Minute // a source is read so long after it is due
	slowBy  = 5 * time.Second // an answer that takes so long is slow
)

func health(ctx context.Context, d *Desk, req Request) (Reply, error) {
	h, err := d.DB.Health(ctx, req.Place, d.Now().Add(-lateBy), mostIll)
	if err != nil {
		return Reply{}, err
	}
	slow, err := slowest(ctx, d, req.Place)
	if err != nil {
		return Reply{}, err
	}
	stored, err := d.DB.Withheld(ctx, req.Place, d.Now().AddDate(0, 0, -1))
	if err != nil {
		return Reply{}, err
	}
	out := slices.Concat(unreadable(h), slow, late(h), held(req, h), untaken(req, h), withheld(stored))
	if d.Limits != nil {
		out = append(out, d.Limits())
	}
	return Reply{Text: lines(out...), Buttons: []Button{
		{Label: "Look again", Line: Line("health")}, {Label: "Sources", Line: Line("source list")},
	}}, nil
}

func unreadable(h storage.Health) []Text {
	switch {
	case h.Sources == 0:
		return []Text{noSources()}
	case h.Fails == 0:
		return []Text{Say("%v source, and it can be read.|%v sources, and all can be read.", h.Sources)}
	}
	out := []Text{Say("Sources: %v of %v cannot be read.", h.Fails, h.Sources)}
	for _, s := range h.Failing {
		out = append(out, Say("• %v, %v", bold(s.Name()), Condition(s)))
	}
	if more := h.Fails - len(h.Failing); more > 0 {
		out = append(out, Say("and %v more", more))
	}
	return out
}

// slowest are the place's sources whose last answer was slow.
func slowest(ctx context.Context, d *Desk, place string) ([]Text, error) {
	if d.Took == nil {
		return nil, nil
	}
	names, err := d.DB.SourceNames(ctx, place)
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(s storage.SourceName) bool { return d.Took(s.ID) < slowBy })
	slices.SortStableFunc(names, func(a, b storage.SourceName) int { return int(d.Took(b.ID) - d.Took(a.ID)) })
	if len(names) == 0 {
		return []Text{Say("None is slow to answer.")}, nil
	}
	out := []Text{Say("Slow to answer:")}
	for _, s := range names[:min(mostIll, len(names))] {
		out = append(out, Say("• %v, %v", bold(s.Name()), plural(int(d.Took(s.ID).Seconds()), "second", "seconds")))
	}
	return out, nil
}

func late(h storage.Health) (out []Text) {
	if h.Late > 0 {
		out = append(out, Say("%v should have been read by now; I am behind.|%v should have been read by now; I am behind.",
			plural(h.Late, "source", "sources")))
	}
	if h.Unread > 0 {
		out = append(out, Say("%v to be read, of all servers.|%v to be read, of all servers.", plural(h.Unread, "find waits", "finds wait")))
	}
	return out
}

func held(req Request, h storage.Health) []Text {
	out := []Text{Say("Nothing waits to be posted.")}
	if h.Waiting > 0 {
		out[0] = Say("%v to be posted, the oldest since %v.", plural(h.Waiting, "message waits", "messages wait"), age(h.Oldest))
	}
	for _, d := range h.Held {
		out = append(out, Say("• I cannot post in %v: %v I try again %v.", destination(req, d.Channel), Sentence(d.Reason), age(d.Probe)))
	}
	return out
}

// untaken are the posts that Discord did not take.
func untaken(req Request, h storage.Health) (out []Text) {
	for _, u := range h.Untaken {
		format := Sentence("• Discord keeps failing on %v in %v, written %v; I keep trying.")
		switch u.State {
		case storage.Aside:
			format = "• Discord kept failing on %v in %v, written %v; I set it aside."
		case storage.Refused:
			format = "• Discord refused %v in %v, written %v."
		}
		out = append(out, Say(format, about(u.Title, u.URL), destination(req, u.Channel), age(u.Created)))
	}
	return out
}

// AsideReply tells people that a message to a channel was set aside.
func AsideReply(channel string, r Reply) Reply {
	what := about("", "")
	if len(r.Cards) > 0 {
		what = about(r.Cards[0].Title, r.Cards[0].URL)
	}
	where := Text{inChannel(channel)}
	if strings.HasPrefix(channel, Direct("")) {
		where = Say("your direct messages")
	}
	return Reply{Text: Say("I set aside %v in %v: Discord answered each try with an error, for hours, while it took others. The posts after it go on.", what, where)}
}

// about names a message by the article that it is about, if any.
func about(title, url string) Text {
	if title == "" {
		return Say("a message")
	}
	return Text{link(short(title, 100), url)}
}
