package bot

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// A voice writes the items of one source: with names of its own, and with what
// it repeats in each.
type voice struct {
	*rand.Rand
	people, towns, things, firms, topics []string
	name, boilerplate                    string
}

var pools = struct{ first, last, towns, things, adjectives, firms, verbs, topics []string }{
	strings.Fields(`Mara Jonas Aiko Pedro Lucía Fatima Igor Nadia Tom Greta Kwame Leila Ravi Chloe Björn Yusuf Elena Marcus Priya Hugo Sven Amara Dmitri Rosa Keiko Omar Hannah Felix`),
	strings.Fields(`Lind Okafor Tanaka Moreau Petrov Silva Novak Hansen Rossi Kowalski Adeyemi Schmidt Garcia Larsen Ivanov Dubois Yamada Costa Meyer Haddad Singh Brandt Vargas Lopez Weiss Fischer Nakamura Olsen Ferrari Bauer`),
	strings.Fields(`Halden Brivance Ansel Corrin Nordwall Talheim Porto Lisse Varna Ostrava Bergen Malaga Turku Galway Leeds Nantes Graz Padua Split Tartu Aarhus Cadiz Kiel Utrecht Bilbao Gdansk Dundee Lyon Basel Trieste Oulu Cork`),
	strings.Fields(`parser scheduler cache login search editor export importer toolbar sidebar theme sync queue index proxy webhook dashboard calendar player uploader router renderer keyboard printer scanner invoice report backup gallery notification`),
	strings.Fields(`red silver quiet broken early late northern southern gilded painted carved woven small large rare folding blue oak walnut copper brass marble`),
	strings.Fields(`Veltrix Oranor Kestrel Brightwell Ardent Solvia Northgate Tamarind Lumen Halcyon Meridian Copperline Junefield Pellworth Quarrix Stanmore Virelli Westmark Zephyra Bluefin`),
	strings.Fields(`finds sells repairs paints loses keeps builds hides borrows returns measures photographs`),
	strings.Split(`tide mills|night trains|beekeeping|glass bridges|lost alphabets|sourdough|harbour cranes|salt roads|urban foxes|moss gardens|map errors|pocket radios|cold storage|river ferries|paper money|wind organs|school maths|desert rain|cable cars|ghost signs|street markets|old observatories|seed banks|tram depots|snow fences|mountain huts|lighthouse keepers|printing errors|public baths|city walls|chess clocks|bird migration|tax reform|rent control|football academies|opera houses|volcanic soil|canal locks|winter sowing|hospital food|bicycle lanes|cheap violins|space debris|deep mines|spelling reform|night shifts|apple varieties|flood gates|mail boats|test tubes`, "|"),
}

// newVoice is the voice of the n-th source of a kind, always the same.
func newVoice(kind string, n int) *voice {
	seed := uint64(n)
	for _, c := range kind {
		seed = seed*131 + uint64(c)
	}
	v := &voice{Rand: rand.New(rand.NewPCG(seed, 12))}
	some := func(from []string, n int) (out []string) {
		for _, i := range v.Perm(len(from))[:n] {
			out = append(out, from[i])
		}
		return out
	}
	first, last := some(pools.first, 12), some(pools.last, 12)
	for i := range first {
		v.people = append(v.people, first[i]+" "+last[i])
	}
	v.towns, v.things, v.firms, v.topics = some(pools.towns, 14), some(pools.things, 12), some(pools.firms, 8), some(pools.topics, 50)
	v.name = fmt.Sprintf("%s %s", pick(v, pools.towns), pick(v, pools.firms))
	v.boilerplate = fmt.Sprintf("Follow %s on every platform, write to us at hello@%s.example, and support us if you like what you read. %s is made in %s by %s and %s.",
		v.name, strings.ToLower(strings.Fields(v.name)[1]), v.name, v.towns[0], v.people[0], v.people[1])
	return v
}

func pick(v *voice, from []string) string { return from[v.IntN(len(from))] }

func (v *voice) person() string { return pick(v, v.people) }
func (v *voice) town() string   { return pick(v, v.towns) }
func (v *voice) thing() string  { return pick(v, v.things) }
func (v *voice) clock() string  { return fmt.Sprintf("%02d:%02d", v.IntN(24), 5*v.IntN(12)) }

// A synthetic item is one of a kind: its event tells which items are of one
// event, where that is not the item's own.
type synthetic struct{ title, text, event string }

// A kind of source, and how its n-th item reads at a time.
type kind struct {
	name  string
	dated bool
	write func(v *voice, n int, at time.Time) synthetic
}

var kinds = []kind{
	{"episodes", true, func(v *voice, n int, _ time.Time) synthetic {
		who := v.person()
		return synthetic{title: fmt.Sprintf("%s #%d: %s with %s", v.name, n, v.topics[n%50], who),
			text: fmt.Sprintf("%s talks to %s about %s. Recorded in %s. %s", v.people[0], who, v.topics[n%50], v.town(), v.boilerplate)}
	}},
	{"releases", true, func(v *voice, n int, _ time.Time) synthetic {
		var notes []string
		for range 2 + v.IntN(4) {
			notes = append(notes, fmt.Sprintf("* Fix the %s of the %s by @%s in #%d", v.thing(), v.thing(), strings.ToLower(strings.Fields(v.person())[0]), 100+v.IntN(900)))
		}
		return synthetic{title: fmt.Sprintf("%s v2.%d.%d", strings.Fields(v.name)[1], n, v.IntN(3)),
			text: fmt.Sprintf("What's Changed\n%s\nFull Changelog: v2.%d.0...v2.%d.0", strings.Join(notes, "\n"), n-1, n)}
	}},
	{"commits", true, func(v *voice, n int, _ time.Time) synthetic {
		return synthetic{title: []string{"Fix the " + v.thing(), "Update dependencies", "Merge branch 'main'", fmt.Sprintf("%s: add a test for the %s", v.thing(), v.thing())}[v.IntN(4)]}
	}},
	{"quakes", true, func(v *voice, n int, at time.Time) synthetic {
		m, km, town := 2.5+float64(v.IntN(40))/10, 1+v.IntN(90), v.town()
		return synthetic{title: fmt.Sprintf("M %.1f - %d km %s of %s", m, km, pick(v, []string{"N", "SSE", "WNW", "E", "SW"}), town),
			text: fmt.Sprintf("Magnitude %.1f, depth %d km, %s UTC. Location: %d km from %s. Did you feel it? Tell us.", m, 5+v.IntN(60), at.Format("2006-01-02 15:04:05"), km, town)}
	}},
	{"results", true, func(v *voice, n int, _ time.Time) synthetic {
		pair := v.Perm(len(v.towns))
		home, away, x, y := v.towns[pair[0]], v.towns[pair[1]], v.IntN(5), v.IntN(5)
		return synthetic{title: fmt.Sprintf("%s %d-%d %s", home, x, y, away),
			text: fmt.Sprintf("Full time at %s: %s %d, %s %d. %s scored after %d minutes. Attendance: %d. Referee: %s.", home, home, x, away, y, v.person(), 1+v.IntN(90), 1000+v.IntN(40000), v.person())}
	}},
	{"warnings", true, func(v *voice, n int, at time.Time) synthetic {
		what, town := pick(v, []string{"wind", "rain", "snow", "ice", "thunderstorms", "fog"}), v.town()
		return synthetic{title: fmt.Sprintf("%s warning of %s for %s", pick(v, []string{"Yellow", "Amber", "Red"}), what, town),
			text: fmt.Sprintf("The weather service has issued a warning of %s for %s, valid from %s to %s on %s. Some roads and railways are likely to be affected, and journey times may be longer. Stay up to date with the forecast and be ready to change your plans.", what, town, v.clock(), v.clock(), at.Format("Monday 2 January"))}
	}},
	{"wiki log", false, func(v *voice, n int, _ time.Time) synthetic {
		return synthetic{title: fmt.Sprintf("%s (%s)", v.topics[v.IntN(50)], strings.ToLower(strings.Fields(v.person())[1])),
			text: fmt.Sprintf("%+d bytes: %s", v.IntN(900)-200, pick(v, []string{"typo", "/* History */ sources", "undid a revision", "minor", "new section"}))}
	}},
	{"forum", true, func(v *voice, n int, _ time.Time) synthetic {
		topic := v.topics[v.IntN(8)]
		return synthetic{title: "Re: Any advice on " + topic + "?", event: topic,
			text: fmt.Sprintf("%s wrote: I tried that in %s with a %s %s and it worked after %d days. Has anybody asked %s?", v.person(), v.town(), pick(v, pools.adjectives), v.thing(), 2+v.IntN(60), v.person())}
	}},
	{"comic", true, func(v *voice, n int, at time.Time) synthetic {
		if v.name < "M" {
			return synthetic{title: v.name + " for " + at.AddDate(0, 0, n).Format("January 2, 2006")}
		}
		return synthetic{title: v.name}
	}},
	{"columns", true, func(v *voice, n int, _ time.Time) synthetic {
		who, topic := v.people[v.IntN(2)], v.topics[n%50]
		return synthetic{title: fmt.Sprintf("%s: What %s taught me about %s", who, v.town(), topic),
			text: fmt.Sprintf("I had never thought about %s until %s showed me a %s %s in %s. That was in %d. We argued until %s, and I still think that nobody can keep %s going on the money of %s. %s is a columnist of %s.", topic, v.person(), pick(v, pools.adjectives), v.thing(), v.town(), 1950+v.IntN(70), v.clock(), topic, v.town(), who, v.name)}
	}},
	{"live blog", true, func(v *voice, n int, at time.Time) synthetic {
		return synthetic{title: fmt.Sprintf("%s %s %s the %s", at.Format("15:04"), v.person(), pick(v, pools.verbs), v.thing()), event: v.name,
			text: fmt.Sprintf("Live from %s: %s says that the %s %s after %d minutes.", v.towns[0], v.person(), v.thing(), pick(v, pools.verbs), v.IntN(90))}
	}},
	{"press wire", true, func(v *voice, n int, at time.Time) synthetic {
		firm := pick(v, pools.firms) + " " + pick(v, []string{"Holdings", "Therapeutics", "Energy", "Software", "Foods"})
		what := pick(v, []string{"Announces Second Quarter Results", "to Present at the " + v.town() + " Conference", "Opens a Plant in " + v.town(), "Appoints " + v.person() + " as Chief Financial Officer", "Completes the Purchase of " + pick(v, v.firms)})
		return synthetic{title: firm + " " + what, event: firm + what,
			text: fmt.Sprintf("%s, %s /%s/ -- %s today said that %s, with %d million in sales and %d employees. About %s: the company makes what people need. Forward-looking statements: this release contains forward-looking statements that involve risks and uncertainties, and actual results may differ materially.", strings.ToUpper(v.town()), at.Format("Jan. 2, 2006"), v.name, firm, strings.ToLower(what), 10+v.IntN(900), 20+v.IntN(9000), firm)}
	}},
	{"jobs", true, func(v *voice, n int, _ time.Time) synthetic {
		role, firm, town := pick(v, []string{"Senior", "Junior", "Lead", "Staff"})+" "+pick(v, []string{"Backend Engineer", "Designer", "Data Analyst", "Accountant", "Nurse", "Welder"}), pick(v, pools.firms), v.town()
		return synthetic{title: fmt.Sprintf("%s at %s (%s)", role, firm, town), event: role + firm + town,
			text: fmt.Sprintf("%s is hiring a %s in %s. Salary: %d,000. You have %d years of experience, work well in a team and write clearly. We offer flexible hours and a pension. Apply on our site.", firm, role, town, 30+v.IntN(90), 1+v.IntN(9))}
	}},
	{"status page", true, func(v *voice, n int, at time.Time) synthetic {
		return synthetic{title: fmt.Sprintf("Elevated errors of the %s in %s", v.thing(), v.town()),
			text: fmt.Sprintf("%s, %s UTC. Resolved - The incident has been resolved. Monitoring - A fix has been implemented and we are monitoring the results. Investigating - We are looking into errors since %s.", at.Format("Jan 2"), at.Format("15:04"), v.clock())}
	}},
	{"podcasts", true, func(v *voice, n int, _ time.Time) synthetic {
		return synthetic{title: fmt.Sprintf("Ep. %d – %s", n, v.topics[n%50]),
			text: fmt.Sprintf("%s and %s on %s, and why %s matters. Our sponsor is %s: use the code %s for ten per cent off. %s", v.people[0], v.people[1], v.topics[n%50], v.town(), v.firms[0], strings.ToUpper(v.firms[0]), v.boilerplate)}
	}},
	{"changelogs", true, func(v *voice, n int, at time.Time) synthetic {
		return synthetic{title: fmt.Sprintf("Changelog %s.%d", at.Format("2006.01"), n),
			text: fmt.Sprintf("New: the %s %s. Improved: the %s is %d %% faster. Fixed: the %s lost the %s.", pick(v, pools.adjectives), v.thing(), v.thing(), 2+v.IntN(60), v.thing(), v.thing())}
	}},
	{"auctions", true, func(v *voice, n int, _ time.Time) synthetic {
		item := pick(v, pools.adjectives) + " " + pick(v, []string{"chair", "clock", "vase", "map", "violin", "mirror", "chest", "lamp"})
		return synthetic{title: fmt.Sprintf("Lot %d: a %s, %s, %d", n, item, v.town(), 1700+v.IntN(250)),
			text: fmt.Sprintf("Estimate: %d00 to %d00. Provenance: the collection of %s. Condition: good, with some wear. Bidding ends at %s. The buyer's premium is 25 per cent.", 2+v.IntN(20), 25+v.IntN(40), v.person(), v.clock())}
	}},
	{"arrivals", false, func(v *voice, n int, at time.Time) synthetic {
		ship := pick(v, pools.firms) + " " + pick(v, []string{"Star", "Spirit", "Pioneer", "Trader"})
		from, to := v.town(), v.town()
		return synthetic{title: fmt.Sprintf("%s arrived at %s from %s", ship, to, from), event: ship + to + from,
			text: fmt.Sprintf("IMO %d. Berth %d. Draught %.1f m. Arrived %s UTC.", 9000000+v.IntN(900000), 1+v.IntN(30), 4+float64(v.IntN(90))/10, at.Format("2006-01-02 15:04"))}
	}},
	{"obituaries", true, func(v *voice, n int, _ time.Time) synthetic {
		who, work := pick(v, pools.first)+" "+pick(v, pools.last), pick(v, []string{"teacher", "tram driver", "surgeon", "baker", "poet", "referee", "gardener"})
		return synthetic{title: fmt.Sprintf("%s, %s, dies at %d", who, work, 60+v.IntN(40)), event: who + work,
			text: fmt.Sprintf("%s was born in %s and worked as a %s in %s for %d years. The funeral is at the chapel of %s at %s. The family asks for no flowers.", who, v.town(), work, v.town(), 10+v.IntN(40), v.town(), v.clock())}
	}},
	{"one-liners", false, func(v *voice, n int, _ time.Time) synthetic {
		return synthetic{title: fmt.Sprintf("%s %s a %s %s", v.person(), pick(v, pools.verbs), pick(v, pools.adjectives), v.thing())}
	}},
}
