package storage_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"newshound/storage"
	"newshound/storage/storagetest"
)

// ownFile is the environment's name for the file that a process is to own.
const ownFile = "NEWSHOUND_TEST_OWN"

func TestMain(m *testing.M) {
	if file := os.Getenv(ownFile); file != "" {
		os.Exit(ownUntilKilled(file))
	}
	m.Run()
}

func ownUntilKilled(file string) int {
	db, err := storage.Open(context.Background(), file)
	if err == nil {
		_, err = db.Own()
	}
	fmt.Println(err)
	io.Copy(io.Discard, os.Stdin)
	return 0
}

func TestOwn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "newshound.db")
	first, second := open(t, file), open(t, file)
	release, err := first.Own()
	if err != nil {
		t.Fatal(err)
	}
	const want = "newshound.db is in use by another newshound; " +
		"stop it first, or give this one a database of its own with --db"
	if _, err := second.Own(); !errors.Is(err, storage.ErrInUse) || err.Error() != want {
		t.Errorf("got the error %v", err)
	}
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, link).Own(); !errors.Is(err, storage.ErrInUse) {
		t.Errorf("by another name: got the error %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if _, err := second.Own(); err != nil {
		t.Errorf("after its release: %v", err)
	}
}

func TestOwnEndsWithItsProcess(t *testing.T) {
	file := filepath.Join(t.TempDir(), "newshound.db")
	other := exec.Command(os.Args[0])
	other.Env = append(os.Environ(), ownFile+"="+file)
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	defer other.Wait()
	defer other.Process.Kill()
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "<nil>\n" {
		t.Fatalf("the other process said %q, error %v", line, err)
	}
	db := open(t, file)
	if _, err := db.Own(); !errors.Is(err, storage.ErrInUse) {
		t.Errorf("while another process has it: got the error %v", err)
	}
	other.Process.Kill()
	other.Wait()
	if _, err := db.Own(); err != nil {
		t.Errorf("after that process was killed: %v", err)
	}
}

func TestOwnIsForFiles(t *testing.T) {
	for name, at := range map[string]func(t *testing.T) string{
		"memory":   func(*testing.T) string { return ":memory:" },
		"postgres": func(t *testing.T) string { return storagetest.Postgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			at := at(t)
			for range 2 {
				release, err := open(t, at).Own()
				if err != nil {
					t.Fatal(err)
				}
				defer release()
			}
		})
	}
}
