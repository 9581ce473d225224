package bot

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// Together runs parts side by side until the context ends, or until one part
// fails, which ends the others.
func Together(ctx context.Context, parts ...func(context.Context) error) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, part := range parts {
		group.Go(func() error { return part(ctx) })
	}
	return group.Wait()
}
