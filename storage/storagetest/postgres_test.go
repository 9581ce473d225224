package storagetest

import (
	"bufio"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// inChild is set in the environment of the process that is to be killed.
const inChild = "NEWSHOUND_TEST_CHILD"

func TestPostgresEndsWithItsProcess(t *testing.T) {
	address := Postgres(t)
	if os.Getenv(inChild) != "" {
		fmt.Println(address)
		io.Copy(io.Discard, os.Stdin)
		return
	}
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), inChild+"=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := child.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer child.Wait()
	defer child.Process.Kill()
	theirs, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("pgx", strings.TrimSpace(theirs))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Ping(); err != nil {
		t.Fatal(err)
	}
	child.Process.Kill()
	if _, err := db.Exec("SELECT pg_sleep(60)"); err == nil {
		t.Error("a minute after its process was killed the server still runs")
	}
}
