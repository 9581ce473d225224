// Package storage keeps what Newshound knows and owes: one concrete DB over
// SQLite or PostgreSQL, one file a subject. What only reads is a method of
// Reads, which both a DB and a Tx are; what writes is a method of Tx alone.
// The SQL is the same on both engines but for what a dialect holds.
package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ErrNotFound says that there is no such row, or that it belongs to another
// place.
var ErrNotFound = errors.New("not found")

// A DB is an open database.
type DB struct {
	Reads
	writer *sql.DB
	reader *sql.DB
	writes *prepared // the writer's statements; nil where the driver keeps them itself
	file   string    // SQLite's, or ""
}

// A Tx is a transaction under way. What it wrote it also reads.
type Tx struct {
	Reads
	tx *sql.Tx
}

// Reads are the questions that a DB and a Tx both answer.
type Reads struct {
	conn    querier
	dialect *dialect
}

type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// A dialect is what truly differs between the engines.
type dialect struct {
	name      string // as goose calls it
	id        string // type of a key that numbers itself
	indexText func(ctx context.Context, tx *Tx, id int64, words []string) error
	forget    func(ctx context.Context, tx *Tx, id int64) error
	search    string                 // finds the IDs of the articles that meet the clauses $6
	clauses   func(c Clauses) string // written for search
	lock      string                 // makes transactions wait in line; "" where they do anyway
	columns   string                 // every table with each of its columns
	claim     string                 // ends a SELECT of sources s whose rows two transactions must not both get
}

// Open opens the database of a name: a file for SQLite, ":memory:", or a
// postgres:// URL. It creates and migrates what is not there yet.
func Open(ctx context.Context, name string) (*DB, error) {
	open := openSQLite
	if strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://") {
		open = openPostgres
	}
	db, err := open(ctx, name)
	if err != nil {
		return nil, err
	}
	if err := db.migrate(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("cannot set the database up: %w", err), db.Close())
	}
	return db, nil
}

// Close closes the database.
func (db *DB) Close() error {
	if db.reader == db.writer {
		return db.writer.Close()
	}
	return errors.Join(db.reader.Close(), db.writer.Close())
}

// Tx runs f in one transaction: all that it wrote is kept when it returns
// nil, and nothing otherwise.
func (db *DB) Tx(ctx context.Context, f func(*Tx) error) error {
	if db.writes != nil {
		db.writes.catchUp(ctx)
	}
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var conn querier = tx
	if db.writes != nil {
		conn = &preparedTx{tx, db.writes}
	}
	if err := f(&Tx{Reads{conn, db.dialect}, tx}); err != nil {
		return err
	}
	return tx.Commit()
}

// SQL is the transaction itself, for the job queue to write into.
func (tx *Tx) SQL() *sql.Tx { return tx.tx }

// Serialize makes every other transaction that calls it wait until this one
// ends.
func (tx *Tx) Serialize(ctx context.Context) error {
	if tx.dialect.lock == "" {
		return nil
	}
	return tx.exec(ctx, tx.dialect.lock)
}

func (tx *Tx) exec(ctx context.Context, query string, args ...any) error {
	_, err := tx.conn.ExecContext(ctx, query, clean(args)...)
	return err
}

// change runs a statement that has to meet a row.
func (tx *Tx) change(ctx context.Context, query string, args ...any) error {
	res, err := tx.conn.ExecContext(ctx, query, clean(args)...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, ErrNotFound)
	}
	return nil
}

// one reads a single value.
func one[T any](ctx context.Context, r Reads, query string, args ...any) (T, error) {
	return first(ctx, r, func(r row) (v T, err error) { return v, r.Scan(&v) }, query, args...)
}

// list reads rows, each by scan.
func list[T any](ctx context.Context, r Reads, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	rows, err := r.conn.QueryContext(ctx, query, clean(args)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// first reads one row by scan.
func first[T any](ctx context.Context, r Reads, scan func(row) (T, error), query string, args ...any) (T, error) {
	v, err := scan(r.conn.QueryRowContext(ctx, query, clean(args)...))
	return v, notFound(err)
}

type row interface{ Scan(...any) error }

func scanString(r row) (s string, err error) { return s, r.Scan(&s) }
func scanInt(r row) (n int64, err error)     { return n, r.Scan(&n) }

func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// clean makes what strangers wrote into text that every engine takes.
func clean(args []any) []any {
	out := slices.Clone(args)
	for i, a := range out {
		if s, ok := a.(string); ok {
			out[i] = cleanText(s)
		}
	}
	return out
}

// cleanText drops NUL, which PostgreSQL refuses, and mends what is not UTF-8.
func cleanText(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// milli is a column that holds a time.
type milli struct{ t *time.Time }

func (m milli) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("a time is an integer, not %T", v)
	}
	*m.t = time.Time{}
	if n != 0 {
		*m.t = time.UnixMilli(n).UTC()
	}
	return nil
}

func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// words is a column that holds a list.
type words struct{ list *[]string }

func (w words) Scan(column any) error {
	*w.list = nil
	switch v := column.(type) {
	case string:
		return json.Unmarshal([]byte(v), w.list)
	case []byte:
		return json.Unmarshal(v, w.list)
	}
	return fmt.Errorf("a list is JSON, not %T", column)
}

func encode(list []string) string {
	b, _ := json.Marshal(append([]string{}, list...)) // strings always encode
	return string(b)
}

// placeholders are $from, $from+1, … for n values.
func placeholders(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", from+i)
	}
	return b.String()
}
