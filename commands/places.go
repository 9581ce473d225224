package commands

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"newshound/sources"
	"newshound/storage"
)

// sourceNamed is the place's source that somebody means: by its ID, its
// address, its title, or a part of its title that no other has.
func sourceNamed(ctx context.Context, d *Desk, req Request, named string) (sources.Source, error) {
	if id, err := strconv.ParseInt(named, 10, 64); err == nil { // as completion fills it in
		if s, err := d.DB.SourceIn(ctx, req.Place, id); !errors.Is(err, storage.ErrNotFound) {
			return s, err
		}
	}
	all, err := d.DB.SourceNames(ctx, req.Place)
	if err != nil {
		return sources.Source{}, err
	}
	var same, like []storage.SourceName
	for _, s := range all {
		switch {
		case named == s.URL:
			return d.DB.SourceIn(ctx, req.Place, s.ID)
		case strings.EqualFold(named, s.Title):
			same = append(same, s)
		case strings.Contains(strings.ToLower(s.Name()), strings.ToLower(named)):
			like = append(like, s)
		}
	}
	if len(same) > 0 {
		like = same
	}
	switch len(like) {
	case 1:
		return d.DB.SourceIn(ctx, req.Place, like[0].ID)
	case 0:
		return sources.Source{}, NewMistake("There is no source %v here. /source list shows those there are.", bold(named))
	}
	return sources.Source{}, NewMistake("%v could be any of these; give the whole name, or the address:\n%v", bold(named), addresses(like))
}

// addresses lists sources with what tells them apart.
func addresses(list []storage.SourceName) Text {
	const most = 5
	var out []Text
	for _, s := range list[:min(most, len(list))] {
		out = append(out, Say("• %v, %v", s.Name(), sources.Shown(s.URL)))
	}
	if len(list) > most {
		out = append(out, Say("and %v more", len(list)-most))
	}
	return lines(out...)
}

// completeSource offers the place's sources.
func completeSource(ctx context.Context, d *Desk, req Request) ([]Choice, error) {
	all, err := d.DB.SourceNames(ctx, req.Place)
	var out []Choice
	for _, s := range all {
		out = append(out, Choice{s.Name(), strconv.FormatInt(s.ID, 10)})
	}
	return out, err
}

// channelNamed is the channel that somebody means: here, their direct
// messages ("dm"), or one by its ID or mention.
func channelNamed(req Request, named string) string {
	channel := strings.Trim(named, "<#>")
	switch strings.ToLower(channel) {
	case "", "here":
		return req.Channel
	case "dm":
		return Direct(req.Person)
	}
	return channel
}

// channelToPost is channelNamed where the bot may post, and where the person
// may have it post: other channels than this one are for those who may manage
// the place.
func channelToPost(ctx context.Context, d *Desk, req Request, named string) (string, error) {
	channel := channelNamed(req, named)
	if channel == Direct(req.Person) {
		return channel, nil
	}
	if channel != req.Channel && !req.Manager {
		return "", NewMistake("You can have posts here, or by direct message (dm). Other channels are for those who may manage this server.")
	}
	return channel, d.Posts(ctx, req.Place, channel)
}

// destination names a channel to people.
func destination(req Request, channel string) Text {
	switch channel {
	case Direct(req.Person):
		return Say("your direct messages")
	case req.Channel:
		return Say("this channel")
	}
	if strings.HasPrefix(channel, Direct("")) {
		return Say("somebody's direct messages")
	}
	return Text{inChannel(channel)}
}

// within are the places whose news a request may be about: its own, and in
// somebody's direct messages also those whose alerts come there.
func within(ctx context.Context, d *Desk, req Request) ([]string, error) {
	if req.Place != Direct(req.Person) {
		return []string{req.Place}, nil
	}
	more, err := d.DB.AlertPlaces(ctx, req.Place)
	more = slices.DeleteFunc(more, func(place string) bool { return place == req.Place })
	return append([]string{req.Place}, more...), err
}

// sourceWithin is the source that somebody means, of any of those places.
func sourceWithin(ctx context.Context, d *Desk, req Request, named string) (src sources.Source, err error) {
	places, err := within(ctx, d, req)
	for _, place := range places {
		req.Place = place
		if src, err = sourceNamed(ctx, d, req, named); err == nil {
			return src, nil
		}
	}
	return src, err
}

// nameOf is a channel's name, for where a chat shows no channels but words.
func (d *Desk) nameOf(ctx context.Context, req Request, channel string) Text {
	if d.Channel != nil && !strings.HasPrefix(channel, Direct("")) {
		if name := d.Channel(ctx, channel); name != "" {
			return Say("%v", "#"+name)
		}
	}
	return destination(req, channel)
}
