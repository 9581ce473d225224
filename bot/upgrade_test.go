package bot

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"newshound/storage"
)

// The database was written by the last version with schema 1, which followed
// the feed below: it kept three items under keys without what tells them
// apart, and took two items with the guid N/A for one.
func TestAnUpgradePostsNothingAgain(t *testing.T) {
	const day = "Mon, 30 Nov 2026 "
	before := []item{
		{Title: "School opens again", Link: "http://harbour.example/school", GUID: "N/A", Date: day + "08:00:00 +0000", Text: "Pupils are back in the river school."},
		{Title: "Timetable of the ferries", Link: "http://harbour.example/story?ns_id=8&wt_page=2", Date: day + "08:10:00 +0000", Text: "Ferries sail each hour."},
		{Title: "Release 11", Link: "http://harbour.example/changes#11", GUID: "http://harbour.example/changes#11", Date: day + "08:20:00 +0000", Text: "Faster start of the crane software."},
		{Title: "Notice of works on the quay", Link: "http://harbour.example/notice?ref_no=17", Date: day + "07:00:00 +0000", Text: "Works start on the north quay."},
		{Title: "Tide tables for April", Link: "http://harbour.example/app#/tables?id=5", GUID: "http://harbour.example/app#/tables?id=5", Date: day + "06:00:00 +0000", Text: "The tables are out."},
		{Title: "Bridge closed to lorries", Link: "http://harbour.example/bridge", GUID: "N/A", Date: day + "05:00:00 +0000", Text: "The swing bridge has a crack."},
	}
	after := []item{
		{Title: "Notice of a fire drill", Link: "http://harbour.example/notice?ref_no=18", Date: day + "12:27:00 +0000", Text: "The sirens sound at noon."},
		{Title: "Release 12", Link: "http://harbour.example/changes#12", GUID: "http://harbour.example/changes#12", Date: day + "12:28:00 +0000", Text: "Fewer pauses when the lock opens."},
		{Title: "Lime trees for the market", Link: "http://harbour.example/trees", GUID: "N/A", Date: day + "12:29:00 +0000", Text: "Forty trees are planted this week."},
	}
	w := newWorldOn(t, unpack(t, "testdata/upgrade/schema1.db.gz"))
	w.time = time.Date(2026, 11, 30, 12, 30, 0, 0, time.UTC)
	s := w.site("Harbour News")
	s.id, s.items = 1, before
	w.must(w.db.Tx(t.Context(), func(tx *storage.Tx) error { return tx.MoveSource(t.Context(), s.id, s.URL+"/feed") }))
	before[3].Title += ", corrected" // so that only its former key tells which article it is
	w.read(s)
	expect(t, w, "")
	for range 2 {
		s.items = append(after, before...)
		w.time = w.time.Add(time.Hour)
		w.read(s)
		s.head = "<ttl>60</ttl>" // so that the document is read again
	}
	expect(t, w, `
console posts: Notice of a fire drill
console posts: Release 12
console posts: Lime trees for the market
`)
}

// unpack is a compressed database as a file to work on.
func unpack(t *testing.T, name string) string {
	t.Helper()
	packed, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	z, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "upgrade.db")
	out, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := io.Copy(out, z); err != nil {
		t.Fatal(err)
	}
	return path
}
