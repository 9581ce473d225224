package bot

import (
	"strings"
	"testing"
	"time"
)

// Whoever asks to be forgotten has a minute to think again.
func TestPeopleAreForgotten(t *testing.T) {
	w := newWorld(t)
	kept := func() string {
		all, err := w.db.Person(t.Context(), "ann")
		w.must(err)
		return string(all)
	}
	w.ask("town", "/alert add query:ferry to:dm")
	w.ask("town", "/privacy delete sure:true")
	w.time = w.time.Add(59 * time.Second)
	w.must(w.forgetPeople(t.Context()))
	if !strings.Contains(kept(), "ferry") {
		t.Fatal("forgotten within the minute")
	}
	w.ask("town", "/privacy keep")
	w.time = w.time.Add(time.Hour)
	w.must(w.forgetPeople(t.Context()))
	if !strings.Contains(kept(), "ferry") {
		t.Fatal("forgotten although that was undone")
	}
	w.ask("town", "/privacy delete sure:true")
	w.time = w.time.Add(61 * time.Second)
	w.must(w.forgetPeople(t.Context()))
	if got := kept(); got != "{}" {
		t.Errorf("left is %s", got)
	}
}
