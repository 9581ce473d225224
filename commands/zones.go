package commands

import (
	"context"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"
)

// zoneNames are the zones of all countries, as the IANA's zone.tab lists them
// (in the public domain).
//
//go:embed zones.txt
var zoneNames string

// common are the zones that are offered before anything is typed.
var common = strings.Fields(`UTC Europe/London Europe/Lisbon Europe/Paris Europe/Madrid Europe/Berlin Europe/Rome Europe/Warsaw
	Europe/Athens Europe/Kyiv Europe/Istanbul America/New_York America/Chicago America/Denver America/Los_Angeles America/Mexico_City
	America/Sao_Paulo Africa/Lagos Africa/Johannesburg Asia/Dubai Asia/Kolkata Asia/Singapore Asia/Shanghai Asia/Tokyo Australia/Sydney`)

// zoneNamed is the time zone of a name, in whatever case and with blanks or
// without; "" is none.
func zoneNamed(name string) (*time.Location, error) {
	wanted := strings.ReplaceAll(strings.TrimSpace(name), " ", "_")
	for _, known := range zones() {
		if strings.EqualFold(known, wanted) {
			wanted = known
		}
	}
	zone, err := time.LoadLocation(wanted)
	if err != nil || wanted == "" || wanted == "Local" {
		return time.UTC, NewMistake("There is no time zone %v. They go by region and city, such as Europe/Berlin or America/New_York.", bold(name))
	}
	return zone, nil
}

// zones are those that are offered; any other that the IANA names is taken,
// too.
func zones() []string {
	out := slices.Clone(common)
	for _, name := range strings.Fields(zoneNames) {
		if !slices.Contains(common, name) {
			out = append(out, name)
		}
	}
	return out
}

// completeZone offers time zones, with what is on their clocks now.
func completeZone(_ context.Context, d *Desk, _ Request) ([]Choice, error) {
	var out []Choice
	for _, name := range zones() {
		if zone, err := time.LoadLocation(name); err == nil {
			out = append(out, Choice{fmt.Sprintf("%s (%s)", strings.ReplaceAll(name, "_", " "), d.Now().In(zone).Format(clockForm)), name})
		}
	}
	return out, nil
}
