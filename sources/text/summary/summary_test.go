package summary

import (
	"testing"
)

func TestOfShortText(t *testing.T) {
	const body = "The bridge over the Tay closed on Monday. Engineers found a crack in its third pier."
	if got := Of("Tay bridge shut", body, "en", Options{Sentences: 3}).Text; got != body {
		t.Errorf("got %q", got)
	}
}

func TestOfTitleAlone(t *testing.T) {
	for _, body := range []string{"", "Tay bridge shut", "Tay bridge shut."} {
		if got := Of("Tay bridge shut", body, "en", Options{}); got.Text != "" {
			t.Errorf("%q: got %q", body, got.Text)
		}
	}
}
