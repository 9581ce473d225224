package pipe

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// A filter is Read, Group or Match over what a test gives it.
type filter func(in io.Reader, out, errs io.Writer) error

func filters(t *testing.T) map[string]filter {
	t.Helper()
	o, err := NewReadOptions(0, 0, "")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]filter{
		"read":  func(in io.Reader, out, errs io.Writer) error { return Read(in, out, errs, o) },
		"group": Group,
		"match": func(in io.Reader, out, errs io.Writer) error {
			return Match(strings.NewReader(`{"id":"a","query":"ferry"}`), in, out, errs)
		},
	}
}

// run gives a filter lines and returns what it wrote, a line each.
func run(t *testing.T, f filter, lines ...string) (out []string, errs string, err error) {
	t.Helper()
	var o, e bytes.Buffer
	err = f(strings.NewReader(strings.Join(lines, "\n")), &o, &e)
	if o.Len() > 0 {
		out = strings.Split(strings.TrimSuffix(o.String(), "\n"), "\n")
	}
	return out, e.String(), err
}

// id is the raw id of a line that came out.
func id(t *testing.T, line string) string {
	t.Helper()
	v, err := decode[struct{ ID json.RawMessage }]([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	return string(v.ID)
}

func TestAnswersComeInOrderWithTheirIDs(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	var lines, want []string
	for i, raw := range []string{"1", `"a"`, "12345678901234567890", "1.50", `"<&>"`, "true", `{"n":[1,2]}`} {
		for j := range 40 {
			text := strings.Repeat("The ferry ran aground again. ", 40-j+i) // so that later lines are done sooner
			lines, want = append(lines, fmt.Sprintf(`{"id": %s, "text": %q}`, raw, text)), append(want, raw)
		}
	}
	for name, f := range filters(t) {
		out, errs, err := run(t, f, lines...)
		if err != nil || errs != "" {
			t.Fatalf("%s: %v %s", name, err, errs)
		}
		var got []string
		for _, line := range out {
			got = append(got, id(t, line))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: ids come out as %q, want %q", name, got, want)
		}
	}
}

func TestBadLinesAreReportedWhereTheyStand(t *testing.T) {
	for name, f := range filters(t) {
		out, errs, err := run(t, f, `{"id":1,"text":"One."}`, "", "  \t ", `{"id":2,`, `[3]`, `{"id":4,"text":5}`, `{"id":5,"text":"Five."}`+"\r", "x")
		if !errors.Is(err, ErrInput) {
			t.Errorf("%s: the error is %v, want ErrInput", name, err)
		}
		if len(out) != 2 || id(t, out[0]) != "1" || id(t, out[1]) != "5" {
			t.Errorf("%s: what could be read became %q", name, out)
		}
		var at []string
		for line := range strings.Lines(errs) {
			where, _, _ := strings.Cut(line, ":")
			at = append(at, where)
		}
		if want := []string{"line 4", "line 5", "line 6", "line 8"}; !slices.Equal(at, want) {
			t.Errorf("%s: reported %q, want %q", name, at, want)
		}
	}
}

func TestNothingIn(t *testing.T) {
	for name, f := range filters(t) {
		if out, errs, err := run(t, f, ""); out != nil || errs != "" || err != nil {
			t.Errorf("%s: %q, %q, %v", name, out, errs, err)
		}
	}
}

func TestLinesMayBeLongButNotEndless(t *testing.T) {
	long := `{"id":1,"title":"` + strings.Repeat("a", 1<<20) + `"}`
	if out, errs, err := run(t, Group, long); len(out) != 1 || errs != "" || err != nil {
		t.Errorf("a line of a megabyte: %d lines, %q, %v", len(out), errs, err)
	}
	endless := io.MultiReader(strings.NewReader("{}\n"), io.LimitReader(zeros{}, longest+1))
	err := Group(endless, io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("an endless line: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

var errFull = errors.New("disk full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWhatCannotBeWrittenIsAnError(t *testing.T) {
	for name, f := range filters(t) {
		if err := f(strings.NewReader(`{"id":1,"text":"One."}`), full{}, io.Discard); !errors.Is(err, errFull) {
			t.Errorf("%s: %v, want that the disk is full", name, err)
		}
	}
}
