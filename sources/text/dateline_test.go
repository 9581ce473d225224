package text

import "testing"

func TestDateline(t *testing.T) {
	for _, c := range []struct{ in, dateline string }{
		{"WASHINGTON (Reuters) - The bridge closed.", "WASHINGTON (Reuters) - "},
		{"LAGOS, Nigeria (AP) — The bridge closed.", "LAGOS, Nigeria (AP) — "},
		{"(CNN) -- The bridge closed.", "(CNN) -- "},
		{"(CNN)The bridge closed.", "(CNN)"},
		{"Boston (CNN)The bridge closed.", "Boston (CNN)"},
		{"Mumbai, Aug 3 (PTI) The bridge closed.", "Mumbai, Aug 3 (PTI) "},
		{"NEW DELHI: The bridge closed.", "NEW DELHI: "},
		{"PARIS — The bridge closed.", "PARIS — "},
		{"BEIJING, May 5 (Xinhua) -- The bridge closed.", "BEIJING, May 5 (Xinhua) -- "},
		{"5 juin 2012. - Un avion s'est écrasé.", "5 juin 2012. - "},
		{"The bridge (built in 1887) - a landmark - closed.", ""},
		{"NASA: the bridge is closed.", ""},
		{"Trump: I will close the bridge.", ""},
		{"The bridge closed — for a month.", ""},
		{"US busts network of bridge thieves - police.", ""},
		{"BBC", ""},
		{"PARIS - ", ""},
	} {
		if got := c.in[:Dateline(c.in)]; got != c.dateline {
			t.Errorf("%q: got %q, want %q", c.in, got, c.dateline)
		}
	}
}
