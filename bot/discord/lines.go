package discord

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"newshound/storage"
)

// What stands behind a button is its number in the message, which makes it
// one of a kind there, and a command line. A line that does not fit is kept
// in the database by a name made from it.
const (
	longestID   = 100
	keptLine    = "~"
	lineSetting = "line "
)

// lineID is the custom ID of a line that is the n-th of its message.
func (c *Chat) lineID(ctx context.Context, number string, line string) (string, error) {
	if len(number)+len(line) <= longestID {
		return number + line, nil
	}
	sum := sha256.Sum256([]byte(line))
	name := base64.RawURLEncoding.EncodeToString(sum[:18])
	err := c.db.Tx(ctx, func(tx *storage.Tx) error { return tx.Set(ctx, "", "", lineSetting+name, line) })
	return number + keptLine + name, err
}

// lineOf is the line behind a custom ID.
func (c *Chat) lineOf(ctx context.Context, id string) (string, error) {
	id = strings.TrimLeft(id, "0123456789")
	name, kept := strings.CutPrefix(id, keptLine)
	if !kept {
		return id, nil
	}
	return c.db.Setting(ctx, "", "", lineSetting+name)
}
