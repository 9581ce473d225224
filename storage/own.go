package storage

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"
)

// ErrInUse says that another process works on the database.
var ErrInUse = errors.New("in use by another newshound")

// Own keeps other processes from working on this SQLite file until release is
// called or the process dies; ErrInUse when another has it. A PostgreSQL is
// there to be shared, and an in-memory database cannot be: both are left
// alone.
func (db *DB) Own() (release func() error, err error) {
	if db.file == "" {
		return func() error { return nil }, nil
	}
	file, err := filepath.EvalSymlinks(db.file)
	if err != nil {
		return nil, fmt.Errorf("cannot find the database: %w", err)
	}
	lock := flock.New(file + ".lock")
	locked, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("cannot lock the database: %w", err)
	}
	if !locked {
		return nil, fmt.Errorf("%s is %w; stop it first, or give this one a database of its own with --db",
			filepath.Base(db.file), ErrInUse)
	}
	return lock.Unlock, nil
}
