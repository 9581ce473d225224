package discordtest

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// Submit fills in the form that a reply shows and sends it as the person; values are by custom_id or label.
// A field that is left out keeps what the bot put there.
func (s *Server) Submit(ctx context.Context, u *User, r *Reply, values map[string]string) (*Reply, error) {
	modal := r.Modal
	if modal == nil {
		return nil, fmt.Errorf("the reply is not a form")
	}
	left := maps.Clone(values)
	sent, next := []any{}, 0
	for _, c := range modal.Components {
		next++
		out := object{"type": c.Type, "id": next}
		fields := c.Components
		if c.Component != nil {
			fields = []Component{*c.Component}
			fields[0].Label = c.Label
		}
		var filled []any
		for _, field := range fields {
			next++
			one, err := field.fill(left, next)
			if err != nil {
				return nil, err
			}
			filled = append(filled, one)
		}
		if c.Component != nil {
			out["component"] = filled[0]
		} else if filled != nil {
			out["components"] = filled
		}
		sent = append(sent, out)
	}
	if len(left) > 0 {
		return nil, fmt.Errorf("the form has no field %v", slices.Sorted(maps.Keys(left)))
	}
	i := modal.opener
	data := object{"custom_id": modal.CustomID, "components": sent}
	return s.interact(ctx, aModal, u, i.channel, data, modal.source, s.owners(i.channel, u, i.personal))
}

// fill is the field as it is sent; it takes its value out of left.
func (c Component) fill(left map[string]string, id int) (object, error) {
	value := c.Value
	for _, key := range []string{c.Label, c.CustomID} {
		if v, ok := left[key]; ok {
			value = v
			delete(left, key)
		}
	}
	out := object{"type": c.Type, "id": id, "custom_id": c.CustomID}
	if c.Type != textInput {
		chosen := []string{}
		if value != "" {
			chosen = append(chosen, value)
		}
		var err error
		out["values"], err = c.choose(chosen)
		return out, err
	}
	out["value"] = value
	n := len([]rune(value))
	required := c.Required == nil || *c.Required
	if required && n == 0 || n < c.MinLength && n > 0 || c.MaxLength > 0 && n > c.MaxLength {
		return nil, fmt.Errorf("%d characters are too few or too many for the field %q", n, c.CustomID)
	}
	return out, nil
}
