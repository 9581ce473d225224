package storagetest

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver
)

// Postgres is the address of an empty schema of its own on a real PostgreSQL,
// there until the test ends. The server is that of Debian's postgresql
// package, started once a process and stopped when the process ends, however
// it ends. Where the package is missing the test is skipped, or with CI set
// in the environment fails.
func Postgres(t testing.TB) string {
	t.Helper()
	dir, err := server()
	if errors.Is(err, errMissing) && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	address := func(schema string) string {
		query := url.Values{"host": {dir}, "user": {"postgres"}, "search_path": {schema}}
		return "postgres:///postgres?" + query.Encode()
	}
	schema := "test_" + strings.ToLower(rand.Text())
	db, err := sql.Open("pgx", address("public"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec("DROP SCHEMA IF EXISTS " + schema + " CASCADE"); err != nil {
			t.Error(err)
		}
		db.Close()
	})
	if _, err := db.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	return address(schema)
}

var errMissing = errors.New("PostgreSQL is not installed; apt-get install postgresql runs this test")

// server starts the process's PostgreSQL and returns the directory of its
// socket.
var server = sync.OnceValues(func() (dir string, err error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is well-formed
	if len(found) == 0 {
		return "", errMissing
	}
	cmd := exec.Command("sh", "-c", script)
	if os.Geteuid() == 0 { // whom PostgreSQL refuses
		cmd = exec.Command("su", "postgres", "-s", "/bin/sh", "-c", script)
	}
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), "BIN="+found[len(found)-1])
	var problem bytes.Buffer
	cmd.Stderr = &problem
	if _, err := cmd.StdinPipe(); err != nil { // open for as long as this process lives
		return "", err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	dir, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		cmd.Wait()
		return "", fmt.Errorf("PostgreSQL does not start: %s", problem.String())
	}
	go cmd.Wait() // and so holds on to standard input
	return strings.TrimSpace(dir), nil
})

//go:embed postgres.sh
var script string
