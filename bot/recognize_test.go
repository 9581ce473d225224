package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Each case is what a source lists at one poll after another, and which titles
// are posted of it. The first document is old news.
func TestWhichItemsAreNew(t *testing.T) {
	on := func(it item, guid, link string, hour int) item {
		it.GUID, it.Link = guid, link
		if hour >= 0 {
			it.Date = time.Date(2026, 3, 2, hour, 0, 0, 0, time.UTC).Format(time.RFC1123Z)
		}
		return it
	}
	cheese := item{Title: "Cheese prices rise", Text: "Milk is dear in the valley since the dry summer, and dairies ask for more."}
	ferry := item{Title: "Ferry aground off Ansel", Text: "The ferry ran aground at noon on Monday with two hundred people aboard."}
	trees := item{Title: "Lime trees planted", Text: "Forty lime trees stand on the market square since the end of the week."}
	flat := func(title string) item { return item{Title: title} }
	type docs [][]item
	for _, c := range []struct {
		name string
		docs docs
		want string // titles, in the order of their posts
	}{
		{"one guid in several items, then in one more", docs{
			{on(cheese, "N/A", "/1", 5)},
			{on(trees, "N/A", "/3", 7), on(ferry, "N/A", "/2", 6), on(cheese, "N/A", "/1", 5)},
		}, "Ferry aground off Ansel, Lime trees planted"},
		{"one guid, one item a document", docs{
			{on(cheese, "N/A", "/1", 5)}, {on(ferry, "N/A", "/2", 6)}, {on(trees, "N/A", "/3", 7)}, {on(ferry, "N/A", "/2", 6)},
		}, "Ferry aground off Ansel, Lime trees planted"},
		{"one guid without links or dates, then alone", docs{
			{on(cheese, "N/A", "", -1), on(ferry, "N/A", "", -1)}, {on(trees, "N/A", "", -1)}, {on(flat("Well dug"), "N/A", "", -1)},
		}, "Lime trees planted, Well dug"},
		{"guids that number the places", docs{
			{on(cheese, "1", "/1", 5)},
			{on(ferry, "1", "/2", 6), on(cheese, "2", "/1", 5)},
			{on(trees, "1", "/3", 7), on(ferry, "2", "/2", 6), on(cheese, "3", "/1", 5)},
		}, "Ferry aground off Ansel, Lime trees planted"},
		{"a guid's title, link and date change in part", docs{
			{on(cheese, "7", "/1", 5)}, {on(flat("Cheese prices rise again"), "7", "/2", 6)}, {on(flat("Milk is dear"), "7", "/3", 5)},
		}, ""},
		{"links to the home page, one item a document", docs{
			{on(cheese, "", "/", 5)}, {on(ferry, "", "/", 6)}, {on(cheese, "", "/", 5)},
		}, "Ferry aground off Ansel"},
		{"comments on one page, each with its guid", docs{
			{on(cheese, "c-1", "/page", 5)}, {on(ferry, "c-2", "/page", 6)}, {on(trees, "c-3", "/page", 7)},
		}, "Ferry aground off Ansel, Lime trees planted"},
		{"one title on one day, without a time of day", docs{
			{on(flat("Traffic accident"), "t-1", "/t/1", 0)},
			{on(flat("Traffic accident"), "t-2", "/t/2", 0)},
			{on(flat("Traffic accident"), "t-3", "/t/3", 0)},
		}, "Traffic accident, Traffic accident"},
		{"no guid and no link, dated when it is fetched", docs{
			{on(cheese, "", "", 5)}, {on(cheese, "", "", 6)}, {on(ferry, "", "", 7), on(cheese, "", "", 7)},
		}, "Ferry aground off Ansel"},
		{"a revision counter", docs{
			{on(cheese, "http://bbc.example/1#0", "/1", 5)}, {on(cheese, "http://bbc.example/1#1", "/1", 5)},
			{on(cheese, "http://bbc.example/1#2", "/1", 6), on(ferry, "http://bbc.example/2#0", "/2", 6)},
		}, "Ferry aground off Ansel"},
		{"a revision counter and no link", docs{
			{on(cheese, "http://bbc.example/1#0", "", 5)}, {on(flat("Cheese prices fall"), "http://bbc.example/1#1", "", 5)},
		}, ""},
		{"notes of one page, alone or together", docs{
			{on(flat("Release 10"), "", "/changes#10", 4)},
			{on(flat("Release 11"), "", "/changes#11", 5)},
			{on(flat("Release 12"), "", "/changes#12", 6), on(flat("Release 11"), "", "/changes#11", 5)},
			{on(flat("Release 12"), "", "/changes#12", 6)},
		}, "Release 11, Release 12"},
		{"parameters that look like trackers", docs{
			{on(cheese, "", "/n?ref_no=1", 5)}, {on(ferry, "", "/n?ref_no=2", 6), on(cheese, "", "/n?ref_no=1", 5)},
		}, "Ferry aground off Ansel"},
		{"an unknown session in all links", docs{
			{on(cheese, "", "/a?zz=1&id=1", 5), on(ferry, "", "/a?zz=1&id=2", 5)},
			{on(trees, "", "/a?zz=2&id=3", 7), on(cheese, "", "/a?zz=2&id=1", 5), on(ferry, "", "/a?zz=2&id=2", 5)},
			{on(trees, "", "/a?zz=3&id=3", 7), on(cheese, "", "/a?zz=3&id=1", 5), on(ferry, "", "/a?zz=3&id=2", 5)},
		}, "Lime trees planted"},
		{"an unknown session in all links, and nothing else", docs{
			{on(flat("Cheese"), "", "/a;zz=1?id=1", -1), on(flat("Ferry"), "", "/a;zz=1?id=2", -1)},
			{on(flat("Cheese"), "", "/a;zz=2?id=1", -1), on(flat("Ferry"), "", "/a;zz=2?id=2", -1)},
			{on(flat("Cheese"), "", "/a;zz=3?id=1", -1), on(flat("Cheese"), "", "/a;zz=3?id=3", -1)},
		}, "Cheese"},
		{"a site that moves", docs{
			{on(cheese, "old-1", "/old/1", 5), on(ferry, "old-2", "/old/2", 6)},
			{on(trees, "new-3", "/new/3", 7), on(cheese, "new-1", "/new/1", 5), on(ferry, "new-2", "/new/2", 6)},
			{on(trees, "new-3", "/new/3", 7), on(item{Title: "Cheese dear", Text: "Yes."}, "new-1", "/new/1", 6)},
		}, "Lime trees planted"},
		{"a site that moves and loses its dates", docs{
			{on(cheese, "old-1", "/old/1", 5), on(ferry, "old-2", "/old/2", 6)},
			{on(cheese, "new-1", "/new/1", -1), on(ferry, "new-2", "/new/2", -1)},
		}, ""},
		{"one title, each with a guid and a link", docs{
			{on(flat("No print"), "1", "/1", 1)},
			{on(flat("No print"), "4", "/4", 3), on(flat("No print"), "3", "/3", 3), on(flat("No print"), "2", "/2", 2), on(flat("No print"), "1", "/1", 1)},
			{on(flat("No print"), "5", "/5", 4)},
		}, "No print, No print, No print, No print"},
		{"one title and nothing else but the date", docs{
			{on(flat("All is well"), "", "", 1)}, {on(flat("All is well"), "", "", 3), on(flat("All is well"), "", "", 1)}, {on(flat("All is well"), "", "", 3)},
		}, "All is well"},
		{"numbers that differ in one text", docs{
			{on(item{Title: "Quake", Text: "A quake of magnitude 4.1 shook the coast off Ansel, the institute says."}, "1", "/1", 5)},
			{on(item{Title: "Quake", Text: "A quake of magnitude 5.2 shook the coast off Ansel, the institute says."}, "2", "/2", -1)},
		}, "Quake"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			post := w.site("Post")
			show := func(doc []item) {
				w.time = w.time.Add(time.Hour)
				post.items = nil
				for _, it := range doc {
					if strings.HasPrefix(it.Link, "/") {
						it.Link = post.URL + it.Link
					}
					post.items = append(post.items, it)
				}
			}
			show(c.docs[0])
			w.add("town", post)
			w.ask("town", "/follow url:Post")
			for _, doc := range append(c.docs[1:], c.docs[len(c.docs)-1]) {
				show(doc)
				w.read(post)
			}
			var got []string
			for _, a := range w.articles(post) {
				if a.Seen.After(time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)) {
					got = append(got, a.Title)
				}
			}
			if got := strings.Join(got, ", "); got != c.want {
				t.Errorf("new are %s; want %s", got, c.want)
			}
		})
	}
}

// What moved to another address is updated in place.
func TestAMovedArticleHasItsNewNames(t *testing.T) {
	w := newWorld(t)
	post := w.site("Post")
	post.publish(item{GUID: "1", Title: "Cheese prices rise", Text: "Milk is dear.", Date: "Mon, 02 Mar 2026 08:00:00 +0000"})
	w.add("town", post)
	post.items[0].GUID, post.items[0].Link = "new", post.URL+"/new"
	w.read(post)
	got := w.articles(post)
	if len(got) != 1 || got[0].Key != "new" || got[0].URL != post.URL+"/new" || !strings.HasSuffix(got[0].Canonical, "/new") {
		t.Errorf("stored is %+v", got)
	}
}

func TestSharedNamesAreRememberedWithinBounds(t *testing.T) {
	var h held
	for i := range 3 * mostShared {
		next := held{}
		next.share(h, []string{fmt.Sprint("guid ", i)})
		h = readHeld(next.String())
	}
	if len(h.shared) != mostShared || !h.isShared(fmt.Sprint("guid ", 3*mostShared-1)) || h.isShared("guid 0") {
		t.Errorf("remembered are %d names", len(h.shared))
	}
	if h.former || readHeld("").former || !readHeld("AAAAAAAAAAAAAAAA").former {
		t.Error("the keys of before schema version 2 are not told from others")
	}
}
