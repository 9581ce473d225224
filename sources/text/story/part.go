package story

import "math"

// A part is articles taken together, as a story or as some of one.
type part struct {
	sum    vector
	count  float64
	length float64 // of sum
	square float64 // mean square of the articles' lengths
	text   float64 // 0 of headlines, 1 of texts
	shared float64 // of their languages
}

// sampled is how many of a part's articles, the latest, speak for all of them.
const sampled = 8

// part takes articles together, whose terms add up to sum.
func (x *index) part(articles []*article, sum vector) part {
	p := part{sum: sum, count: float64(len(articles)), length: sum.length(x.idf)}
	latest := articles[max(0, len(articles)-sampled):]
	for _, a := range latest {
		length := p.length
		if len(articles) > 1 {
			length = a.terms.length(x.idf)
		}
		p.square += length * length / float64(len(latest))
		p.text += a.length() / float64(len(latest))
		p.shared += float64(a.shared) / float64(len(latest))
	}
	return p
}

// likeness is the mean cosine of the articles of two parts, in units of what
// joins an article to another, and of how like each other the articles of each
// part are: those of one event are nearly as like those of the other part as
// each other. Single articles are taken to be as like as strangers may be.
func (x *index) likeness(a, b part) float64 {
	mean := x.dot(a.sum, b.sum) / math.Sqrt(a.square*b.square) / a.count / b.count
	bar := x.bar(max(a.text, b.text), min(a.shared, b.shared))
	forgiven := between(headlinePower, textPower, min(a.text, b.text))
	return mean / bar * math.Pow(a.looseness()*b.looseness(), forgiven)
}

// looseness is 1 of a single article, and more the less like each other the
// articles of a part are: up to loosest, lest what has grown out of an event
// takes in everything.
func (p part) looseness() float64 {
	alike := between(1, textAlike, p.text) * p.shared
	unknown := between(headlineUnknown, textUnknown, p.text)
	pairs := p.count * (p.count - 1) / 2
	seen := max(0, p.length*p.length/p.square-p.count) / 2 // sum of the pairs' cosines
	return min(loosest, alike*(pairs+unknown)/(seen+unknown*alike))
}
