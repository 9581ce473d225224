package storage

import (
	"context"
	"database/sql"
	"sync"
)

// mostPrepared is how many statements a handle keeps prepared; what is asked
// in ever new forms would fill them up.
const mostPrepared = 200

// prepared keeps the statements of a handle prepared, which spares SQLite
// half of the work of a small one.
type prepared struct {
	*sql.DB
	mu     sync.Mutex
	of     map[string]*sql.Stmt
	wanted []string // to be prepared before the next transaction
}

func prepare(db *sql.DB) *prepared { return &prepared{DB: db, of: map[string]*sql.Stmt{}} }

func (p *prepared) stmt(query string) *sql.Stmt {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.of[query]
}

func (p *prepared) want(query string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.of)+len(p.wanted) < mostPrepared {
		p.wanted = append(p.wanted, query)
	}
}

// add prepares a statement; one that cannot be is run as it is, and says why
// itself.
func (p *prepared) add(ctx context.Context, query string) *sql.Stmt {
	p.mu.Lock()
	full := len(p.of) >= mostPrepared
	p.mu.Unlock()
	if full {
		return nil
	}
	stmt, err := p.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if other := p.of[query]; other != nil {
		stmt.Close()
		return other
	}
	p.of[query] = stmt
	return stmt
}

// catchUp prepares what transactions wanted. A handle of one connection can
// prepare nothing while that has one under way.
func (p *prepared) catchUp(ctx context.Context) {
	p.mu.Lock()
	wanted := p.wanted
	p.wanted = nil
	p.mu.Unlock()
	for _, query := range wanted {
		if p.stmt(query) == nil {
			p.add(ctx, query)
		}
	}
}

func (p *prepared) ready(ctx context.Context, query string) *sql.Stmt {
	if s := p.stmt(query); s != nil {
		return s
	}
	return p.add(ctx, query)
}

// ExecContext, QueryContext and QueryRowContext are those of the handle.
func (p *prepared) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if s := p.ready(ctx, query); s != nil {
		return s.ExecContext(ctx, args...)
	}
	return p.DB.ExecContext(ctx, query, args...)
}

func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := p.ready(ctx, query); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return p.DB.QueryContext(ctx, query, args...)
}

func (p *prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := p.ready(ctx, query); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return p.DB.QueryRowContext(ctx, query, args...)
}

// A preparedTx is a transaction that uses its handle's statements.
type preparedTx struct {
	*sql.Tx
	of *prepared
}

func (t *preparedTx) ready(ctx context.Context, query string) *sql.Stmt {
	if s := t.of.stmt(query); s != nil {
		return t.StmtContext(ctx, s)
	}
	t.of.want(query)
	return nil
}

// ExecContext, QueryContext and QueryRowContext are those of the transaction.
func (t *preparedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if s := t.ready(ctx, query); s != nil {
		return s.ExecContext(ctx, args...)
	}
	return t.Tx.ExecContext(ctx, query, args...)
}

func (t *preparedTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := t.ready(ctx, query); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return t.Tx.QueryContext(ctx, query, args...)
}

func (t *preparedTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := t.ready(ctx, query); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return t.Tx.QueryRowContext(ctx, query, args...)
}
