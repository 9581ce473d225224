package match

// A vocabulary numbers the words that queries ask for, whatever the language
// of the articles. A word keeps its number for good: the words of people's
// queries are few.
type vocabulary struct {
	numbers [fieldSite + 1][prefixWord + 1]map[string]uint32
	list    []asked
}

// An asked word has a field, fieldAny standing for the title too, and a kind,
// which for lang and site is 0.
type asked struct {
	field field
	word
}

func (v *vocabulary) number(f field, w word) uint32 {
	of := v.numbers[f][w.kind]
	number, ok := of[w.form]
	if ok {
		return number
	}
	if of == nil {
		of = map[string]uint32{}
		v.numbers[f][w.kind] = of
	}
	number = uint32(len(v.list))
	of[w.form] = number
	v.list = append(v.list, asked{f, w})
	return number
}
