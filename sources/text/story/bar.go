package story

import "math"

// What joins a story depends on how much an article says, in which language,
// among how many stories, and on how like each other the story's articles are.
const (
	few, many = 15, 40 // terms: of a headline, of a text

	short    = 0.115 // cosine from which a headline joins another
	crowded  = 0.2   // and one of very many
	crowding = 0.05  // what each e-fold more stories than fewStories adds to that
	long     = 0.285 // cosine from which a text joins another

	fewStories = 400

	// How much of what a story's articles are less like each other than
	// textAlike is forgiven an article or a story that joins it, and how many
	// pairs' likeness is taken to be that before any is seen. Of headlines any
	// two of an event share little, and their stories gather the words.
	textAlike                    = 0.4
	headlinePower, textPower     = 0.8, 0.5
	headlineUnknown, textUnknown = 3, 2
	loosest                      = 6
)

// bar is the cosine from which articles are of one story. Long texts share
// more words by chance than headlines; and the more stories, the more alike is
// the nearest of those that only share words.
func (x *index) bar(text, shared float64) float64 {
	crowd := math.Log(float64(x.size()) / fewStories)
	headline := max(short, min(crowded, short+crowding*crowd))
	return between(headline, long, text) * shared
}

// length is 0 of a headline, 1 of a text.
func (n *article) length() float64 {
	return min(1, max(0, float64(len(n.terms)-few)/(many-few)))
}

func between(a, b, share float64) float64 { return a + share*(b-a) }

// shared is how much of the likeness that English has two texts of a
// language have: it has more endings, writes in compounds or without spaces,
// or has no stemmer, so that fewer of their words are the same.
func shared(lang string) float32 {
	switch lang {
	case "ca", "es", "fr", "it", "pt", "ro":
		return 0.85
	case "fi", "hu", "ko", "tr":
		return 0.65
	case "ar", "bg", "cs", "da", "de", "el", "he", "hr", "ja", "nl", "no", "pl", "ru", "sk", "sl", "sr", "sv", "th", "uk", "zh":
		return 0.45
	}
	return 1
}
