package bot

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"
)

// ParseCron reads a cron expression of five fields, or a descriptor such as
// @hourly or "@every 30s". One that never comes is an error.
func ParseCron(expression string) (s cron.Schedule, err error) {
	defer func() { // the parser panics on a time zone without a schedule
		if recover() != nil {
			s, err = nil, fmt.Errorf("cannot read the schedule %q: it should look like \"*/5 * * * *\" or \"@every 30s\"", expression)
		}
	}()
	s, err = cron.ParseStandard(expression)
	if err != nil {
		return nil, fmt.Errorf("cannot read the schedule %q: it should look like \"*/5 * * * *\" or \"@every 30s\" (%w)", expression, err)
	}
	if s.Next(time.Unix(0, 0)).IsZero() {
		return nil, fmt.Errorf("the schedule %q never comes; pick a date that exists", expression)
	}
	return s, nil
}
