// Package pipe is Newshound as a filter: one JSON object a line in and out,
// in input order. Memory does not grow with the input, but for what Group
// calls articles by; the output does not depend on how many cores there are.
package pipe

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
)

// ErrInput says that some of the input could not be read. What was wrong was
// reported where it stood, and the rest was done.
var ErrInput = errors.New("some of the input could not be read")

// longest is how long a line may be, in bytes.
const longest = 32 << 20

// A line is one of the input, by its number from 1.
type line struct {
	number int
	text   []byte
}

// eachLine reads lines until the end. Blank ones are passed over.
func eachLine(in io.Reader, f func(line) error) error {
	r := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		text, err := readLine(r)
		if len(text) > 0 {
			if err := f(line{n, text}); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
}

func readLine(r *bufio.Reader) ([]byte, error) {
	var out []byte
	for {
		part, err := r.ReadSlice('\n')
		out = append(out, part...)
		if len(out) > longest {
			return nil, fmt.Errorf("it is longer than %d MB", longest>>20)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return bytes.TrimSpace(out), err
		}
	}
}

// A result is what became of a line.
type result struct {
	out []byte
	err error
}

// parallel answers each line by f on all cores and writes the answers in the
// lines' order. Lines that cannot be read are reported on errs.
func parallel(in io.Reader, out, errs io.Writer, f func([]byte) (any, error)) error {
	workers := runtime.GOMAXPROCS(0)
	type task struct {
		line
		done chan result
	}
	tasks, order := make(chan task), make(chan task, 4*workers)
	var working sync.WaitGroup
	for range workers {
		working.Go(func() {
			for t := range tasks {
				t.done <- answer(t.text, f)
			}
		})
	}
	var readErr error
	go func() {
		readErr = eachLine(in, func(l line) error {
			t := task{l, make(chan result, 1)}
			order <- t
			tasks <- t
			return nil
		})
		close(tasks)
		close(order)
	}()
	w := newWriter(out, errs)
	for t := range order {
		r := <-t.done
		w.write(t.number, r)
	}
	working.Wait()
	return errors.Join(w.end(), readErr)
}

func answer(text []byte, f func([]byte) (any, error)) result {
	v, err := f(text)
	if err != nil {
		return result{err: err}
	}
	out, err := marshal(v)
	return result{out, err}
}

// marshal writes JSON without escaping what is safe outside of HTML.
func marshal(v any) ([]byte, error) {
	var b jsonBuffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return b, err
}

type jsonBuffer []byte

func (b *jsonBuffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// serial is parallel where each answer depends on those before.
func serial(in io.Reader, out, errs io.Writer, f func([]byte) (any, error)) error {
	w := newWriter(out, errs)
	err := eachLine(in, func(l line) error {
		w.write(l.number, answer(l.text, f))
		return w.failed
	})
	return errors.Join(w.end(), err)
}

// A writer writes answers, and what was wrong with lines elsewhere.
type writer struct {
	out    *bufio.Writer
	errs   io.Writer
	bad    bool
	failed error
}

func newWriter(out, errs io.Writer) *writer { return &writer{out: bufio.NewWriter(out), errs: errs} }

func (w *writer) write(number int, r result) {
	if r.err != nil {
		w.bad = true
		fmt.Fprintf(w.errs, "line %d: %v\n", number, r.err)
		return
	}
	if _, err := w.out.Write(r.out); err != nil && w.failed == nil {
		w.failed = err
	}
}

func (w *writer) end() error {
	if err := errors.Join(w.failed, w.out.Flush()); err != nil {
		return err
	}
	if w.bad {
		return ErrInput
	}
	return nil
}

// decode reads one object.
func decode[T any](text []byte) (v T, err error) {
	if err := json.Unmarshal(text, &v); err != nil {
		return v, fmt.Errorf("not the JSON object that is read here: %w", err)
	}
	return v, nil
}
