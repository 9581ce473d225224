package discordtest

import (
	"fmt"
	"slices"
)

// value checks one value against its option, and notes what Discord resolves for it.
func (b *builder) value(o object, v any) (any, error) {
	kind := number(o, "type")
	switch v := v.(type) {
	case string:
		if kind == optString {
			return v, checkText(o, v)
		}
	case bool:
		if kind == optBoolean {
			return v, nil
		}
	case int:
		if kind == optInteger || kind == optNumber {
			return v, checkNumber(o, float64(v))
		}
	case float64:
		if kind == optNumber {
			return v, checkNumber(o, v)
		}
	case *User:
		if kind == optUser || kind == optMention {
			b.users[v.ID] = v.object()
			return v.ID, nil
		}
	case *Role:
		if kind == optRole || kind == optMention {
			b.roles[v.ID] = v.object()
			return v.ID, nil
		}
	case Upload:
		if kind == optFile {
			id := b.newID()
			b.files[id] = object{"id": id, "filename": v.Name, "size": 1, "url": v.URL, "proxy_url": v.URL}
			return id, nil
		}
	case *Channel:
		if kind == optChannel {
			b.channels[v.ID] = v.object()
			return v.ID, checkChannel(o, v)
		}
	}
	return nil, fmt.Errorf("%v (%T) is not of its type %d", v, v, kind)
}

func checkText(o object, v string) error {
	n, most := len([]rune(v)), 6000
	if o["max_length"] != nil {
		most = number(o, "max_length")
	}
	if n < max(1, number(o, "min_length")) || n > most {
		return fmt.Errorf("%d characters are too few or too many", n)
	}
	return checkChoice(o, v)
}

func checkNumber(o object, v float64) error {
	if low, ok := o["min_value"].(float64); ok && v < low {
		return fmt.Errorf("%v is less than %v", v, low)
	}
	if high, ok := o["max_value"].(float64); ok && v > high {
		return fmt.Errorf("%v is more than %v", v, high)
	}
	return checkChoice(o, v)
}

func checkChoice(o object, v any) error {
	choices := objects(o, "choices")
	if len(choices) > 0 && !slices.ContainsFunc(choices, func(c object) bool { return c["value"] == v }) {
		return fmt.Errorf("%v is not one of its choices", v)
	}
	return nil
}

func checkChannel(o object, c *Channel) error {
	types := list(o, "channel_types")
	if len(types) > 0 && !slices.Contains(types, any(float64(c.Type))) {
		return fmt.Errorf("a channel of type %d is not offered: only %v", c.Type, types)
	}
	return nil
}
