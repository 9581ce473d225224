package text

// Numbers numbers the distinct words of a text from 0, in the order in which
// they are first met. The zero value is empty. It is a hash table with linear
// probing (Knuth, The Art of Computer Programming 3, 6.4) that goes by the
// hashes which tokens carry.
type Numbers struct {
	slots []numbered
	n     int
}

type numbered struct {
	word string // "" is no word
	hash uint32
	id   int32
}

// Len is how many words have a number.
func (n *Numbers) Len() int { return n.n }

// Reset forgets all words, and keeps the room.
func (n *Numbers) Reset() {
	clear(n.slots)
	n.n = 0
}

// Fold numbers a token by its Fold, and reports whether it had a number.
func (n *Numbers) Fold(t *Token) (id int32, known bool) { return n.number(t.Fold, t.FoldHash) }

// Stem numbers a token by its Stem, and reports whether it had a number.
func (n *Numbers) Stem(t *Token) (id int32, known bool) { return n.number(t.Stem, t.StemHash) }

// Word numbers a word that is no token's.
func (n *Numbers) Word(w string) (id int32, known bool) { return n.number(w, hash(w)) }

func (n *Numbers) number(word string, hash uint32) (id int32, known bool) {
	if 2*n.n >= len(n.slots) {
		n.grow()
	}
	mask := uint32(len(n.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		switch s := &n.slots[i]; {
		case s.word == "":
			*s = numbered{word, hash, int32(n.n)}
			n.n++
			return s.id, false
		case s.hash == hash && s.word == word:
			return s.id, true
		}
	}
}

func (n *Numbers) grow() {
	const few = 1 << 9
	old := n.slots
	n.slots = make([]numbered, max(few, 2*len(old)))
	mask := uint32(len(n.slots) - 1)
	for _, s := range old {
		if s.word == "" {
			continue
		}
		i := s.hash & mask
		for n.slots[i].word != "" {
			i = (i + 1) & mask
		}
		n.slots[i] = s
	}
}

// hash is FNV-1a of 32 bits, its high half folded into the low.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h ^ h>>16
}
