package discord

import "sync"

// A backlog does one thing after the other beside the gateway, which has to
// listen on: behind what waits for the database or for Discord, nobody who
// asks would be heard in time.
type backlog struct {
	mu   sync.Mutex
	todo []func()
	busy bool
}

// add has something done after what was added before. It does not wait; run
// starts what works the backlog off.
func (b *backlog) add(run func(func()), do func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.todo = append(b.todo, do)
	if !b.busy {
		b.busy = true
		run(b.work)
	}
}

func (b *backlog) work() {
	for {
		b.mu.Lock()
		if len(b.todo) == 0 {
			b.busy = false
			b.mu.Unlock()
			return
		}
		do := b.todo[0]
		b.todo = b.todo[1:]
		b.mu.Unlock()
		do()
	}
}
