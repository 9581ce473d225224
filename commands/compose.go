package commands

import (
	"context"
	"time"

	"newshound/sources/text/match"
	"newshound/storage"
)

// lateDays is how much further back a digest goes that comes late.
const lateDays = 3

// Compose writes a digest as of a time: the stories that came or grew since
// the last one, the worthiest first, and which they are. It has no cards when
// there is nothing to say.
func Compose(ctx context.Context, r storage.Reads, g storage.Digest, now time.Time) (reply Reply, told []int64, err error) {
	period := g.Period()
	since := now.Add(-period)
	if !g.Last.IsZero() {
		since = since.AddDate(0, 0, -lateDays)
	}
	heads, err := r.StoryHeads(ctx, g.Place, since, g.Told, g.ID)
	if err != nil {
		return Reply{}, nil, err
	}
	stories, q, err := chosen(ctx, r, g, rank(heads, now, period), since)
	if err != nil {
		return Reply{}, nil, err
	}
	reply = Reply{Text: Say("%v", strong(Say("The top stories"))), Title: Say("The top stories, %v", dateIn(now, g.Zone)), Later: true}
	sections, err := inSections(ctx, r, g.Place, stories)
	if err != nil {
		return Reply{}, nil, err
	}
	lang, err := LangOf(ctx, r, g.Place, "", "")
	if err != nil {
		return Reply{}, nil, err
	}
	for _, section := range sections {
		for i, s := range section.stories {
			c, err := CardOf(ctx, r, g.Place, s.lead(lang), q)
			if err != nil {
				return Reply{}, nil, err
			}
			if c = small(c); i == 0 {
				c.Section = section.name
			}
			reply.Cards, told = append(reply.Cards, c), append(told, s[0].Story)
		}
	}
	return reply, told, nil
}

// chosen are the first of the stories that answer a digest's query, as many
// as it tells; of each what answers it.
func chosen(ctx context.Context, r storage.Reads, g storage.Digest, heads []storage.StoryHead, since time.Time) (out []story, q match.Query, err error) {
	if q, err = query(g.Query); err != nil {
		return nil, q, err
	}
	answers, err := answering(ctx, r, g.Place, q, since)
	if err != nil {
		return nil, q, err
	}
	for _, h := range heads {
		if len(out) == g.Top {
			break
		}
		s := answers[h.ID]
		if q.Empty() {
			if s, err = r.Story(ctx, g.Place, h.ID); err != nil {
				return nil, q, err
			}
		}
		if len(s) > 0 {
			out = append(out, s)
		}
	}
	return out, q, nil
}

// answering is what answers a query of a place's articles, by story: of those
// seen since a time, and of the days before, on which their stories may have
// begun.
func answering(ctx context.Context, r storage.Reads, place string, q match.Query, since time.Time) (map[int64]story, error) {
	if q.Empty() {
		return nil, nil
	}
	const most, storyDays = 1000, 5
	found, err := search(ctx, r, place, q, since.AddDate(0, 0, -storyDays), most)
	if err != nil {
		return nil, err
	}
	out := map[int64]story{}
	for i := range found {
		a := found[len(found)-1-i].article // oldest first
		out[a.Story] = append(out[a.Story], a)
	}
	return out, nil
}
