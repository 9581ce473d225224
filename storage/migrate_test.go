package storage_test

import (
	"path/filepath"
	"strings"
	"testing"

	"newshound/storage"
	"newshound/storage/storagetest"
)

func TestReopen(t *testing.T) {
	for name, address := range map[string]func(t *testing.T) string{
		"file":     func(t *testing.T) string { return filepath.Join(t.TempDir(), "a b#1?.db") },
		"postgres": func(t *testing.T) string { return storagetest.Postgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			at := address(t)
			db, err := storage.Open(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			err = db.Tx(t.Context(), func(tx *storage.Tx) error { return tx.Set(t.Context(), "here", "", "tone", "dry") })
			if err != nil {
				t.Fatal(err)
			}
			both := open(t, at)
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			for _, db := range []*storage.DB{both, open(t, at)} {
				if got, err := db.Setting(t.Context(), "here", "", "tone"); got != "dry" || err != nil {
					t.Errorf("got %q, error %v", got, err)
				}
			}
		})
	}
}

func TestOpenAtTheSameTime(t *testing.T) {
	at := storagetest.Postgres(t)
	errs := make(chan error)
	const n = 4
	for range n {
		go func() {
			db, err := storage.Open(t.Context(), at)
			if err == nil {
				err = db.Close()
			}
			errs <- err
		}()
	}
	for range n {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestOpenWhatIsNotThere(t *testing.T) {
	for name, want := range map[string]string{
		filepath.Join(t.TempDir(), "no", "newshound.db"): "cannot open the database",
		"postgres://localhost:port/name":                 "should look like postgres://",
		"postgres://user:secret@127.0.0.1:1/name":        "cannot reach the database at 127.0.0.1:1",
	} {
		db, err := storage.Open(t.Context(), name)
		if err == nil {
			db.Close()
			t.Errorf("%s opens", name)
		} else if text := err.Error(); !strings.Contains(text, want) || strings.Contains(text, "secret") {
			t.Errorf("%s: got the error %q, want it to say %q", name, text, want)
		}
	}
}
