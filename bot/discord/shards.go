package discord

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"newshound/storage"
)

// A shard is one of the parts that Discord splits a bot's servers into
// (docs/events/gateway#sharding).
type shard struct{ index, total int }

// covers reports whether a server is in the shard.
func (s shard) covers(guild uint64) bool { return int(guild>>22%uint64(s.total)) == s.index }

// Shards are those that one process runs. The zero value is all, as many as
// Discord recommends.
type Shards struct{ first, last, total int }

// UnmarshalText reads "0-3/16", or "5/16" for one.
func (s *Shards) UnmarshalText(text []byte) error {
	span, total, ok := strings.Cut(string(text), "/")
	first, last, several := strings.Cut(span, "-")
	if !several {
		last = first
	}
	var err [3]error
	s.first, err[0] = strconv.Atoi(first)
	s.last, err[1] = strconv.Atoi(last)
	s.total, err[2] = strconv.Atoi(total)
	if !ok || err != [3]error{} || s.first < 0 || s.first > s.last || s.last >= s.total {
		return fmt.Errorf("%q are no shards; write the first, the last and how many there are in all, such as 0-3/16", text)
	}
	return nil
}

func (s Shards) list(recommended int) (out []shard) {
	if s.total == 0 {
		s = Shards{0, max(recommended, 1) - 1, max(recommended, 1)}
	}
	for i := s.first; i <= s.last; i++ {
		out = append(out, shard{i, s.total})
	}
	return out
}

// A start is what Get Gateway Bot says of how to connect.
type start struct {
	URL    string
	Shards int
	Limit  struct {
		Remaining  int
		ResetAfter int64 `json:"reset_after"`
		AtOnce     int   `json:"max_concurrency"`
	} `json:"session_start_limit"`
}

func (a *api) start(ctx context.Context) (s start, err error) {
	return s, a.get(ctx, "/gateway/bot", &s)
}

// turn is the time from one identify to the next: Discord's five seconds, and
// what connecting may take (docs/events/gateway#rate-limiting).
const turn = 6 * time.Second

// A door lets shards begin sessions no faster than Discord allows: one of
// each remainder of their index by max_concurrency in its time, and none when
// the day's are used up. Turns are kept in the database: another process may
// have been through just before, or goes through beside this one.
type door struct {
	api  *api
	db   *storage.DB
	warn func(wait time.Duration)
}

// enter waits for a shard's turn, and returns the address to connect to.
func (d *door) enter(ctx context.Context, at shard) (string, error) {
	s, err := d.api.start(ctx)
	if err != nil {
		return "", err
	}
	if s.Limit.Remaining == 0 && s.Limit.ResetAfter > 0 {
		wait := time.Duration(s.Limit.ResetAfter) * time.Millisecond
		d.warn(wait)
		if err := sleep(ctx, wait); err != nil {
			return "", err
		}
	}
	mine, err := d.claim(ctx, fmt.Sprint("discord identify ", at.index%max(s.Limit.AtOnce, 1)), time.Now())
	if err != nil {
		return "", err
	}
	return s.URL, sleep(ctx, time.Until(mine))
}

// claim takes the next free turn.
func (d *door) claim(ctx context.Context, key string, now time.Time) (mine time.Time, err error) {
	return mine, d.db.Tx(ctx, func(tx *storage.Tx) error {
		if err := tx.Serialize(ctx); err != nil {
			return err
		}
		last, err := tx.Setting(ctx, "", "", key)
		if err != nil {
			return err
		}
		ms, _ := strconv.ParseInt(last, 10, 64) // none yet is long ago
		mine = later(now, time.UnixMilli(ms).Add(turn))
		if most := now.Add(time.Hour); mine.After(most) {
			mine = now // the clock was wrong
		}
		return tx.Set(ctx, "", "", key, strconv.FormatInt(mine.UnixMilli(), 10))
	})
}
