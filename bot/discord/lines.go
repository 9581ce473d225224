package discord

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"time"

	"newshound/commands"
	"newshound/storage"
)

// What stands behind a button is its number in the message, which makes it
// one of a kind there, the options that it asks for, if any, and a command
// line. What does not fit is kept in the database by a name made from it, as long
// as messages with it are.
const (
	longestID  = 100
	keptLine   = "~"
	askedFirst = "?"
	keptFresh  = 24 * time.Hour // a line is not kept anew so soon after its last use
)

// behind is what a button stands for: "/line", or "?option,option/line".
func behind(b commands.Button) string {
	if len(b.Ask) == 0 {
		return b.Line
	}
	return askedFirst + strings.Join(b.Ask, ",") + b.Line
}

// customID is what stands behind a button that is the n-th of its message, or
// the name that it is kept by.
func customID(number, behind string) (id string, fits bool) {
	if len(number)+len(behind) <= longestID {
		return number + behind, true
	}
	sum := sha256.Sum256([]byte(behind))
	return number + keptLine + base64.RawURLEncoding.EncodeToString(sum[:18]), false
}

// lineID is customID, and keeps what does not fit.
func (c *Chat) lineID(ctx context.Context, number, behind string) (string, error) {
	id, fits := customID(number, behind)
	if fits {
		return id, nil
	}
	name := strings.TrimPrefix(id, number+keptLine)
	now := time.Now()
	had, used, err := c.db.LineOf(ctx, name)
	if err == nil && had == behind && now.Sub(used) < keptFresh {
		return id, nil // a read does not wait for those who write
	}
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return id, err
	}
	return id, c.db.Tx(ctx, func(tx *storage.Tx) error { return tx.KeepLine(ctx, name, behind, now) })
}

// lineOf is the line behind a custom ID, and the options that are to be asked
// for before it is run.
func (c *Chat) lineOf(ctx context.Context, id string) (line string, asked []string, err error) {
	line = strings.TrimLeft(id, "0123456789")
	if name, kept := strings.CutPrefix(line, keptLine); kept {
		line, _, err = c.db.LineOf(ctx, name)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return "", nil, err
		}
	}
	names, asks := strings.CutPrefix(line, askedFirst)
	if !asks {
		return line, nil, nil
	}
	names, line, _ = strings.Cut(names, "/")
	return "/" + line, strings.Split(names, ","), nil
}
