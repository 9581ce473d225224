package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
)

// answersTo are the callback types that each kind of interaction may be answered with.
var answersTo = map[int][]int{
	aCommand:       {cbMessage, cbDeferred, cbModal},
	aComponent:     {cbMessage, cbDeferred, cbDeferredUpdate, cbUpdate, cbModal},
	anAutocomplete: {cbChoices},
	aModal:         {cbMessage, cbDeferred, cbDeferredUpdate, cbUpdate},
}

// callback is the first answer to an interaction, due in time and once.
func (c *call) callback() (any, error) {
	i := c.interactions[c.id("interaction_token")]
	switch {
	case i == nil || i.id != c.id("interaction_id"):
		return nil, errUnknownInteraction
	case i.callback != 0:
		return nil, errAnswered
	case c.now().Sub(i.created) > c.answerWithin:
		return nil, errUnknownInteraction
	}
	body := c.form()
	kind, data := number(body, "type"), child(body, "data")
	if err := c.checkCallback(i, kind, data); err != nil {
		return nil, err
	}
	i.callback = kind
	c.answerWith(i, kind, data)
	c.notify()
	if c.r.URL.Query().Get("with_response") != "true" {
		return nil, nil
	}
	return i.callbackResponse(), nil
}

func (c *call) checkCallback(i *interaction, kind int, data object) error {
	var f form
	if !slices.Contains(answersTo[i.kind], kind) || i.source == nil && (kind == cbUpdate || kind == cbDeferredUpdate) {
		f.wrong("type", "An interaction of type %d cannot be answered with type %d.", i.kind, kind)
		return f.err()
	}
	switch kind {
	case cbMessage:
		f.message(data, asAnswer, false, len(c.files))
		if len(f.problems) == 0 && empty(data, len(c.files)) {
			return errEmptyMessage
		}
	case cbDeferred:
		if extra := number(data, "flags") &^ flagEphemeral; extra != 0 {
			f.wrong("data.flags", "A deferred answer carries EPHEMERAL and no other flag.")
		}
	case cbUpdate:
		f.message(data, asEdit, i.source.view.V2(), len(c.files))
	case cbChoices:
		f.choices(objects(data, "choices"))
	case cbModal:
		f.modal(data)
	}
	return f.err()
}

func (f *form) choices(choices []object) {
	if len(choices) > 25 {
		f.wrong("data.choices", "Must be 25 or fewer in length.")
	}
	for n, choice := range choices {
		at := fmt.Sprintf("data.choices.%d.", n)
		if name := text(choice, "name"); name == "" || len([]rune(name)) > 100 {
			f.wrong(at+"name", "Must be between 1 and 100 in length.")
		}
		f.atMost(at+"value", text(choice, "value"), 100)
	}
}

func (f *form) modal(data object) {
	components := objects(data, "components")
	if len(components) > 5 {
		f.wrong("data.components", "Must be between 1 and 5 in length.")
	}
	var ids []string
	for n, c := range components {
		at := fmt.Sprintf("data.components.%d", n)
		for _, inner := range append(objects(c, "components"), child(c, "component")) {
			f.once(at+".custom_id", text(inner, "custom_id"), &ids)
			if number(inner, "type") == textInput && number(c, "type") == actionRow && text(inner, "label") == "" {
				f.wrong(at+".components.0.label", "This field is required")
			}
			f.atMost(at+".value", text(inner, "value"), 4000)
		}
	}
}

func (c *call) answerWith(i *interaction, kind int, data object) {
	switch kind {
	case cbMessage:
		i.original = c.answerMessage(i, data)
	case cbDeferred:
		i.deferred = true
		i.original = c.answerMessage(i, object{"flags": float64(number(data, "flags") | flagLoading)})
	case cbDeferredUpdate:
		i.original = i.source
	case cbUpdate:
		i.original = i.source
		c.revise(i.source)
		c.compose(i.source, data, c.files, userMentions)
		c.dispatchMessage("MESSAGE_UPDATE", i.source)
	case cbChoices:
		decodeInto(data["choices"], &i.choices)
	case cbModal:
		i.modal = &Modal{source: i.source, opener: i}
		decodeInto(data, i.modal)
	}
}

// answerMessage posts a message of the application as an answer.
func (c *call) answerMessage(i *interaction, data object) *message {
	m := c.newMessage(i.channel, c.Bot)
	m.via = i
	m.raw["application_id"], m.raw["webhook_id"] = c.App, c.App
	m.raw["interaction_metadata"] = i.metadata(c.owners(i.channel, i.user, i.personal))
	c.compose(m, data, c.files, userMentions)
	c.publish(m)
	return m
}

func (i *interaction) callbackResponse() object {
	out := object{"interaction": object{"id": i.id, "type": i.kind}}
	if i.original != nil && (i.callback == cbMessage || i.callback == cbUpdate) {
		out["resource"] = object{"type": i.callback, "message": i.original.raw}
		child(out, "interaction")["response_message_id"] = i.original.view.ID
	}
	return out
}

// decodeInto reads a decoded JSON value into a type.
func decodeInto(v any, into any) {
	raw, _ := json.Marshal(v)
	_ = json.Unmarshal(raw, into)
}

// owners are who installed the app, as an interaction tells it.
func (s *Server) owners(c *Channel, u *User, personal bool) object {
	switch {
	case personal:
		return object{"1": u.ID}
	case c.Guild == nil:
		return object{"0": "0"}
	}
	return object{"0": c.Guild.ID}
}
