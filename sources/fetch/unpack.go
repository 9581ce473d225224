package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"newshound/sources"
)

var errUnreadable = errors.New("unreadable body")

// An unpacker decompresses bodies within limits; it keeps its decoders, whose
// tables cost more than a small feed, and the room that bodies are read into.
type unpacker struct {
	gzips, brotlis, zstds, rooms sync.Pool
}

func newUnpacker() *unpacker {
	return &unpacker{
		gzips:   sync.Pool{New: func() any { return new(gzip.Reader) }},
		brotlis: sync.Pool{New: func() any { return brotli.NewReader(nil) }},
		zstds:   sync.Pool{New: newZstd},
		rooms:   sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
}

// newZstd returns a decoder that needs at most the 8 MiB window that RFC 8878
// asks every decoder to support.
func newZstd() any {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20))
	if err != nil {
		panic(err) // the options are constants
	}
	return d
}

// body reads an answer's body, of which neither the packed nor the unpacked
// form may exceed max bytes. One that breaks off is returned as far as it
// goes, with cut true.
func (p *unpacker) body(answer *http.Response, max int64) (body []byte, cut bool, err error) {
	packed := &limited{answer.Body, max}
	encoding := strings.ToLower(strings.TrimSpace(answer.Header.Get("Content-Encoding")))
	body, err = p.decode(packed, encoding, max)
	if err == nil && bytes.HasPrefix(body, []byte{0x1f, 0x8b, 8}) { // a .gz file, as sitemaps are
		body, err = p.decode(bytes.NewReader(body), "gzip", max)
	}
	if len(body) > 0 && errors.Is(err, io.ErrUnexpectedEOF) {
		return body, true, nil
	}
	return body, false, err
}

func (p *unpacker) decode(r io.Reader, encoding string, max int64) ([]byte, error) {
	switch encoding {
	case "", "identity", "none":
		return p.readAll(r, max)
	case "gzip", "x-gzip":
		z := p.gzips.Get().(*gzip.Reader)
		defer p.gzips.Put(z)
		return p.unpack(z, z.Reset(r), max)
	case "br":
		z := p.brotlis.Get().(*brotli.Reader)
		defer p.brotlis.Put(z)
		return p.unpack(z, z.Reset(r), max)
	case "zstd":
		z := p.zstds.Get().(*zstd.Decoder)
		defer p.zstds.Put(z)
		return p.unpack(z, z.Reset(r), max)
	}
	return nil, fmt.Errorf("%w: packed as %q", errUnreadable, encoding)
}

func (p *unpacker) unpack(z io.Reader, reset error, max int64) (body []byte, err error) {
	if err = reset; err == nil {
		body, err = p.readAll(z, max)
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, sources.ErrTooLarge) && !timedOut(err) {
		err = fmt.Errorf("%w: %w", errUnreadable, err)
	}
	return body, err
}

// mostRoom is how large a body may be whose room is kept.
const mostRoom = 1 << 20

func (p *unpacker) readAll(r io.Reader, max int64) ([]byte, error) {
	room := p.rooms.Get().(*bytes.Buffer)
	room.Reset()
	_, err := room.ReadFrom(&limited{r, max})
	if room.Cap() > mostRoom {
		return room.Bytes(), err
	}
	defer p.rooms.Put(room)
	return bytes.Clone(room.Bytes()), err
}

// limited fails with sources.ErrTooLarge after left bytes.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	l.left -= int64(n)
	if l.left < 0 {
		return n, sources.ErrTooLarge
	}
	return n, err
}
