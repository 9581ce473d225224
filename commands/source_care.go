package commands

import (
	"context"
	"strings"

	"newshound/sources"
	"newshound/storage"
)

// itsOwn gives a source back what a place has set for it.
const itsOwn = "default"

var sourceCare = []Command{{
	Name: "source check", Help: "Read a source now, and say what came of it.", Example: "/source check source:Example",
	Manage: true, run: sourceCheck, Options: []Option{oneSource},
}, {
	Name: "source edit", Help: "Change what a source is called here, its tags, or when it is read.",
	Example: "/source edit source:Example schedule:*/15 * * * *", Manage: true, run: sourceEdit,
	Options: []Option{
		oneSource,
		{Name: "title", Help: "What it is called here; default for its own title."},
		{Name: "schedule", Help: "When it is read, in UTC: */15 * * * * or @every 30m; default for its own rhythm."},
		{Name: "tags", Help: "Its tags, with commas between; default for none."},
	},
}}

func sourceCheck(ctx context.Context, d *Desk, req Request) (Reply, error) {
	src, err := sourceNamed(ctx, d, req, req.Options["source"])
	if err != nil {
		return Reply{}, err
	}
	if src.Failures > 0 && src.Why == sources.ByRequest && src.NextPoll.After(d.Now()) {
		return Reply{}, NewMistake("%v asks to be left alone; it is read again %v.", bold(src.Name()), age(src.NextPoll))
	}
	fresh, edited, err := d.Check(ctx, src.ID)
	if err != nil {
		return Reply{}, err
	}
	now, err := sourceNamed(ctx, d, req, src.URL)
	if err != nil {
		return Reply{Text: Say("%v has moved for good, and is now read where it is.", bold(src.Name()))}, nil
	}
	name := bold(now.Name())
	said := Say("%v has nothing new.", name)
	switch {
	case now.Failures > 0:
		said = Say("%v could not be read: %v", name, Heard(now.Error))
	case src.ReadAt.IsZero():
		said = Say("%v was read for the first time: %v, kept but not posted.", name, plural(fresh, "article", "articles"))
	case fresh+edited > 0:
		said = Say("%v has %v, and %v.", name, plural(fresh, "new article", "new articles"), plural(edited, "that has changed", "that have changed"))
	}
	return Reply{Text: lines(said, next(now, d.Now()))}, nil
}

func sourceEdit(ctx context.Context, d *Desk, req Request) (Reply, error) {
	src, err := sourceNamed(ctx, d, req, req.Options["source"])
	if err != nil {
		return Reply{}, err
	}
	var back Button
	err = d.DB.Tx(ctx, func(tx *storage.Tx) error {
		l, err := tx.Listing(ctx, req.Place, src.ID)
		if err != nil {
			return err
		}
		schedule := l.Schedule
		if err := change(&l, req.Options); err != nil {
			return err
		}
		back, err = undoable(ctx, tx, d, req, numbered("source", src.ID), sourcesButton, rowsOf("place_sources", "place", req.Place, "source_id", src.ID))
		if err != nil {
			return err
		}
		if err := tx.EditListing(ctx, req.Place, l); err != nil || l.Schedule == schedule {
			return err
		}
		return reschedule(ctx, tx, d, src.ID)
	})
	if err != nil {
		return Reply{}, err
	}
	reply, err := sourceShow(ctx, d, Request{
		Place: req.Place, Channel: req.Channel, Person: req.Person, Options: map[string]string{"source": src.URL},
	})
	reply.Buttons = append(reply.Buttons, back)
	return reply, err
}

// change takes over what somebody wants changed.
func change(l *storage.Listing, want map[string]string) error {
	if want["title"]+want["schedule"]+want["tags"] == "" {
		return NewMistake("Say what to change: title, schedule or tags.")
	}
	set := func(of *string, value string) {
		if value == itsOwn {
			*of = ""
		} else if value != "" {
			*of = value
		}
	}
	set(&l.Title, want["title"])
	set(&l.Schedule, want["schedule"])
	if l.Schedule != "" {
		if _, err := sources.ParseSchedule(l.Schedule); err != nil {
			return NewMistake("That will not do: %v.", err)
		}
	}
	if want["tags"] == itsOwn {
		l.Tags = nil
	} else if want["tags"] != "" {
		l.Tags = nil
		for tag := range strings.SplitSeq(want["tags"], ",") {
			if tag = strings.TrimSpace(tag); tag != "" {
				l.Tags = append(l.Tags, tag)
			}
		}
	}
	return nil
}

// reschedule has a source be due as its schedule says, or without one at
// once. One that fails is tried when its failures allow.
func reschedule(ctx context.Context, tx *storage.Tx, d *Desk, id int64) error {
	src, err := tx.Source(ctx, id)
	if err != nil || src.Failures > 0 {
		return err
	}
	if at := sources.NextOf(src.Schedule, d.Now()); !at.IsZero() {
		return tx.PutOff(ctx, id, at, sources.BySchedule)
	}
	return tx.PutOff(ctx, id, d.Now(), sources.ByRhythm)
}
