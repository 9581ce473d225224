package feed

// A field is what an element tells of an article or a feed.
type field int

const (
	none   field = iota
	inside       // a container: what it holds counts as its parent's
	guid
	title
	link
	author
	body
	summary
	published
	updated
	tags
	image
	enclosure
	comments
	lang
	publisher
	site
	every
	period
	frequency
	hours
	days
	icon
	fields // how many there are
)

// A place says which field an element fills. Of several elements that fill
// one, the lowest rank is taken, and of equals the first.
type place struct {
	field field
	rank  int
}

// itemPlaces are the elements of an item, an entry or a sitemap's URL.
var itemPlaces = map[string]place{
	"guid": {guid, 0}, "id": {guid, 0}, "dc:identifier": {guid, 1}, "atom:id": {guid, 1},

	"title": {title, 0}, "news:title": {title, 0}, "dc:title": {title, 1}, "atom:title": {title, 1},
	"itunes:title": {title, 2}, "media:title": {title, 3},

	"feedburner:origlink": {link, 0}, "link": {link, 1}, "loc": {link, 1}, "atom:link": {link, 2},

	"author": {author, 0}, "dc:creator": {author, 1}, "dc:author": {author, 2}, "atom:author": {author, 3},
	"itunes:author": {author, 4}, "media:credit": {author, 5},

	"content:encoded": {body, 0}, "content": {body, 1}, "xhtml:body": {body, 2}, "body": {body, 2},
	"atom:content": {body, 3}, "fullitem": {body, 4},
	"description": {summary, 0}, "summary": {summary, 0}, "atom:summary": {summary, 1}, "dc:description": {summary, 2},
	"itunes:summary": {summary, 3}, "media:description": {summary, 4}, "tagline": {summary, 5},

	"pubdate": {published, 0}, "published": {published, 0}, "issued": {published, 1}, "news:publication_date": {published, 0},
	"dc:date": {published, 1}, "dcterms:issued": {published, 1}, "created": {published, 2}, "dcterms:created": {published, 2},
	"atom:published": {published, 3}, "date": {published, 4},
	"updated": {updated, 0}, "modified": {updated, 1}, "lastmod": {updated, 0},
	"dcterms:modified": {updated, 1}, "atom:updated": {updated, 2},

	"category": {tags, 0}, "dc:subject": {tags, 0}, "itunes:keywords": {tags, 0}, "media:keywords": {tags, 0},
	"news:keywords": {tags, 0}, "atom:category": {tags, 0},

	"media:content": {image, 1}, "media:thumbnail": {image, 2}, "itunes:image": {image, 3}, "image:loc": {image, 1}, "image": {image, 4},
	"enclosure": {enclosure, 0}, "comments": {comments, 0},

	"dc:language": {lang, 0}, "news:language": {lang, 0},

	"news:name": {publisher, 0},

	"media:group": {inside, 0}, "news:news": {inside, 0}, "news:publication": {inside, 0}, "image:image": {inside, 0},
}

// headPlaces are the elements of a channel or a feed beside its items.
var headPlaces = map[string]place{
	"title": {title, 0}, "dc:title": {title, 1}, "itunes:title": {title, 2},
	"link": {site, 0}, "atom:link": {site, 1},
	"language": {lang, 0}, "dc:language": {lang, 1},
	"author": {author, 0}, "itunes:author": {author, 1}, "dc:creator": {author, 2},
	"ttl": {every, 0}, "sy:updateperiod": {period, 0}, "sy:updatefrequency": {frequency, 0},
	"skiphours": {hours, 0}, "skipdays": {days, 0},
	"icon": {icon, 0}, "atom:icon": {icon, 0}, "logo": {icon, 1}, "atom:logo": {icon, 1}, "image": {icon, 2}, "itunes:image": {icon, 3},

	"channel": {inside, 0}, "rss": {inside, 0}, "rdf:rdf": {inside, 0}, "rdf": {inside, 0},
}
