// Package migrations embeds the database's schema. A file 0001_name.sql holds
// for both engines; 0001_name.sqlite.sql or 0001_name.postgres.sql beside it
// adds what truly differs. {id} stands for the engine's type of a key that
// numbers itself. Times are Unix milliseconds, 0 for never; lists are JSON.
package migrations

import "embed"

// FS holds the files, named by version.
//
//go:embed *.sql
var FS embed.FS
