package match

// A program is a query in prefix notation, in words of 32 bits: an operator
// in the upper four, then whether it looks at the title only, then the number
// of a word or how many words of code it and its operands take.
const (
	doWord   uint32 = iota << 28 // the word is in the article
	doAll                        // all of the operands hold
	doAny                        // any of them
	doNot                        // the operand does not
	doPhrase                     // the words stand side by side
	doNear                       // the distance, and the words that stand within it
	doRegexp                     // the number of one of the alert's expressions

	doMask     uint32 = 15 << 28
	inTitle    uint32 = 1 << 27
	lengthMask        = inTitle - 1
)

// size is how many words the first program of code takes.
func size(code []uint32) int {
	if code[0]&doMask == doWord {
		return 1
	}
	return int(code[0] & lengthMask)
}

// operands are the programs that an operator is applied to.
func operands(code []uint32) func(yield func([]uint32) bool) {
	return func(yield func([]uint32) bool) {
		for kids := code[1:size(code)]; len(kids) > 0; kids = kids[size(kids):] {
			if !yield(kids[:size(kids)]) {
				return
			}
		}
	}
}

// pageSize is how many words of code stand together. No query takes more.
const pageSize = 1 << 14

// An arena keeps code without a pointer for each piece. A piece is preceded
// by its length.
type arena struct {
	pages [][]uint32
	free  map[int][]uint32 // places by length
}

func (a *arena) at(place uint32) []uint32 {
	page := a.pages[place/pageSize][place%pageSize:]
	return page[1 : 1+page[0]]
}

// add keeps code and says where.
func (a *arena) add(code []uint32) uint32 {
	n := len(code)
	if places := a.free[n]; len(places) > 0 {
		place := places[len(places)-1]
		a.free[n] = places[:len(places)-1]
		copy(a.at(place), code)
		return place
	}
	last := len(a.pages) - 1
	if last < 0 || len(a.pages[last])+1+n > pageSize {
		a.pages = append(a.pages, make([]uint32, 0, pageSize))
		last++
	}
	place := uint32(last*pageSize + len(a.pages[last]))
	a.pages[last] = append(append(a.pages[last], uint32(n)), code...)
	return place
}

func (a *arena) drop(place uint32) {
	if a.free == nil {
		a.free = map[int][]uint32{}
	}
	n := len(a.at(place))
	a.free[n] = append(a.free[n], place)
}
