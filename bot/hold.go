package bot

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"newshound/commands"
	"newshound/sources"
	"newshound/storage"
)

// stale is how long a post is held of which all alerts are paused.
const stale = 7 * 24 * time.Hour

// hasten lets a post that stands or is held already say which alerts are
// behind it now, and come as soon as one of them may speak. It reports whether
// it is to be sent.
func (b *Bot) hasten(ctx context.Context, tx *storage.Tx, p storage.Post, a sources.Article, r *reason) (bool, error) {
	due := r.due
	if err := b.nameAlerts(ctx, tx, p, a); err != nil || p.State != storage.Held || !due.Before(p.Due) {
		return false, err
	}
	p, err := tx.Post(ctx, p.ID)
	if err == nil && len(r.last) > 0 {
		err = b.rewrite(ctx, tx, p, func(c *commands.Card) error { c.Last = r.ends(); return nil })
	}
	if err != nil {
		return false, err
	}
	if due.After(b.now()) {
		return false, tx.Hold(ctx, p.ID, due)
	}
	return true, tx.Release(ctx, p.ID, storage.Owed, b.now())
}

// nameAlerts has a post's card name the alerts behind it.
func (b *Bot) nameAlerts(ctx context.Context, tx *storage.Tx, p storage.Post, a sources.Article) error {
	behind, err := behind(ctx, tx, p)
	if err != nil || len(behind) == 0 {
		return err
	}
	return b.rewrite(ctx, tx, p, func(c *commands.Card) error { attribute(c, a, behind); return nil })
}

// renamed is a held post that names the alerts which are behind it by now.
func (b *Bot) renamed(ctx context.Context, tx *storage.Tx, p storage.Post) (storage.Post, error) {
	a, err := tx.Article(ctx, p.Article)
	if err != nil {
		return p, err
	}
	if err := b.nameAlerts(ctx, tx, p, a); err != nil {
		return p, err
	}
	return tx.Post(ctx, p.ID)
}

// behind are the alerts that a post is for and that reach their people.
func behind(ctx context.Context, tx *storage.Tx, p storage.Post) ([]storage.Alert, error) {
	all, err := tx.AlertsBehind(ctx, p)
	return slices.DeleteFunc(all, func(a storage.Alert) bool { return a.Why != "" }), err
}

// attribute names on a card the alerts that it is for, once each, calls whom
// they mention, and offers to say why, and to hear less.
func attribute(c *commands.Card, a sources.Article, alerts []storage.Alert) {
	var named []string
	offers := commands.AlertButtons(a.ID)
	c.Note, c.Mentions = nil, nil
	c.Buttons = slices.DeleteFunc(c.Buttons, func(has commands.Button) bool {
		return slices.ContainsFunc(offers, func(b commands.Button) bool { return b.Label == has.Label })
	})
	c.Buttons = commands.InOrder(c.Buttons)
	if len(alerts) == 0 {
		return
	}
	for _, alert := range alerts {
		if !slices.Contains(named, alert.Query) {
			named = append(named, alert.Query)
		}
		if alert.Mention != "" && !slices.Contains(c.Mentions, alert.Mention) {
			c.Mentions = append(c.Mentions, alert.Mention)
		}
	}
	c.Note = commands.Say("Alert: %v", strings.Join(named, ", "))
	c.Buttons = commands.InOrder(append(c.Buttons, offers...))
}

// release lets a channel have what was held for it and is due: one story as a
// post of its own, several as one message. What nobody wants any more is
// dropped with the alert that did.
func (b *Bot) release(ctx context.Context, h storage.Holding) error {
	if err := b.lookFor(ctx, h); err != nil {
		return err
	}
	return b.db.Tx(ctx, func(tx *storage.Tx) error {
		if err := tx.Serialize(ctx); err != nil {
			return err
		}
		posts, err := tx.HeldPosts(ctx, h, b.now())
		if err != nil {
			return err
		}
		var ready []storage.Post
		for _, p := range posts {
			is, err := b.ready(ctx, tx, p)
			if err != nil {
				return err
			}
			if !is {
				continue
			}
			if p, err = b.renamed(ctx, tx, p); err != nil {
				return err
			}
			ready = append(ready, p)
		}
		switch len(ready) {
		case 0:
			return nil
		case 1:
			err = tx.Release(ctx, ready[0].ID, storage.Owed, b.now())
		default:
			err = b.tellTogether(ctx, tx, h, ready)
		}
		if err != nil {
			return err
		}
		b.opts.Step("released")
		return b.handOut(ctx, tx, []string{h.Channel})
	})
}

// ready reports whether a held post may come now. One that may not is held on,
// or dropped.
func (b *Bot) ready(ctx context.Context, tx *storage.Tx, p storage.Post) (bool, error) {
	alerts, err := b.unmuted(ctx, tx, p)
	if err != nil {
		return false, err
	}
	now := b.now()
	until := now.Add(time.Hour) // to see whether a paused alert goes on
	active := false
	for _, a := range alerts {
		if !a.Paused.IsZero() {
			continue
		}
		m, err := mannersOf(ctx, tx, a)
		if err != nil {
			return false, err
		}
		if due := (ruling{due: now}).later(a, m).due; !active || due.Before(until) {
			until = due
		}
		active = true
	}
	switch {
	case len(alerts) == 0 || !active && now.Sub(p.Created) > stale:
		return false, tx.Release(ctx, p.ID, storage.Dropped, now)
	case until.After(now):
		return false, tx.Hold(ctx, p.ID, until)
	}
	return true, nil
}

// unmuted are the alerts behind a held post whose people have not muted what
// it says meanwhile.
func (b *Bot) unmuted(ctx context.Context, tx *storage.Tx, p storage.Post) (out []storage.Alert, err error) {
	alerts, err := tx.AlertsBehind(ctx, p)
	if err != nil {
		return nil, err
	}
	a, err := tx.Article(ctx, p.Article)
	if errors.Is(err, storage.ErrNotFound) {
		return nil, nil // its source is gone
	}
	if err != nil {
		return nil, err
	}
	judge, err := b.judge(ctx, tx, a)
	if err != nil {
		return nil, err
	}
	for _, alert := range alerts {
		m, err := judge.manners(ctx, alert)
		if err != nil {
			return nil, err
		}
		if why := m.muted(a, judge.doc); why == "" {
			out = append(out, alert)
		} else if err := tx.MuteMatch(ctx, alert.ID, p.Story, why); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// tellTogether owes one message of what was held, newest first.
func (b *Bot) tellTogether(ctx context.Context, tx *storage.Tx, h storage.Holding, posts []storage.Post) error {
	var cards []commands.Card
	var whys []storage.Why
	for _, p := range slices.Backward(posts) {
		var r commands.Reply
		if err := json.Unmarshal(p.Body, &r); err != nil {
			return err
		}
		cards = append(cards, r.Cards...)
		why, err := tx.WhyHeld(ctx, p)
		if err != nil {
			return err
		}
		whys = append(whys, why...)
		if err := tx.Release(ctx, p.ID, storage.Told, b.now()); err != nil {
			return err
		}
	}
	reply := commands.Together(cards, whys)
	if err := commands.Dress(ctx, tx.Reads, h.Place, h.Channel, &reply); err != nil {
		return err
	}
	last := posts[len(posts)-1]
	p := storage.Post{
		Key: "held with " + last.Key, Place: h.Place, Channel: h.Channel,
		Body: body(reply), Due: b.now(), Created: b.now(),
	}
	if _, err := tx.Owe(ctx, &p); err != nil {
		return err
	}
	for _, told := range posts {
		if err := tx.Tell(ctx, p, told.Article); err != nil {
			return err
		}
	}
	return nil
}
