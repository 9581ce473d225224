package match

import "fmt"

// A SyntaxError says where a query cannot be read, and what to write instead.
type SyntaxError struct {
	Column int // in characters, from 1
	Msg    string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("column %d: %s", e.Column, e.Msg)
}

func fail(column int, format string, args ...any) error {
	return &SyntaxError{column, fmt.Sprintf(format, args...)}
}
