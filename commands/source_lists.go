package commands

import (
	"bytes"
	"context"
	"io"
	"slices"
	"time"

	"newshound/sources"
	"newshound/sources/opml"
	"newshound/storage"
)

var sourceLists = []Command{{
	Name: "source import", Help: "Read the sources of an OPML file, as feed readers export it.", Example: "/source import file:feeds.opml",
	Manage: true, run: sourceImport,
	Options: []Option{{Name: "file", Help: "The OPML file.", Kind: Attachment, Required: true}},
}, {
	Name: "source export", Help: "Get the sources that are read here as an OPML file.", Example: "/source export",
	Manage: true, Private: true, run: sourceExport,
}}

// mostSkipped is how many of the entries that were skipped a reply names.
const mostSkipped = 10

func sourceImport(ctx context.Context, d *Desk, req Request) (Reply, error) {
	list, err := d.Open(ctx, req.Options["file"])
	if err != nil {
		return Reply{}, NewMistake("That file cannot be read: %v", err)
	}
	done, err := importInto(ctx, d.DB, req.Place, req.Person, bytes.NewReader(list), d.Now(), req.taking, func(tx *storage.Tx) (Button, error) {
		return undoable(ctx, tx, d, req, "sources", sourcesButton, rowsOf("place_sources", "place", req.Place))
	})
	if err != nil {
		return Reply{}, err
	}
	d.Wake(ctx)
	return Reply{Text: done.Say(), Buttons: done.undo}, nil
}

// taking shows how far an import has come.
func (req Request) taking(done, all int) {
	if req.Progress != nil {
		req.Progress(Say("%v of %v source is taken over…|%v of %v sources are taken over…", done, all))
	}
}

// Imported is what came of an import.
type Imported struct {
	New     int      // sources that the place did not have
	Known   int      // sources that it had
	Skipped []string // what could not be taken over, a line each

	undo []Button
}

// Say tells people.
func (i Imported) Say() Text {
	out := []Text{Say("%v from now on, for alerts and digests; %v here already.",
		plural(i.New, "source is read", "sources are read"), plural(i.Known, "was", "were"))}
	switch {
	case i.New+i.Known == 0:
		out[0] = Say("This list holds no source that can be read.")
	case i.New == 0:
		out[0] = Say("Nothing in this list is new here; %v.", plural(i.Known, "source was read already", "sources were read already"))
	}
	if n := len(i.Skipped); n > 0 {
		out = append(out, Say("%v skipped:", plural(n, "entry was", "entries were")))
		for _, line := range i.Skipped[:min(n, mostSkipped)] {
			out = append(out, Say("• %v", Heard(line)))
		}
		if n > mostSkipped {
			out = append(out, Say("and %v more", n-mostSkipped))
		}
	}
	return lines(out...)
}

// Import gives a place the sources of an OPML list, all of them or none, and
// tells of its progress. Folders become tags. The addresses are taken as they
// are; polls will show which of them are dead. Its error is a Mistake when
// this is no list.
func Import(ctx context.Context, db *storage.DB, place, person string, list io.Reader, now time.Time, progress func(done, all int)) (Imported, error) {
	return importInto(ctx, db, place, person, list, now, progress, func(*storage.Tx) (Button, error) { return Button{}, nil })
}

// importInto is Import, with what makes the button that undoes it.
func importInto(ctx context.Context, db *storage.DB, place, person string, list io.Reader, now time.Time, progress func(done, all int),
	undo func(*storage.Tx) (Button, error)) (Imported, error) {
	outlines, skipped, err := opml.Read(list)
	if err != nil {
		return Imported{}, NewMistake("That will not do: %v.", err)
	}
	out := Imported{Skipped: skipped}
	if len(outlines) > 0 {
		progress(0, len(outlines))
	}
	err = db.Tx(ctx, func(tx *storage.Tx) error {
		back, err := undo(tx)
		if err != nil {
			return err
		}
		out.undo = []Button{back}
		listings, err := tx.Listings(ctx, place)
		if err != nil {
			return err
		}
		had := map[string]storage.Listing{}
		for _, l := range listings {
			had[l.Source.URL] = l
		}
		for i, o := range outlines {
			l, known := had[o.URL]
			if known {
				out.Known++
			} else {
				out.New++
			}
			if err := importOne(ctx, tx, place, person, o, l, now); err != nil {
				return err
			}
			progress(i+1, len(outlines))
		}
		return nil
	})
	return out, err
}

// importOne adds a source to those of a place, or its tags to those of the
// listing.
func importOne(ctx context.Context, tx *storage.Tx, place, person string, o opml.Outline, l storage.Listing, now time.Time) error {
	if l.Source.ID == 0 {
		l.Source = sources.Source{URL: o.URL, Title: o.Title, Site: o.Site}
		if err := tx.AddSource(ctx, place, person, &l.Source, now); err != nil {
			return err
		}
	}
	n := len(l.Tags)
	for _, tag := range o.Tags {
		if !slices.Contains(l.Tags, tag) {
			l.Tags = append(l.Tags, tag)
		}
	}
	if len(l.Tags) == n {
		return nil
	}
	return tx.EditListing(ctx, place, l)
}

func sourceExport(ctx context.Context, d *Desk, req Request) (Reply, error) {
	list, n, err := Export(ctx, d.DB.Reads, req.Place)
	if err != nil {
		return Reply{}, err
	}
	if n == 0 {
		return Reply{Text: noSources()}, nil
	}
	return Reply{
		Text: Say("%v here, for any feed reader and for /source import.", plural(n, "source", "sources")),
		File: File{"sources.opml", list},
	}, nil
}

// Export writes the sources of a place as OPML, and counts them. Addresses
// stand in it as they are polled.
func Export(ctx context.Context, r storage.Reads, place string) (list []byte, n int, err error) {
	listings, err := r.Listings(ctx, place)
	if err != nil {
		return nil, 0, err
	}
	var outlines []opml.Outline
	for _, l := range listings {
		outlines = append(outlines, opml.Outline{URL: l.Source.URL, Title: l.Name(), Site: l.Source.Site, Tags: l.Tags})
	}
	var b bytes.Buffer
	err = opml.Write(&b, "Newshound", outlines)
	return b.Bytes(), len(listings), err
}
