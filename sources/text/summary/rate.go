package summary

import "math"

// What a sentence's shape, words and place do to its worth. The weights were
// chosen where neighbouring ones do as well, over lengths of 45 to 75 words.
const (
	firstWeight     = 2    // of an article's first whole sentence
	newWeight       = 10   // of another article's first one that says something new
	fragmentWeight  = 0.65 // of what is no whole sentence
	titleWeight     = 2    // of the title's words, as a power of e
	toldWeight      = -1
	typicalSentence = 16 // words
)

// rate gives each sentence what it is worth: its words, times how much each
// says of what the text is about, times its place.
func (d *document) rate(o Options) {
	place := d.place(o)
	total, first := 0.0, -1
	for i := range d.sentences {
		s := &d.sentences[i]
		s.value = o.size(s) * d.about(s) * place(s.before)
		if s.flaws&fragment != 0 {
			s.value *= fragmentWeight
		} else if s.flaws&barred == 0 && s.article > first && !d.retold(s) {
			s.value *= weightOfFirst(s.article)
			d.tell(s)
			first = s.article
		}
		total += s.value
	}
	if o.Query != nil {
		d.answer(o.Query, total)
	}
}

// weightOfFirst lets a story's summary draw on all of its articles.
func weightOfFirst(article int) float64 {
	if article > 0 {
		return newWeight
	}
	return firstWeight
}

// tell notes that a sentence's terms are told once it is.
func (d *document) tell(s *sentence) {
	for _, t := range s.terms {
		d.terms[t].told = true
	}
}

// retold reports whether an article before has told a sentence's news.
func (d *document) retold(s *sentence) bool {
	told := 0
	for _, t := range s.terms {
		if d.terms[t].told {
			told++
		}
	}
	return s.article > 0 && float64(told) > retoldShare*float64(len(s.terms))
}

// about is how much a sentence says of what the text is about: in how many
// sentences its terms are, the centroid of Radev et al., "Centroid-based
// summarization of multiple documents" (2004); more where they are the title's,
// less where the first sentence has told them. A background IDF, or more for
// names, made it no better beside stop words.
func (d *document) about(s *sentence) float64 {
	const few = 4 // a short sentence's terms say less
	sum, title, told := 0.0, 0.0, 0.0
	for _, t := range s.terms {
		t := &d.terms[t]
		sum += float64(t.count) - 0.5
		if t.inTitle {
			title++
		}
		if t.told {
			told++
		}
	}
	n := float64(len(s.terms) + few)
	sharp := sum / n * sum / n * math.Sqrt(math.Sqrt(sum/n)) // to the power of 2.25: the best sentences stand out
	return sharp * math.Exp((titleWeight*title+toldWeight*told)/n)
}

// place returns what it is worth to have so many words of the text before.
// News says first what matters, so worth falls about half a summary's length
// into the text, the steeper the less of the text a summary can hold: the
// packing would else trade what comes first for what it overrates.
func (d *document) place(o Options) func(before int) float64 {
	limit := float64(o.Words)
	if o.Words == 0 {
		limit = float64(typicalSentence * o.Sentences)
	}
	steep := 2.25 * math.Pow(1-min(1, limit/float64(d.words+1)), 6)
	return func(before int) float64 {
		x := 2 * float64(before) / limit
		return math.Pow(1+x*x, -steep)
	}
}

// answer makes each sentence that answers a query worth more than all others
// together.
func (d *document) answer(query func(string) bool, total float64) {
	for i := range d.sentences {
		if s := &d.sentences[i]; query(s.shown()) {
			s.value += total
		}
	}
}

// size is what a sentence's length does to its worth: a limit of words is to
// be filled with what is worth most, one of sentences holds the longer ones
// for worth more, though not by their length.
func (o Options) size(s *sentence) float64 {
	if o.Words == 0 {
		return math.Sqrt(float64(s.words))
	}
	return float64(s.words)
}
