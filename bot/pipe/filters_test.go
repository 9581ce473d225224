package pipe

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMatch(t *testing.T) {
	alerts := strings.Join([]string{
		`{"id":"z","query":"ferry"}`,
		`{"id":9,"query":"\"north korea"}`,
		`{"id":1,"query":"ferry -aground"}`,
		`nonsense`,
		`{"id":"a","query":"source:post lang:en tag:sea site:post.example author:lind title:saint"}`,
	}, "\n")
	var out, errs bytes.Buffer
	err := Match(strings.NewReader(alerts), strings.NewReader(strings.Join([]string{
		`{"id":"both","text":"The ferry is late."}`,
		`{"id":"first","title":"Ferry aground","text":""}`,
		`{"id":"none","text":"A potato."}`,
		`{"id":"fields","title":"Saint Brannoc","text":"It sank.","source":"The Post","author":"Mara Lind","tags":["sea"],"lang":"en","url":"https://www.post.example/1"}`,
	}, "\n")), &out, &errs)
	if !errors.Is(err, ErrInput) {
		t.Errorf("the error is %v, want ErrInput for the alerts that cannot be read", err)
	}
	want := `{"id":"both","alerts":["z",1]}
{"id":"first","alerts":["z"]}
{"id":"none","alerts":[]}
{"id":"fields","alerts":["a"]}
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
	reports := strings.Split(errs.String(), "\n")
	if len(reports) != 3 || !strings.HasPrefix(reports[0], "alert 9: column 1: ") || !strings.HasPrefix(reports[1], "alerts, line 4: ") {
		t.Errorf("reported %q", reports)
	}
}

// The three sources tell of one event, the first twice; the last is another.
const wires = `
{"id":"a","source":"post","published":"2026-03-02T07:00:00Z","title":"Ferry Saint Brannoc runs aground on Corrin Bank","text":"The ferry Saint Brannoc ran aground on Corrin Bank off Port Ansel with 312 people aboard."}
{"id":2,"source":"wire","published":"2026-03-02T07:30:00Z","title":"Ferry Saint Brannoc aground off Port Ansel","text":"All 312 people aboard the ferry Saint Brannoc, aground on Corrin Bank off Port Ansel, were rescued."}
{"id":"a again","source":"copy","published":"2026-03-02T08:00:00Z","title":"Ferry Saint Brannoc runs aground on Corrin Bank","text":"The ferry Saint Brannoc ran aground on Corrin Bank off Port Ansel with 312 people aboard."}
{"id":4,"source":"lab","title":"Potato prices fall for the third week","text":"Growers in the valley blame a wet spring and cheap imports for what potatoes fetch at market."}
`

func TestGroup(t *testing.T) {
	out, errs, err := run(t, Group, wires)
	if err != nil || errs != "" || len(out) != 4 {
		t.Fatalf("%d lines, %q, %v", len(out), errs, err)
	}
	want := []string{
		`{"id":"a","story":"a","also":[],"related":[]}`,
		`{"id":2,"story":"a","also":["a"],"related":[]}`,
		"",
		`{"id":4,"story":4,"also":[],"related":[]}`,
	}
	for i, line := range want {
		if line != "" && out[i] != line {
			t.Errorf("line %d is %s, want %s", i+1, out[i], line)
		}
	}
	var again verdict
	if err := json.Unmarshal([]byte(out[2]), &again); err != nil {
		t.Fatal(err)
	}
	if string(again.Story) != `"a"` || string(again.DuplicateOf) != `"a"` {
		t.Errorf("the copy is %s", out[2])
	}
}

func TestEachVerdictComesFromWhatCameBefore(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(wires), "\n")
	all, _, err := run(t, Group, lines...)
	if err != nil {
		t.Fatal(err)
	}
	for n := range lines {
		if part, _, err := run(t, Group, lines[:n]...); err != nil || !cmp.Equal(strings.Join(part, "\n"), strings.Join(all[:n], "\n")) {
			t.Errorf("of %d lines: %q (%v), of all: %q", n, part, err, all[:n])
		}
	}
}

func TestRead(t *testing.T) {
	o, err := NewReadOptions(0, 1, "tug*")
	if err != nil {
		t.Fatal(err)
	}
	const text = "The ferry Saint Brannoc ran aground on Corrin Bank with 312 people aboard on Monday. Two tugs from Port Ansel took everybody off before noon. The harbour office will say on Tuesday how it came to that."
	out, errs, err := run(t, func(in io.Reader, out, errs io.Writer) error { return Read(in, out, errs, o) },
		`{"id":1,"title":"Ferry aground","text":"`+text+`"}`,
		`{"id":2,"url":"https://post.example/1","html":"<html lang=en><head><title>Ferry aground</title><meta name=author content='Mara Lind'><meta property='article:published_time' content='2026-03-02T07:00:00Z'></head><body><article><h1>Ferry aground</h1><p>`+text+`</p></article></body></html>"}`,
		`{"id":3}`)
	if err != nil || errs != "" || len(out) != 3 {
		t.Fatalf("%d lines, %q, %v", len(out), errs, err)
	}
	for i, line := range out[:2] {
		a, err := decode[Article]([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		if want := "Two tugs from Port Ansel took everybody off before noon."; a.Summary != want || !cmp.Equal(a.Sentences, []int{1}) {
			t.Errorf("line %d: the summary is %q of sentences %v, want %q", i+1, a.Summary, a.Sentences, want)
		}
		if a.Title != "Ferry aground" || a.Text != text || a.Lang != "en" {
			t.Errorf("line %d: %q (%s) %q", i+1, a.Title, a.Lang, a.Text)
		}
		if fromPage := i == 1; fromPage != (a.Author == "Mara Lind") || fromPage != (a.Published != nil) {
			t.Errorf("line %d: by %q, %v", i+1, a.Author, a.Published)
		}
	}
	if want := `{"id":3,"title":"","author":"","lang":"","text":"","summary":"","sentences":[],"hashtags":[],"keyphrases":[]}`; out[2] != want {
		t.Errorf("nothing to read became\n%s, want\n%s", out[2], want)
	}
}

func TestReadOptions(t *testing.T) {
	for _, c := range []struct {
		words, sentences int
		query            string
	}{{-1, 0, ""}, {0, -1, ""}, {0, 0, `"open`}} {
		if _, err := NewReadOptions(c.words, c.sentences, c.query); err == nil {
			t.Errorf("%+v was taken", c)
		}
	}
}
