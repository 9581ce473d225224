package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"mime/multipart"
	"net/http"
)

// maxBody is Discord's limit on a request, in bytes.
const maxBody = 25 << 20

// read decodes the body, plain or as the payload_json of a multipart form.
func (c *call) read(raw []byte) error {
	kind, params, _ := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		return c.decode(kind, raw)
	}
	parts, err := multipart.NewReader(bytes.NewReader(raw), params["boundary"]).ReadForm(maxBody)
	if err != nil {
		return invalid(50109, fmt.Sprintf("The form could not be read: %v", err))
	}
	for _, files := range parts.File {
		c.files = append(c.files, files...)
	}
	if payload := parts.Value["payload_json"]; len(payload) == 1 {
		return c.decode("application/json", []byte(payload[0]))
	}
	c.body = object{}
	return nil
}

func (c *call) decode(kind string, raw []byte) error {
	if len(raw) == 0 {
		return nil
	}
	if kind != "application/json" {
		return invalid(50035, fmt.Sprintf("Content-Type %q must be application/json or multipart/form-data", kind))
	}
	if json.Unmarshal(raw, &c.body) != nil {
		return errNotJSON
	}
	return nil
}

// cloudflare is an answer that does not come from Discord's API: text, and no JSON.
type cloudflare string

func write(w http.ResponseWriter, status int, body any) {
	if page, ok := body.(cloudflare); ok {
		http.Error(w, string(page), status)
		return
	}
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
