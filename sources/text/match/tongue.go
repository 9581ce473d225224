package match

import (
	"sync"

	"newshound/sources/text"
)

// A tongue is an index for the articles of one language, in which the words
// of queries are stems. It is made when the first such article comes.
type tongue struct {
	x        *Index
	lang     string   // "" for all without a stemmer
	of       []uint32 // atoms by word of the vocabulary, 0 where not looked up yet
	atoms    atoms
	codes    codes
	files    files
	keys     []uint32            // by slot: the atom that an alert is filed under
	lexicons [fieldSite]*lexicon // by field
	readers  sync.Pool
	slot     uint32   // of the alert that is filed
	code     []uint32 // its program, of atoms
}

// stemmed are the languages that have a tongue of their own.
var stemmed = func() map[string]bool {
	all := map[string]bool{}
	for _, lang := range text.Stemmed() {
		all[lang] = true
	}
	return all
}()

// tongueOf is the language whose tongue reads articles of a language.
func tongueOf(lang string) string {
	if stemmed[lang] {
		return lang
	}
	return ""
}

// newTongue files all alerts. All uses of atoms are counted first, so that
// each finds its rarest.
func (x *Index) newTongue(lang string) *tongue {
	t := &tongue{x: x, lang: lang, atoms: newAtoms(), codes: newCodes(), files: newFiles()}
	t.readers.New = func() any { return &reader{t: t, x: x} }
	for f := range t.lexicons {
		t.lexicons[f] = newLexicon(field(f), lang)
	}
	for slot := range x.live() {
		t.resolve(x.program(slot))
		t.eachAtom(t.code, func(atom uint32) { t.atoms.list[atom].uses++ })
	}
	for slot := range x.live() {
		t.resolve(x.program(slot))
		t.file(slot)
	}
	return t
}

// atom returns the atom of a word.
func (t *tongue) atom(word uint32) uint32 {
	for int(word) >= len(t.of) {
		t.of = append(t.of, 0)
	}
	if t.of[word] == 0 {
		w := t.x.words.list[word]
		if w.kind == stemWord {
			w.form = text.Stem(w.form, langOf(w.field, t.lang))
		}
		t.of[word] = t.grown(t.atoms.word(w.field, w.kind, w.form))
	}
	return t.of[word]
}

// langOf is the language of a field's words in articles of a language.
func langOf(f field, lang string) string {
	if f == fieldSource || f == fieldAuthor {
		return ""
	}
	return lang
}

// grown makes sure that an atom has a file.
func (t *tongue) grown(atom uint32) uint32 {
	if int(atom) == len(t.files.of) {
		t.files.of = append(t.files.of, file{})
		t.codes.add()
	}
	return atom
}

// resolve makes a program of atoms of one of words, in code. A phrase is one
// atom, and an operator only where the title has to have it.
func (t *tongue) resolve(program []uint32) {
	t.code = t.code[:0]
	t.resolveOne(program)
}

func (t *tongue) resolveOne(program []uint32) {
	start, op := len(t.code), program[0]&^lengthMask
	switch op & doMask {
	case doWord:
		t.code = append(t.code, t.atom(program[0]))
		return
	case doRegexp:
		t.code = append(t.code, program[:2]...)
		return
	case doPhrase:
		if op&inTitle != 0 {
			t.code = append(t.code, op|2)
		}
		t.code = append(t.code, t.phrase(program[1:size(program)]))
		return
	case doNear:
		t.code = append(t.code, op, program[1])
		for _, w := range program[2:size(program)] {
			t.code = append(t.code, t.atom(w))
		}
	default:
		t.code = append(t.code, op)
		for kid := range operands(program) {
			t.resolveOne(kid)
		}
	}
	t.code[start] |= uint32(len(t.code) - start)
}

func (t *tongue) phrase(words []uint32) uint32 {
	atom := t.atom(words[0])
	for _, w := range words[1:] {
		atom = t.grown(t.atoms.together(pair{atom, t.atom(w)}))
	}
	return atom
}

// eachAtom visits the atoms of a program of atoms.
func (t *tongue) eachAtom(code []uint32, visit func(uint32)) {
	switch code[0] & doMask {
	case doWord:
		visit(code[0])
	case doAll, doAny, doNot:
		for kid := range operands(code) {
			t.eachAtom(kid, visit)
		}
	case doPhrase:
		visit(code[1])
	case doNear:
		for _, a := range code[2:size(code)] {
			visit(a)
		}
	}
}
