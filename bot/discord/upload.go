package discord

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
)

// encode is a request's body and its type: JSON, or with a file a form
// (docs/reference#uploading-files).
func (r request) encode() (body []byte, kind string, err error) {
	if r.body == nil {
		return nil, "", nil
	}
	if body, err = json.Marshal(r.body); err != nil || r.file.Name == "" {
		return body, "application/json", err
	}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	_ = form.WriteField("payload_json", string(body)) // a Buffer never fails
	part, _ := form.CreateFormFile("files[0]", r.file.Name)
	_, _ = part.Write(r.file.Content)
	_ = form.Close()
	return b.Bytes(), form.FormDataContentType(), nil
}
