package storage

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"runtime"
	"strings"

	_ "modernc.org/sqlite" // the driver
)

var sqlite = &dialect{
	name: "sqlite3",
	id:   "INTEGER PRIMARY KEY AUTOINCREMENT",
	indexText: func(ctx context.Context, tx *Tx, id int64, words []string) error {
		return tx.exec(ctx, "INSERT OR REPLACE INTO article_words (rowid, words) VALUES ($1, $2)", id, strings.Join(words, " "))
	},
	forget: func(ctx context.Context, tx *Tx, id int64) error {
		return tx.exec(ctx, "DELETE FROM article_words WHERE rowid = $1", id)
	},
	search: "SELECT rowid AS id FROM article_words WHERE article_words MATCH $6",
	columns: `SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'article_words%' ORDER BY t.name, c.cid`,
	clauses: func(c Clauses) string { return c.join(" AND ", " OR ", `"`, `"`, `"*`) },
}

// openSQLite opens one handle that writes, so that writers wait in line
// rather than fail, and a pool of handles that read beside it. Commits reach
// the disk before they return: what is owed must survive a power cut.
func openSQLite(ctx context.Context, name string) (*DB, error) {
	file := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: name}).EscapedPath()}).String()
	query := url.Values{"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)"}}
	if name == ":memory:" {
		name, file = "", "file:/"+rand.Text() // handles of one name share what they hold
		query.Set("vfs", "memdb")
	}
	writer, err := sql.Open("sqlite", file+"?_txlock=immediate&"+query.Encode())
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	writer.SetConnMaxIdleTime(0)
	if err := writer.PingContext(ctx); err != nil {
		writer.Close()
		return nil, fmt.Errorf("cannot open the database %s: %w", name, err)
	}
	query.Add("_pragma", "cache_size(-500)") // KB each; the system caches the file, too
	reader, err := sql.Open("sqlite", file+"?"+query.Encode())
	if err != nil {
		return nil, err
	}
	reader.SetMaxOpenConns(max(4, runtime.NumCPU()))
	return &DB{Reads: Reads{prepare(reader), sqlite}, writer: writer, reader: reader, writes: prepare(writer), file: name}, nil
}
