package story

import "math"

// What joins a story depends on how much an article says, in which language,
// and among how many stories.
const (
	few, many = 15, 40 // terms: of a headline, of a text

	short    = 0.07 // likeness from which a headline joins one of few stories
	crowded  = 0.2  // and one of very many
	crowding = 0.05 // what each e-fold more stories than fewStories adds to that
	long     = 0.3  // likeness from which a text joins a story

	fewStories = 150

	// What a text must be more alike to join a very large story than one of
	// a single article, which is a poor sample of the event's words; and how
	// much less a headline need be, which holds few of the words that such a
	// story has gathered.
	longGrowth, shortGrowth = 0.4, -0.35
)

// bar is the likeness from which an article joins one of so many stories.
// Long texts share more words by chance than headlines; and the more
// stories, the more alike is the nearest of those that only share words.
func (n *article) bar(stories int) float64 {
	crowd := math.Log(float64(stories) / fewStories)
	headline := max(short, min(crowded, short+crowding*crowd))
	return between(headline, long, n.length()) * float64(n.shared)
}

// growth is how much the bar of a story of so many articles is above that of
// one.
func (n *article) growth(articles int) float64 {
	return 1 + between(shortGrowth, longGrowth, n.length())*(1-1/math.Sqrt(float64(articles)))
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
