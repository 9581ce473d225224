package discord

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"newshound/commands"
	"newshound/storage"
)

// What stands behind a button is its number in the message, which makes it
// one of a kind there, the options that it asks for, if any, and a command
// line. What does not fit is kept in the database by a name made from it.
const (
	longestID   = 100
	keptLine    = "~"
	askedFirst  = "?"
	lineSetting = "line "
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
	if had, err := c.db.Setting(ctx, "", "", lineSetting+name); err != nil || had == behind {
		return id, err // a read does not wait for those who write
	}
	return id, c.db.Tx(ctx, func(tx *storage.Tx) error { return tx.Set(ctx, "", "", lineSetting+name, behind) })
}

// lineOf is the line behind a custom ID, and the options that are to be asked
// for before it is run.
func (c *Chat) lineOf(ctx context.Context, id string) (line string, asked []string, err error) {
	line = strings.TrimLeft(id, "0123456789")
	if name, kept := strings.CutPrefix(line, keptLine); kept {
		if line, err = c.db.Setting(ctx, "", "", lineSetting+name); err != nil {
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
