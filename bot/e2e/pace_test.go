package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newshound/bot"
	"newshound/bot/discord"
	"newshound/bot/discordtest"
	"newshound/commands"
	"newshound/sources/fetch"
	"newshound/storage"
)

// oweAll owes channels n posts, in turn.
func oweAll(ctx context.Context, db *storage.DB, channels []*discordtest.Channel, n int) error {
	return db.Tx(ctx, func(tx *storage.Tx) error {
		for i := range n {
			c := channels[i%len(channels)]
			if err := owePost(ctx, tx, c, fmt.Sprintf("Post %d", i)); err != nil {
				return err
			}
		}
		return nil
	})
}

// owePost owes a channel a card of a title.
func owePost(ctx context.Context, tx *storage.Tx, c *discordtest.Channel, title string) error {
	body, err := json.Marshal(commands.Reply{Cards: []commands.Card{{Title: title, URL: "https://example.com/1", Source: "The Post"}}})
	if err != nil {
		return err
	}
	_, err = tx.Owe(ctx, &storage.Post{
		Key: title, Place: c.Guild.ID, Channel: c.ID, Body: body, Due: time.Now(), Created: time.Now(),
	})
	return err
}

// TestEvalOutbox prints how fast posts that are owed in the database are sent
// to 200 channels, all of the bot taking part.
func TestEvalOutbox(t *testing.T) {
	if testing.Short() {
		t.Skip("takes five seconds")
	}
	n := 250
	if os.Getenv("NEWSHOUND_EVAL") == "full" {
		n = 1000
	}
	d := discordtest.New(t, discordtest.Identifies(1, 0, 1000))
	var channels []*discordtest.Channel
	for i := range 200 {
		channels = append(channels, d.Guild(fmt.Sprint(i)).Text("news"))
	}
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "newshound.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := oweAll(t.Context(), db, channels, n); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	chat, err := discord.New(discord.Options{Token: d.Token, API: d.URL(), Log: log, DB: db})
	if err != nil {
		t.Fatal(err)
	}
	b, err := bot.New(db, fetch.New(fetch.Options{}), chat, log, bot.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- b.Run(ctx) }()
	for i := max(0, n-len(channels)); i < n; i++ { // the last of each channel
		is := func(m discordtest.Message) bool { return strings.Contains(m.Text(), fmt.Sprintf("[Post %d]", i)) }
		if _, err := d.WaitMessage(t.Context(), channels[i%len(channels)], is); err != nil {
			t.Fatal(err)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	var first, last time.Time
	sent, refused := 0, 0
	for _, r := range d.Requests() {
		switch {
		case r.Status == http.StatusTooManyRequests:
			refused++
		case r.Method == http.MethodPost:
			if last = r.At; first.IsZero() {
				first = r.At
			}
			sent++
		}
	}
	fmt.Printf("from outbox to 200 channels: %d posts, %.1f/s, %d 429s (bar: 48/s, none)\n", sent, float64(sent)/last.Sub(first).Seconds(), refused)
}
