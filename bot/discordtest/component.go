package discordtest

// Component types (https://discord.com/developers/docs/components/reference#component-object-component-types).
const (
	actionRow    = 1
	button       = 2
	stringSelect = 3
	textInput    = 4
	userSelect   = 5
	channelSel   = 8
	section      = 9
	textDisplay  = 10
	thumbnail    = 11
	gallery      = 12
	fileDisplay  = 13
	separator    = 14
	container    = 17
	label        = 18

	linkButton    = 5
	premiumButton = 6
)

// Component is a part of a message or a modal, with the parts inside it.
type Component struct {
	Type        int                     `json:"type"`
	CustomID    string                  `json:"custom_id"`
	Label       string                  `json:"label"`
	Description string                  `json:"description"`
	Style       int                     `json:"style"`
	URL         string                  `json:"url"`
	Disabled    bool                    `json:"disabled"`
	Content     string                  `json:"content"`
	Placeholder string                  `json:"placeholder"`
	Value       string                  `json:"value"`
	Required    *bool                   `json:"required"`
	MinLength   int                     `json:"min_length"`
	MaxLength   int                     `json:"max_length"`
	MinValues   *int                    `json:"min_values"`
	MaxValues   *int                    `json:"max_values"`
	Options     []SelectOption          `json:"options"`
	Components  []Component             `json:"components"`
	Component   *Component              `json:"component"` // of a label
	Accessory   *Component              `json:"accessory"` // of a section
	Media       Media                   `json:"media"`
	Items       []struct{ Media Media } `json:"items"`
}

// SelectOption is one choice of a select menu.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description"`
	Default     bool   `json:"default"`
}

// Media is a picture or file by its address.
type Media struct {
	URL string `json:"url"`
}

// walk visits the components from top to bottom, a part before what is in it.
func walk(all []Component, visit func(Component)) {
	for _, c := range all {
		visit(c)
		walk(c.Components, visit)
		for _, one := range []*Component{c.Component, c.Accessory} {
			if one != nil {
				walk([]Component{*one}, visit)
			}
		}
	}
}

func (m Message) walk(visit func(Component)) { walk(m.Components, visit) }

// Buttons lists the message's buttons, links included, from top to bottom.
func (m Message) Buttons() []Component { return m.ofType(button) }

// Menus lists the message's select menus, from top to bottom.
func (m Message) Menus() []Component {
	var found []Component
	m.walk(func(c Component) {
		if c.isSelect() {
			found = append(found, c)
		}
	})
	return found
}

func (m Message) ofType(kind int) []Component {
	var found []Component
	m.walk(func(c Component) {
		if c.Type == kind {
			found = append(found, c)
		}
	})
	return found
}

func (c Component) isSelect() bool {
	return c.Type == stringSelect || c.Type >= userSelect && c.Type <= channelSel
}
