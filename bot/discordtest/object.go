package discordtest

// object is a decoded JSON object, the form in which bodies are passed on.
type object = map[string]any

func text(o object, key string) string { s, _ := o[key].(string); return s }

func number(o object, key string) int {
	switch n := o[key].(type) {
	case float64:
		return int(n)
	case int:
		return n
	}
	return 0
}

func truth(o object, key string) bool { b, _ := o[key].(bool); return b }

func child(o object, key string) object { c, _ := o[key].(object); return c }

func list(o object, key string) []any { l, _ := o[key].([]any); return l }

// objects are the objects among a list's elements.
func objects(o object, key string) []object {
	var all []object
	for _, v := range list(o, key) {
		if c, ok := v.(object); ok {
			all = append(all, c)
		}
	}
	return all
}

func texts(o object, key string) []string {
	var all []string
	for _, v := range list(o, key) {
		if s, ok := v.(string); ok {
			all = append(all, s)
		}
	}
	return all
}

// pick copies the keys that are there and not null.
func pick(o object, keys ...string) object {
	out := object{}
	for _, key := range keys {
		if v, ok := o[key]; ok && v != nil {
			out[key] = v
		}
	}
	return out
}
