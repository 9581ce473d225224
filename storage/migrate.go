package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/rivermigrate"

	"newshound/storage/migrations"
)

// migrate brings the schema up to date, one process at a time.
func (db *DB) migrate(ctx context.Context) error {
	if db.dialect.lock == "" {
		return db.migrateUp(ctx)
	}
	return db.Tx(ctx, func(tx *Tx) error {
		if err := tx.Serialize(ctx); err != nil {
			return err
		}
		return db.migrateUp(ctx)
	})
}

// migrateUp runs the steps that are missing, ours and the job queue's.
func (db *DB) migrateUp(ctx context.Context) error {
	steps, err := db.dialect.migrations()
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.Dialect(db.dialect.name), db.writer, nil,
		goose.WithGoMigrations(steps...), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return err
	}
	jobs, err := rivermigrate.New(db.Jobs(), nil)
	if err != nil {
		return err
	}
	_, err = jobs.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// migrations turns the embedded files into goose's steps, one a version: the
// file for both engines, then this engine's own.
func (d *dialect) migrations() ([]*goose.Migration, error) {
	sqlOf := map[int64]string{}
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil {
		return nil, err
	}
	engine := strings.TrimSuffix(d.name, "3")
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(strings.Count(a, ".")-strings.Count(b, "."), cmp.Compare(a, b))
	})
	for _, name := range names {
		parts := strings.Split(name, ".")
		if len(parts) == 3 && parts[1] != engine {
			continue
		}
		text, err := fs.ReadFile(migrations.FS, name)
		if err != nil {
			return nil, err
		}
		number, _, _ := strings.Cut(name, "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s: its name starts with no number", name)
		}
		sqlOf[version] += strings.ReplaceAll(string(text), "{id}", d.id)
	}
	var steps []*goose.Migration
	for version, text := range sqlOf {
		steps = append(steps, goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, text)
			return err
		}}, nil))
	}
	if len(steps) == 0 {
		return nil, errors.New("no migrations")
	}
	return steps, nil
}
