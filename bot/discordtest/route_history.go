package discordtest

import (
	"slices"
	"strconv"
	"strings"
)

// listMessages answers newest first. Like Discord it tells no nonces.
func (c *call) listMessages() (any, error) {
	ch, err := c.readable(c.id("channel_id"))
	if err != nil {
		return nil, err
	}
	limit, q := 50, c.r.URL.Query()
	if q.Get("limit") != "" {
		if limit, err = strconv.Atoi(q.Get("limit")); err != nil || limit < 1 || limit > 100 {
			return nil, (&form{[]problem{{"limit", "int value should be between 1 and 100."}}}).err()
		}
	}
	found := []any{}
	if !ch.permissions(c.Bot).Has(ReadMessageHistory) {
		return found, nil
	}
	for _, m := range around(standing(ch), limit, q.Get("before"), q.Get("after"), q.Get("around")) {
		found = append(found, m.raw)
	}
	slices.Reverse(found)
	return found, nil
}

// standing are a channel's visible messages, oldest first.
func standing(ch *Channel) []*message {
	return slices.DeleteFunc(slices.Clone(ch.messages), (*message).hidden)
}

// around picks at most limit of the messages, oldest first: the last ones, or those next to an id.
func around(all []*message, limit int, before, after, middle string) []*message {
	at := func(id string) int {
		n, _ := slices.BinarySearchFunc(all, id, func(m *message, id string) int { return compareIDs(m.view.ID, id) })
		return n
	}
	from, to := max(0, len(all)-limit), len(all)
	switch {
	case middle != "":
		from = max(0, at(middle)-limit/2)
		to = min(len(all), from+limit)
	case after != "":
		from = at(after)
		if from < len(all) && all[from].view.ID == after {
			from++
		}
		to = min(len(all), from+limit)
	case before != "":
		to = at(before)
		from = max(0, to-limit)
	}
	return all[from:to]
}

func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
