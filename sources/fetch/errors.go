package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"
	"time"

	"newshound/sources"
)

// A failure is a sentence for people with what to branch on behind it.
type failure struct {
	text  string
	cause error
}

func (f *failure) Error() string { return f.text }
func (f *failure) Unwrap() error { return f.cause }

// Later says that a host asked to be left alone (429, or 503 with
// Retry-After).
type Later struct {
	Host string
	Wait time.Duration // from the answer on; 0 when the host does not say how long
}

func (l *Later) Error() string {
	if l.Wait == 0 {
		return l.Host + " asks for fewer requests; try again later."
	}
	return fmt.Sprintf("%s asks for fewer requests; try again in %v.", l.Host, l.Wait.Round(time.Second))
}

// A StatusError is an answer whose status brings nothing.
type StatusError struct {
	Host string
	Code int
}

func (e *StatusError) Error() string {
	switch e.Code {
	case http.StatusNotFound:
		return e.Host + " has nothing at this address; check it in a browser."
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		return fmt.Sprintf("%s does not let bots read this address (status %d).", e.Host, e.Code)
	}
	if text := http.StatusText(e.Code); text != "" {
		return fmt.Sprintf("%s answered %d %s.", e.Host, e.Code, text)
	}
	return fmt.Sprintf("%s answered with status %d.", e.Host, e.Code)
}

// explain puts what went wrong on the way into a sentence.
func explain(u *url.URL, err error) error {
	host := u.Hostname()
	say := func(format string, args ...any) error {
		return &failure{fmt.Sprintf(format, append([]any{host}, args...)...), err}
	}
	var (
		dns    *net.DNSError
		cert   *tls.CertificateVerificationError
		record tls.RecordHeaderError
	)
	switch {
	case errors.Is(err, context.Canceled):
		return say("The visit to %s was broken off.")
	case errors.Is(err, sources.ErrPrivate):
		return say("%s is a private address, and those are not visited unless the operator allows it with --allow-net.")
	case errors.Is(err, sources.ErrTooLarge):
		return say("%s sends more than may be read of one answer.")
	case errors.As(err, &dns) && dns.IsNotFound:
		return say("There is no server named %s; check the spelling.")
	case errors.As(err, &cert):
		return say("%s has no valid certificate.")
	case errors.As(err, &record):
		return say("%s does not speak https at this address.")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), timedOut(err):
		return say("%s did not answer in time.")
	case errors.Is(err, syscall.ECONNREFUSED):
		return say("%s does not accept connections.")
	case errors.Is(err, errUnreadable):
		return say("%s answered with something that cannot be read.")
	}
	return say("%s could not be reached.")
}

func timedOut(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}
