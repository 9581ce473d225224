package discordtest

// intentOf is the intent that an event needs in a guild and in a DM; an event that is not here needs none.
var intentOf = map[string][2]int{
	"GUILD_CREATE": {1, 1}, "GUILD_UPDATE": {1, 1}, "GUILD_DELETE": {1, 1}, "GUILD_ROLE_CREATE": {1, 1}, "GUILD_ROLE_UPDATE": {1, 1},
	"CHANNEL_CREATE": {1, 1}, "CHANNEL_UPDATE": {1, 1}, "CHANNEL_DELETE": {1, 1},
	"THREAD_CREATE": {1, 1}, "THREAD_UPDATE": {1, 1}, "THREAD_DELETE": {1, 1},
	"MESSAGE_CREATE": {1 << 9, 1 << 12}, "MESSAGE_UPDATE": {1 << 9, 1 << 12}, "MESSAGE_DELETE": {1 << 9, 1 << 12},
}

func (s *Server) dispatchEach(event, guild string, data func(*session) object) {
	dm := 0
	if guild == "" {
		dm = 1
	}
	for _, x := range s.sessions {
		need := intentOf[event][dm]
		if x.ended || !x.covers(guild) || x.intents&need != need {
			continue
		}
		if x.conn == nil && s.now().Sub(x.left) > resumable {
			x.ended, x.log = true, nil
			continue
		}
		x.dispatch(event, s.rewritten(event, data(x)))
	}
	s.notify()
}

// Rewrite lets f change what every later event tells, as Discord does when it brings in something new;
// f nil ends that.
func (s *Server) Rewrite(f func(event string, data map[string]any)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rewrite = f
}

func (s *Server) rewritten(event string, data object) object {
	if s.rewrite == nil {
		return data
	}
	own := plain(data).(object)
	s.rewrite(event, own)
	return own
}
