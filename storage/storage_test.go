package storage_test

import (
	"path/filepath"
	"testing"

	"newshound/storage"
	"newshound/storage/storagetest"
)

func TestMemory(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) *storage.DB { return open(t, ":memory:") })
}

func TestFile(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) *storage.DB { return open(t, filepath.Join(t.TempDir(), "newshound.db")) })
}

func TestPostgres(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) *storage.DB { return open(t, storagetest.Postgres(t)) })
}

// open opens a database until the test ends.
func open(t *testing.T, name string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
