# Runs a PostgreSQL of its own, says where, and lasts as long as standard input.
set -eu
dir=$(mktemp -d /tmp/newshound-postgres.XXXXXX)
trap 'rm -rf "$dir"' EXIT
trap : INT TERM HUP
cd "$dir"
if ! "$BIN/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync >log 2>&1; then
	cat log >&2
	exit 1
fi
"$BIN/postgres" -D data -k "$dir" -h '' -F -c max_connections=300 -c shared_buffers=32MB \
	-c synchronous_commit=off -c full_page_writes=off </dev/null >log 2>&1 &
server=$!
until "$BIN/pg_isready" -q -h "$dir"; do
	if ! kill -0 $server 2>/dev/null; then
		cat log >&2
		exit 1
	fi
	sleep 0.05
done
echo "$dir"
cat >/dev/null || true
kill -QUIT $server
wait $server || true
