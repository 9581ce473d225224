package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"newshound/commands"
	"newshound/sources"
	"newshound/storage"
)

// What people are told of a source.
const (
	isFailing commands.Sentence = "These sources have not been read for a day; they are tried on. /source remove ends that:"
	isBack    commands.Sentence = "These sources are read again:"
	isGone    commands.Sentence = "These sources say that they are gone for good, and are read no more:"
)

const mostNoticed = 20 // sources of one notice

// tell owes people the news about a source, if there is any: it has failed
// for a day, it is back, it is gone for good. Nobody is told that a source
// fails while all of them do, which is our own fault.
func (b *Bot) tell(ctx context.Context, tx *storage.Tx, s *sources.Source) error {
	switch {
	case s.Failures == 0 && !s.ToldAt.IsZero():
		s.ToldAt = time.Time{}
		return b.notice(ctx, tx, *s, isBack)
	case !s.GoneAt.IsZero() && s.GoneAt.Equal(s.PolledAt):
		s.ToldAt = s.PolledAt
		return b.notice(ctx, tx, *s, isGone)
	case s.Failures == 0 || !s.ToldAt.IsZero() || s.PolledAt.Sub(s.FailedAt) < failedFor:
		return nil
	}
	others, err := tx.AnyReadSince(ctx, s.ID, s.FailedAt)
	if err != nil || !others {
		return err
	}
	s.ToldAt = s.PolledAt
	return b.notice(ctx, tx, *s, isFailing)
}

// notice owes a line about a source to everybody whom it concerns. A channel
// gets one notice of a kind a day, which grows.
func (b *Bot) notice(ctx context.Context, tx *storage.Tx, s sources.Source, kind commands.Sentence) error {
	concerns, err := tx.Concerns(ctx, s.ID)
	if err != nil {
		return err
	}
	var channels []string
	told := map[storage.Concern]bool{}
	for _, c := range concerns {
		if c.Channel == "" && c.Person != "" {
			c.Channel = commands.Direct(c.Person)
		}
		set, err := commands.SettingsOf(ctx, tx.Reads, c.Place, "")
		if err != nil {
			return err
		}
		c.Channel, c.Person = cmp.Or(set.Notices, c.Channel), ""
		if c.Channel == "" || told[c] {
			continue
		}
		told[c] = true
		if err := b.noticeIn(ctx, tx, s, c, kind); err != nil {
			return err
		}
		channels = append(channels, c.Channel)
	}
	return b.handOut(ctx, tx, channels)
}

func (b *Bot) noticeIn(ctx context.Context, tx *storage.Tx, s sources.Source, c storage.Concern, kind commands.Sentence) error {
	listing, err := tx.Listing(ctx, c.Place, s.ID)
	if err != nil {
		return err
	}
	line := commands.Say("\n• %v", listing.Name())
	if s.Error != "" {
		line = commands.Say("\n• %v: %v", listing.Name(), commands.Heard(s.Error))
	}
	p := storage.Post{
		Key:   fmt.Sprintf("notice of %s in %s: %s", b.now().UTC().Format(time.DateOnly), c.Channel, kind),
		Place: c.Place, Channel: c.Channel, Due: b.now(), Created: b.now(),
		Body: body(commands.Reply{Text: append(commands.Say(kind), line...)}),
	}
	isNew, err := tx.Owe(ctx, &p)
	if err != nil || isNew {
		return err
	}
	if p, err = tx.PostOf(ctx, p.Key); err != nil {
		return err
	}
	var r commands.Reply
	if err := json.Unmarshal(p.Body, &r); err != nil {
		return err
	}
	r.Text = lengthen(r.Text, line)
	return tx.Rewrite(ctx, p.ID, body(r), latest(b.now(), p.Edited.Add(b.opts.EditGap)))
}

// lengthen adds a line to a notice, as long as people would read it.
func lengthen(t, line commands.Text) commands.Text {
	starts := func(p commands.Piece) bool { return strings.HasPrefix(string(p.Format), "\n") }
	n := 0
	for _, p := range t {
		if starts(p) {
			n++
		}
	}
	switch {
	case n < mostNoticed:
		return append(t, line...)
	case n == mostNoticed:
		return append(t, commands.Say("\nand more; /source list shows them all.")...)
	}
	return t
}
