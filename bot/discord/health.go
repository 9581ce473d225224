package discord

import (
	"time"

	"newshound/commands"
)

// Limits says how Discord's limits stand.
func (c *Chat) Limits() commands.Text {
	used, part, waiting, pause := c.api.limits.state(time.Now())
	switch {
	case !pause.IsZero():
		return commands.Say("Discord asks me to pause; I go on %v. Until then %v wait.", commands.Piece{Time: pause}, waiting)
	case waiting > 0:
		return commands.Say("Discord takes %v requests a second of me: %v are under way, %v wait for their turn.", part, used, waiting)
	}
	return commands.Say("Discord takes %v requests a second of me: %v are under way, none waits.", part, used)
}

// state is how many requests count against the budget now, what that is, how
// many wait, and until when all of them do.
func (l *limits) state(now time.Time) (used, part, waiting int, pause time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	used = l.flying
	for _, free := range l.landed {
		if free.After(now) {
			used++
		}
	}
	if l.resume.After(now) {
		pause = l.resume
	}
	return used, l.part, len(l.line), pause
}
