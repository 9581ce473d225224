package discord

// Types of components (docs/components/reference).
const (
	partRow       = 1
	partButton    = 2
	partSelect    = 3
	partInput     = 4
	partChannels  = 8
	partSection   = 9
	partText      = 10
	partThumbnail = 11
	partContainer = 17
	partLabel     = 18

	styleSecondary = 2
)

// Limits of a message (docs/resources/message, docs/components/reference).
const (
	mostParts       = 40
	mostText        = 4000
	mostRowButtons  = 5
	mostSelect      = 25
	longestLabel    = 80
	longestContent  = 2000
	longestTitle    = 256
	longestEmbed    = 4096
	mostEmbedText   = 6000
	mostEmbeds      = 10
	mostMentions    = 100
	longestSelected = 100
	longestURL      = 2048
	shortestTitle   = 20 // that a link's words are shortened to
)

// A message is what Discord is sent.
type message struct {
	Flags        int      `json:"flags,omitempty"`
	Content      string   `json:"content,omitempty"`
	Embeds       []embed  `json:"embeds,omitempty"`
	Components   []part   `json:"components,omitempty"`
	Mentions     mentions `json:"allowed_mentions"`
	Nonce        string   `json:"nonce,omitempty"`
	EnforceNonce bool     `json:"enforce_nonce,omitempty"`
	Attachments  []file   `json:"attachments,omitempty"`
	Username     string   `json:"username,omitempty"` // of a webhook's
	Avatar       string   `json:"avatar_url,omitempty"`
}

// A file is sent beside a message, in a form whose parts count from 0.
type file struct {
	ID   string `json:"id"`
	Name string `json:"filename"`
}

// mentions are those whom a message calls. Nothing in its text calls anybody.
type mentions struct {
	Parse []string `json:"parse"`
	Users []string `json:"users,omitempty"`
	Roles []string `json:"roles,omitempty"`
}

type embed struct {
	Title       string `json:"title,omitempty"`
	URL         string `json:"url,omitempty"`
	Description string `json:"description,omitempty"`
}

// A part is a component, of whatever type.
type part struct {
	Type        int        `json:"type"`
	Content     string     `json:"content,omitempty"`
	Components  []part     `json:"components,omitempty"`
	Accessory   *part      `json:"accessory,omitempty"`
	Media       *media     `json:"media,omitempty"`
	Style       int        `json:"style,omitempty"`
	Label       string     `json:"label,omitempty"`
	CustomID    string     `json:"custom_id,omitempty"`
	Options     []selected `json:"options,omitempty"`
	Placeholder string     `json:"placeholder,omitempty"`
	Description string     `json:"description,omitempty"` // of a label
	Component   *part      `json:"component,omitempty"`   // of a label
	Required    *bool      `json:"required,omitempty"`
	Value       string     `json:"value,omitempty"`
	Values      []string   `json:"values,omitempty"` // that were chosen
	MaxLength   int        `json:"max_length,omitempty"`

	Channels []int       `json:"channel_types,omitempty"`
	Defaults []reference `json:"default_values,omitempty"`
}

// A reference is to a channel, say, by its ID.
type reference struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

type media struct {
	URL string `json:"url"`
}

type selected struct {
	Label   string `json:"label"`
	Value   string `json:"value"`
	Default bool   `json:"default,omitempty"`
}

// count is how many components a part is, those in it counted.
func (p part) count() int {
	n := 1
	for _, kid := range p.Components {
		n += kid.count()
	}
	if p.Accessory != nil {
		n++
	}
	return n
}
