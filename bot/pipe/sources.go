package pipe

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"newshound/bot"
	"newshound/commands"
	"newshound/sources"
	"newshound/storage"
)

// ListSources writes a place's sources, one a line: name, how it is, address.
func ListSources(ctx context.Context, db *storage.DB, place string, out io.Writer) error {
	all, err := db.Sources(ctx, place)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, s := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\n", oneLine(s.Name()), oneLine(commands.Condition(s).String()), sources.Shown(s.URL))
	}
	return w.Flush()
}

// oneLine keeps what strangers wrote from breaking a list.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// ImportSources gives a place the sources of an OPML list, and says what came
// of it. Progress shows how far it is, on a line of its own.
func ImportSources(ctx context.Context, db *storage.DB, place string, list io.Reader, out, progress io.Writer) error {
	person := strings.TrimPrefix(place, commands.Direct(""))
	if person == place && place != bot.Terminal {
		person = "" // a server: nobody is known to have asked
	}
	done, err := commands.Import(ctx, db, place, person, list, time.Now(), func(done, all int) {
		if done%100 == 0 || done == all {
			fmt.Fprintf(progress, "\r%d of %d", done, all)
		}
		if done == all {
			fmt.Fprintln(progress)
		}
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, done.Say())
	return err
}

// ExportSources writes a place's sources as OPML.
func ExportSources(ctx context.Context, db *storage.DB, place string, out io.Writer) error {
	list, _, err := commands.Export(ctx, db.Reads, place)
	if err != nil {
		return err
	}
	_, err = out.Write(list)
	return err
}
