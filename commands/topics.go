package commands

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newshound/storage"
)

const (
	fewStories  = 6 // fewer need no sections
	fewSections = 2 // fewer than that are none
)

// A section is stories on one topic.
type section struct {
	name    Text // nil where there is only one
	stories []story
}

// inSections parts many stories by topic, each named by the commonest tag or
// hashtag of its stories; the worthiest topic comes first, and what has none
// last. Few stories, or of many topics, stay as they are.
func inSections(ctx context.Context, r storage.Reads, place string, stories []story) ([]section, error) {
	all := []section{{stories: stories}}
	if len(stories) < fewStories {
		return all, nil
	}
	tags, err := tagsOf(ctx, r, place, stories)
	if err != nil {
		return nil, err
	}
	var out []section
	left := slices.Clone(stories)
	for {
		name, of := commonest(tags, left)
		if len(of) < 2 {
			break
		}
		s := section{name: Say("%v", heading(name))}
		left = slices.DeleteFunc(left, func(st story) bool {
			is := slices.Contains(of, st[0].Story)
			if is {
				s.stories = append(s.stories, st)
			}
			return is
		})
		out = append(out, s)
	}
	if len(out) < fewSections {
		return all, nil
	}
	slices.SortFunc(out, func(a, b section) int { // the stories are in order
		return cmp.Compare(a.place(stories), b.place(stories))
	})
	if len(left) > 0 {
		out = append(out, section{Say("More news"), left})
	}
	return out, nil
}

// heading is a tag as a heading has it: a hashtag as it is, words with a
// capital.
func heading(tag string) string {
	first, size := utf8.DecodeRuneInString(tag)
	return string(unicode.ToUpper(first)) + tag[size:]
}

// place is which of the stories the section begins with.
func (s section) place(stories []story) int {
	return slices.IndexFunc(stories, func(st story) bool { return st[0].ID == s.stories[0][0].ID })
}

// A topic is a tag, and the stories that have it.
type topic struct {
	name    string
	stories []int64
}

// tagsOf are the tags of stories, in the order of the stories: those that the
// place gave their sources, the sources' own, and hashtags.
func tagsOf(ctx context.Context, r storage.Reads, place string, stories []story) ([]topic, error) {
	var out []topic
	at := map[string]int{}
	for _, s := range stories {
		for _, a := range s {
			source, err := r.Listing(ctx, place, a.Source)
			if err != nil {
				return nil, err
			}
			for _, tag := range slices.Concat(source.Tags, a.Tags, a.Hashtags) {
				key := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(tag, " ", ""), "#"))
				i, known := at[key]
				if !known {
					i = len(out)
					at[key], out = i, append(out, topic{name: tag})
				}
				if of := out[i].stories; len(of) == 0 || of[len(of)-1] != a.Story {
					out[i].stories = append(of, a.Story)
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(t topic) bool { return len(t.stories) == len(stories) }), nil // which parts nothing
}

// commonest is the tag that most of the stories have, and those that have it.
func commonest(tags []topic, stories []story) (name string, of []int64) {
	for _, t := range tags {
		var has []int64
		for _, s := range stories {
			if slices.Contains(t.stories, s[0].Story) {
				has = append(has, s[0].Story)
			}
		}
		if len(has) > len(of) {
			name, of = t.name, has
		}
	}
	return name, of
}
