package commands

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"newshound/sources"
	"newshound/sources/text/match"
	"newshound/storage"
)

var alertWhys = []Command{{
	Name: "alert why", Help: "See why an article did, or did not, set off your alerts.", Example: "/alert why url:example.com/article",
	Private: true, run: alertWhy,
	Options: []Option{{Name: "url", Help: "The article's address.", Required: true}},
}}

const whyLabel = "Why?"

// AlertButtons are what a post that alerts made offers about its article.
func AlertButtons(article int64) []Button {
	id := strconv.FormatInt(article, 10)
	return []Button{{Label: whyLabel, Line: Line("alert why", "url", id)}, {Label: "Mute…", Line: Line("mute article", "url", id)}}
}

// named names an alert within a sentence.
func named(a storage.Alert) Text { return Say("Alert %v, %v,", a.ID, bold(a.Query)) }

const (
	mostQuotes  = 4 // sentences that show why one alert fired
	mostReasons = 8 // alerts that are explained
)

// verdict says whether what is named fires on something, and on which words.
func verdict(name any, e match.Explanation) Text {
	if !e.Match {
		return lines(append([]Text{Say("%v does not fire:", name)}, obstacles(e)...)...)
	}
	return lines(append([]Text{Say("%v fires on these words:", name)}, quotes(match.Quotes(e.Found))...)...)
}

func quotes(list []match.Quote) []Text {
	var out []Text
	for _, q := range list[:min(mostQuotes, len(list))] {
		out = append(out, quoted(q))
	}
	return out
}

// quoted is a quote on a line, the words that count in bold.
func quoted(q match.Quote) Text {
	words := highlight(q.Text, q.Words)
	switch q.Field {
	case "text":
		return Say("• %v", words)
	case "title":
		return Say("• in the title: %v", words)
	}
	return Say("• %v: %v", q.Field, words)
}

// obstacles say what keeps a query from matching.
func obstacles(e match.Explanation) []Text {
	var out []Text
	for _, m := range e.Missing {
		out = append(out, Say("• it lacks %v", bold(m.Query.String())))
		for _, q := range match.Quotes(m.Close)[:min(1, len(m.Close))] {
			out = append(out, Say("  close, but not the same: %v", highlight(q.Text, q.Words)))
		}
	}
	for _, b := range e.Barred {
		out = append(out, Say("• it has %v, which is left out:", bold(b.Term)))
		for _, q := range b.Quotes[:min(1, len(b.Quotes))] {
			out = append(out, Say("  %v", highlight(q.Text, q.Words)))
		}
	}
	return out
}

// A trial is one alert and the article of a story that it is about.
type trial struct {
	alert   storage.Alert
	article sources.Article
	match   storage.Match // zero when the alert did not fire
}

func alertWhy(ctx context.Context, d *Desk, req Request) (Reply, error) {
	a, place, err := articleNamed(ctx, d, req, req.Options["url"])
	if err != nil {
		return Reply{}, err
	}
	trials, err := trialsOn(ctx, d, req, a, place)
	if err != nil {
		return Reply{}, err
	}
	out := append([]Text{Say("%v", link(a.Title, a.URL))}, whyWithheld(a)...)
	if len(trials) == 0 {
		out = append(out, Say("You have no alerts here that could fire on it. /alert add makes one."))
	}
	var own []storage.Alert // that fired
	for i, c := range trials {
		if i == mostReasons {
			out = append(out, Say("and %v", plural(len(trials)-i, "more alert", "more alerts")))
			break
		}
		said, err := c.explain(ctx, d, req, a)
		if err != nil {
			return Reply{}, err
		}
		out = append(out, said)
		if c.match.Alert != 0 && c.alert.Person == req.Person {
			own = append(own, c.alert)
		}
	}
	reply := Reply{Text: lines(out...), Buttons: AlertButtons(a.ID)[1:]}
	if len(own) == 1 {
		reply.Buttons = append(reply.Buttons, editButton(req, own[0]), snoozeButton(own[0]), pauseButton(own[0]))
	}
	return reply, nil
}

// trialsOn are the person's alerts in a place, and those of others that made a
// post here, each with the article of the story that it fired on; first those
// that did.
func trialsOn(ctx context.Context, d *Desk, req Request, a sources.Article, place string) ([]trial, error) {
	alerts, err := d.DB.Alerts(ctx, req.Place, req.Person)
	if err != nil {
		return nil, err
	}
	alerts = slices.DeleteFunc(alerts, func(a storage.Alert) bool { return a.Place != place })
	here, err := d.DB.AlertsBehind(ctx, storage.Post{Place: place, Channel: req.Channel, Story: a.Story})
	if err != nil {
		return nil, err
	}
	for _, other := range here {
		if other.Person != req.Person {
			alerts = append(alerts, other)
		}
	}
	story, err := d.DB.Story(ctx, place, a.Story)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(story, func(x, y sources.Article) int { return cmp.Compare(abs(x.ID-a.ID), abs(y.ID-a.ID)) })
	fired := make([]map[int64]storage.Match, len(story))
	for i, one := range story {
		if fired[i], err = d.DB.Matches(ctx, one.ID); err != nil {
			return nil, err
		}
	}
	var did, didNot []trial
	for _, alert := range alerts {
		i := slices.IndexFunc(fired, func(m map[int64]storage.Match) bool { _, ok := m[alert.ID]; return ok })
		if i >= 0 {
			did = append(did, trial{alert, story[i], fired[i][alert.ID]})
		} else {
			didNot = append(didNot, trial{alert: alert, article: a})
		}
	}
	return append(did, didNot...), nil
}

func abs(n int64) int64 { return max(n, -n) }

// explain says why the alert fired, or why not, and what came of that. If it
// fired, the query that it had then counts.
func (c trial) explain(ctx context.Context, d *Desk, req Request, asked sources.Article) (Text, error) {
	name := named(c.alert)
	if c.alert.Person != req.Person {
		name = Say("The alert %v of %v", bold(c.alert.Query), Piece{Mention: "@" + c.alert.Person})
	}
	fired := cmp.Or(c.match.Query, c.alert.Query)
	q, err := query(fired)
	if err != nil {
		return nil, err
	}
	doc, err := Doc(ctx, d.DB.Reads, c.article)
	if err != nil {
		return nil, err
	}
	e := q.Explain(doc)
	if c.match.Alert == 0 {
		return c.silence(name, e), nil
	}
	head := Say("%v fired %v, on these words:", name, age(c.match.At))
	if c.article.ID != asked.ID {
		head = Say("%v fired %v on another article of this story, %v, on these words:", name, age(c.match.At), link(c.article.Title, c.article.URL))
	}
	out := append([]Text{head}, quotes(match.Quotes(e.Found))...)
	if !e.Match {
		out = []Text{Say("%v fired %v, on words that the article no longer has, or that are no longer kept.", name, age(c.match.At))}
		if c.match.Query == "" { // it fired before its query was kept
			out = []Text{Say("%v fired %v. Its query or the article has changed since, or the words are no longer kept.", name, age(c.match.At))}
		}
	}
	if fired != c.alert.Query {
		out = append(out, Say("Its query was %v then.", bold(fired)))
	}
	if c.match.Why != "" {
		out = append(out, Say("It was not told at once: %v.", reasonOf(c.match.Why)))
	}
	return lines(out...), nil
}

// silence says why an alert did not fire on what it was shown.
func (c trial) silence(name Text, e match.Explanation) Text {
	if !e.Match {
		return lines(append([]Text{Say("%v did not fire:", name)}, obstacles(e)...)...)
	}
	head := Say("%v did not fire, for the article was out before its source was read here, or has changed since; it would on these words:", name)
	switch {
	case c.alert.Created.After(c.article.Seen):
		head = Say("%v did not fire, for it was made after the article was read; it would on these words:", name)
	case !c.alert.Paused.IsZero() && c.alert.Paused.Before(c.article.Seen):
		head = Say("%v did not fire, for it was paused; it would on these words:", name)
	}
	return lines(append([]Text{head}, quotes(match.Quotes(e.Found))...)...)
}

// articleNamed is the article that somebody means, by its address or its
// number, and the place that has it.
func articleNamed(ctx context.Context, d *Desk, req Request, named string) (a sources.Article, place string, err error) {
	places, err := within(ctx, d, req)
	if err != nil {
		return a, "", err
	}
	for _, place := range places {
		a, err := articleIn(ctx, d.DB.Reads, place, named)
		if !errors.Is(err, storage.ErrNotFound) {
			return a, place, err
		}
	}
	return a, "", NewMistake("I have not seen %v in the sources that are read here. /news search looks for articles by their words.", bold(named))
}

func articleIn(ctx context.Context, r storage.Reads, place, named string) (sources.Article, error) {
	id, err := strconv.ParseInt(named, 10, 64)
	if err != nil {
		return r.ArticleAt(ctx, place, sources.Canonical(named))
	}
	found, err := r.Articles(ctx, place, []int64{id})
	if err == nil && len(found) == 0 {
		return sources.Article{}, storage.ErrNotFound
	}
	return append(found, sources.Article{})[0], err
}
