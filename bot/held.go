package bot

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"newshound/sources"
)

// held is which items a source's last document held, and with what mark. An
// item that it still holds needs no reading and no question to the database.
// An item that it does not know may still be old: items drop out of a document
// and come back.
type held struct {
	rows   []byte // 12 bytes an item: the hash of its key, and its mark
	index  map[uint64]uint32
	shared []uint64 // hashes of names that several items had, oldest first
	former bool     // its keys are those of before schema version 2, see [sources.FormerKey]
}

const (
	heldRow    = 12
	mostShared = 32 // names that are remembered
)

// readHeld reads what String wrote: the items and, after a dot, the shared
// names.
func readHeld(s string) (h held) {
	s, names, now := strings.Cut(s, ".")
	h.former = !now && s != ""
	shared, err := base64.RawStdEncoding.DecodeString(names)
	for ; err == nil && len(shared) >= 8; shared = shared[8:] {
		h.shared = append(h.shared, binary.LittleEndian.Uint64(shared))
	}
	rows, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil {
		return h // every item is looked up
	}
	h.index = make(map[uint64]uint32, len(rows)/heldRow)
	for ; len(rows) >= heldRow; rows = rows[heldRow:] {
		h.index[binary.LittleEndian.Uint64(rows)] = binary.LittleEndian.Uint32(rows[8:])
	}
	return h
}

// add notes an item of a document that is being read.
func (h *held) add(key string, mark uint32) {
	if h.index == nil {
		h.index = map[uint64]uint32{}
	}
	sum := hashOf(key)
	if _, ok := h.index[sum]; ok {
		return
	}
	h.index[sum] = mark
	h.rows = binary.LittleEndian.AppendUint64(h.rows, sum)
	h.rows = binary.LittleEndian.AppendUint32(h.rows, mark)
}

// has reports whether the document held an item with that mark.
func (h held) has(key string, mark uint32) bool {
	was, ok := h.index[hashOf(key)]
	return ok && was == mark
}

// holds reports whether the document held an item.
func (h held) holds(key string) bool {
	_, ok := h.index[hashOf(key)]
	return ok
}

// holdsFormer reports whether the document held an article under the key that
// it had before schema version 2, when items that shared a guid were one
// article: what came before the document was read is not news.
func (h held) holdsFormer(a sources.Article, read time.Time) bool {
	return h.former && !a.Published.IsZero() && a.Published.Before(read) &&
		slices.ContainsFunc(append([]string{a.Key}, a.Aliases...), h.holds)
}

// isShared reports whether several items of a document had a name.
func (h held) isShared(name string) bool { return slices.Contains(h.shared, hashOf(name)) }

// share remembers the names that earlier documents and this one's items
// shared, as far as there is room.
func (h *held) share(before held, names []string) {
	h.shared = slices.Clone(before.shared)
	for _, name := range names {
		if !before.isShared(name) {
			h.shared = append(h.shared, hashOf(name))
		}
	}
	h.shared = h.shared[max(len(h.shared)-mostShared, 0):]
}

func (h held) String() string {
	var names []byte
	for _, name := range h.shared {
		names = binary.LittleEndian.AppendUint64(names, name)
	}
	return base64.RawStdEncoding.EncodeToString(h.rows) + "." + base64.RawStdEncoding.EncodeToString(names)
}

func hashOf(key string) uint64 {
	sum := fnv.New64a()
	sum.Write([]byte(key))
	return sum.Sum64()
}
