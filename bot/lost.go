package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// lookAgain is how long it is taken for granted that a person whose alert
// fires can view its channel. Discord tells bots of people who leave only if
// they may know all members, so the bot asks when there is something to say.
const lookAgain = time.Hour

// mostLooked is how many people are looked for before one post is sent, those
// whom nobody has seen for longest first. The others' turn comes with the next.
const mostLooked = 5

// errNobody says that those who asked for a post no longer see its channel.
var errNobody = errors.New("nobody is left who asked for it and sees the channel")

// lookFor looks for the people for whom something is held in a channel and
// due.
func (b *Bot) lookFor(ctx context.Context, h storage.Holding) error {
	posts, err := b.db.HeldPosts(ctx, h, b.now())
	if err != nil {
		return err
	}
	for _, p := range posts {
		if _, err := b.look(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// look looks for the people behind a post, and pauses the alerts of those who
// are lost. It reports whether the post's alerts include such.
func (b *Bot) look(ctx context.Context, p storage.Post) (lost bool, err error) {
	alerts, err := b.db.AlertsBehind(ctx, p)
	if err != nil {
		return false, err
	}
	slices.SortStableFunc(alerts, func(x, y storage.Alert) int { return x.Seen.Compare(y.Seen) })
	seen := map[string]bool{}
	for _, a := range alerts {
		lost = lost || a.Why != ""
		if !a.Paused.IsZero() || seen[a.Person] || len(seen) == mostLooked || b.now().Sub(a.Seen) < lookAgain {
			continue
		}
		seen[a.Person] = true
		why, err := b.chat.Sees(ctx, a.Place, a.Channel, a.Person)
		if err != nil { // nobody knows, so nothing changes
			b.log.DebugContext(ctx, "cannot look for a person", "place", a.Place, "channel", a.Channel, "error", err)
			continue
		}
		lost = lost || why != ""
		if err := b.db.Tx(ctx, func(tx *storage.Tx) error { return b.found(ctx, tx, a, why) }); err != nil {
			return lost, err
		}
	}
	return lost, nil
}

// found keeps that an alert's person sees its channel, or else pauses what
// cannot reach them, with one notice.
func (b *Bot) found(ctx context.Context, tx *storage.Tx, a storage.Alert, why storage.Lost) error {
	if why == "" {
		return tx.SeeAlerts(ctx, a, b.now())
	}
	all, err := tx.Alerts(ctx, a.Place, a.Person)
	if err != nil {
		return err
	}
	paused := 0
	for _, one := range all {
		if !one.Paused.IsZero() || one.Place != a.Place || why == storage.LostChannel && one.Channel != a.Channel {
			continue
		}
		paused++
		if err := tx.PauseAlert(ctx, one.Place, one.Person, one.ID, b.now(), why); err != nil {
			return err
		}
	}
	if paused == 0 { // told already
		return nil
	}
	to := commands.Direct(a.Person)
	p := storage.Post{
		Key: fmt.Sprintf("lost %s in %s, %s, since %d", a.Person, a.Place, a.Channel, b.now().UnixMilli()), Place: to, Channel: to,
		Body: body(commands.LostReply(why, a.Channel, paused)), Due: b.now(), Created: b.now(),
	}
	if _, err := tx.Owe(ctx, &p); err != nil {
		return err
	}
	return b.handOut(ctx, tx, []string{to})
}

// reaches has a post that is about to be sent name only alerts of people who
// see its channel; errNobody when it is for none.
func (b *Bot) reaches(ctx context.Context, p *storage.Post, r *commands.Reply) error {
	if p.Story == 0 {
		return nil
	}
	if lost, err := b.look(ctx, *p); !lost || err != nil {
		return err
	}
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		a, err := tx.Article(ctx, p.Article)
		if errors.Is(err, storage.ErrNotFound) {
			return nil // its source is gone; the post stays as it is
		}
		if err != nil {
			return err
		}
		left, err := behind(ctx, tx, *p)
		if err != nil {
			return err
		}
		follows, err := tx.Follows(ctx, p.Place)
		if err != nil {
			return err
		}
		if len(left) == 0 && !slices.ContainsFunc(follows, func(f storage.Follow) bool { return f.Channel == p.Channel && f.Source == a.Source }) {
			return errNobody
		}
		if err := b.rewrite(ctx, tx, *p, func(c *commands.Card) error { attribute(c, a, left); return nil }); err != nil {
			return err
		}
		if *p, err = tx.Post(ctx, p.ID); err != nil {
			return err
		}
		sent := *r
		*r = commands.Reply{Lang: sent.Lang}
		if err := json.Unmarshal(p.Body, r); err != nil {
			return err
		}
		r.Cards[0].Update = sent.Cards[0].Update // made for this try, and not kept
		return nil
	})
}
