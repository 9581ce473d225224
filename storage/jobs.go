package storage

import (
	"context"
	"database/sql"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// Jobs is River's driver over the same handle that writes everything else,
// so that a job and what it is about are kept together or not at all.
func (db *DB) Jobs() riverdriver.Driver[*sql.Tx] {
	if db.dialect == sqlite {
		return riversqlite.New(db.writer)
	}
	return riverdatabasesql.New(db.writer)
}

// Shared reports whether several processes may work on this database.
func (db *DB) Shared() bool { return db.dialect == postgres }

// ReleaseJobs hands jobs that a dead process held out again, and the lead that
// it had in scheduling them. It is for the start of a process that has the
// database to itself; where several share one, River takes a dead one's over
// by their age.
func (tx *Tx) ReleaseJobs(ctx context.Context) error {
	if err := tx.exec(ctx, "DELETE FROM river_leader"); err != nil {
		return err
	}
	return tx.exec(ctx, "UPDATE river_job SET state = 'available' WHERE state = 'running'")
}
