package match

import "slices"

// add files an alert.
func (t *tongue) add(slot uint32) {
	t.resolve(t.x.program(slot))
	t.eachAtom(t.code, func(atom uint32) { t.atoms.list[atom].uses++ })
	t.file(slot)
}

// file puts the alert whose program is resolved under the rarest atom that it
// needs; where it is an OR, under one of each side.
func (t *tongue) file(slot uint32) {
	for int(slot) >= len(t.keys) {
		t.keys = append(t.keys, 0)
	}
	t.slot = slot
	if t.code[0]&doMask != doAny {
		t.fileOne(t.code, shape{})
		return
	}
	for kid := range operands(t.code) {
		t.fileOne(kid, shape{several: true})
	}
}

func (t *tongue) fileOne(code []uint32, s shape) {
	n := need(code)
	if len(n.all) == 0 {
		s.verify, s.several = true, true
		keys, _ := t.anchors(code)
		for _, key := range keys {
			t.post(key, 0, 0, s)
		}
		return
	}
	slices.SortFunc(n.all, t.rarer)
	var two [2]literal
	k := copy(two[:], n.none)
	for _, a := range n.all[1:] {
		if k < len(two) {
			two[k] = has(a)
		}
		k++
	}
	s.verify = n.more || len(n.none)+len(n.all) > 3
	t.post(n.all[0], two[0], two[1], s)
}

func (t *tongue) rarer(a, b uint32) int {
	return int(t.atoms.list[a].uses) - int(t.atoms.list[b].uses)
}

func (t *tongue) post(key uint32, a, b literal, s shape) {
	t.keys[t.slot] = key
	if s.several {
		t.keys[t.slot] = underSeveral
	}
	f, id := &t.files.of[key], t.x.short(t.slot)
	if s == (shape{}) && a == 0 {
		t.files.alone.push(&f.alone, id)
		return
	}
	if s == (shape{}) {
		first, known := t.codes.code(a)
		if second, both := t.codes.code(b); known && both {
			t.files.more.push(&f.more, newMore(id, first, second))
			return
		}
	}
	t.files.hard.push(&f.hard, hard{a, b, s.ref(t.slot)})
}

// underSeveral is in the place of the atom that an alert is filed under when
// it may be filed under any of its atoms.
const underSeveral = 1<<32 - 1

// remove takes an alert out of its files.
func (t *tongue) remove(slot uint32) {
	t.resolve(t.x.program(slot))
	if key := t.keys[slot]; key != underSeveral {
		t.unfile(key, slot)
	} else {
		t.unfile(0, slot)
		t.eachAtom(t.code, func(atom uint32) { t.unfile(atom, slot) })
	}
	t.eachAtom(t.code, func(atom uint32) { t.atoms.drop(atom, t.codes.drop) })
}

func (t *tongue) unfile(key, slot uint32) {
	f, files, id := &t.files.of[key], &t.files, t.x.short(slot)
	if i := slices.Index(files.alone.of(f.alone), id); i >= 0 {
		files.alone.cut(&f.alone, i)
		return
	}
	if i := slices.IndexFunc(files.more.of(f.more), func(m more) bool { return m.id() == id }); i >= 0 {
		files.more.cut(&f.more, i)
		return
	}
	for i := int(f.hard.n) - 1; i >= 0; i-- {
		if files.hard.of(f.hard)[i].ref.slot() == slot {
			files.hard.cut(&f.hard, i)
		}
	}
}
