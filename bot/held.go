package bot

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
)

// held is which items a source's last document held, and with what mark.
// What it held and holds still needs no reading, and no question to the
// database. Beside those there are items that drop out and come back, so that
// what it does not know need not be new.
type held struct {
	rows  []byte // 12 bytes an item: the hash of its key, and its mark
	index map[uint64]uint32
}

const heldRow = 12

func readHeld(s string) (h held) {
	rows, err := base64.RawStdEncoding.DecodeString(s)
	if err != nil {
		return held{} // every item is looked up
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

func (h held) String() string { return base64.RawStdEncoding.EncodeToString(h.rows) }

func hashOf(key string) uint64 {
	sum := fnv.New64a()
	sum.Write([]byte(key))
	return sum.Sum64()
}
