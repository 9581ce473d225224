package summary

// What makes a sentence say something new, of a story whose earlier articles
// are known.
const (
	newShare  = 0.3 // of its terms that no earlier article has
	newTerms  = 3   // of them, at least
	toldShare = 0.5 // of its terms that one earlier sentence has, at most
)

// Added summarises what an article says that those before it did not: it has
// no sentences when there is nothing. It draws on those in the article's own
// language; without any, all of the article is new.
func Added(a Article, before []Article, o Options) Summary {
	r := newReader(a.Lang)
	defer r.done()
	for _, b := range before {
		if b.Lang == a.Lang {
			r.read(b.Title, b.Text)
			r.article++
		}
	}
	if r.article == 0 {
		return Of(a.Title, a.Text, a.Lang, o)
	}
	known, told := len(r.sentences), make([]bool, len(r.terms))
	for i, t := range r.terms {
		told[i] = t.count > 0 || t.inTitle
	}
	r.read(a.Title, a.Text)
	d := &r.document
	o = o.bounded()
	d.rate(o)
	var from []int
	for _, i := range d.without(barred) {
		if i >= known && d.isNew(i, known, told) {
			from = append(from, i)
		}
	}
	return d.summary(d.among(from, o))
}

// isNew reports whether a sentence says something that none of the first,
// known ones does, whose terms are those told.
func (d *document) isNew(i, known int, told []bool) bool {
	s := &d.sentences[i]
	fresh := 0
	for _, t := range s.terms {
		if int(t) >= len(told) || !told[t] {
			fresh++
		}
	}
	if fresh < newTerms || float64(fresh) < newShare*float64(len(s.terms)) {
		return false
	}
	for j := range known {
		if float64(common(s.terms, d.sentences[j].terms)) > toldShare*float64(len(s.terms)) {
			return false
		}
	}
	return true
}
