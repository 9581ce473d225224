package webpage

import "testing"

func TestTidy(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"It sank. by Taboola by Taboola Sponsored Links Promoted Links You May Like Buy shoes now Undo It rose.", "It sank. It rose."},
		{"It sank. by Outbrain", "It sank."},
		{"It sank.(AFP/Representational) It rose.", "It sank. It rose."},
		{"It sank (Representational photo).", "It sank."},
		{"It rose.- Ends", "It rose."},
		{"The Post\nan hour ago\n- The Post\nShip sinks\nIt sank.", "Ship sinks\nIt sank."},
		{"It sank.\nHashtags\n\nTry Our AI Features\nExplore what X can do for you:\nComments\nNo comments yet...\nRelated Articles", "It sank."},
		{"It ends in tears. Ends of ropes - Ends meet.", "It ends in tears. Ends of ropes - Ends meet."},
		{"Comments by the minister drew anger.\nHe left a day ago\nby train.", "Comments by the minister drew anger.\nHe left a day ago\nby train."},
	} {
		if got := Tidy(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}
