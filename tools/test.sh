#!/usr/bin/env bash
# Everything the build server checks. Each part says what it is; the first failure ends the run at its end.
set -u
cd "$(dirname "$0")/.."
COLONNADE_HOME=$(mktemp -d) && export COLONNADE_HOME
trap 'python -m tools.postgres stop >/dev/null 2>&1; rm -rf "$COLONNADE_HOME"' EXIT
failed=0
part() { echo; echo "== $1"; shift; "$@" || failed=1; }

part "rules of the house" tools/check.sh
part "islands" bash -c 'npx tsc --noEmit && npx vitest run'
part "a browser for the journeys" python -m tools.chromium
part "on SQLite, with browser journeys" python -m pytest -q -n 2 --dist loadgroup
if url=$(python -m tools.postgres start); then
  part "on PostgreSQL" env COLONNADE_DATABASE_URL="$url" python -m pytest -q -n 2 --dist loadgroup --ignore tests/journeys
else
  echo "$url"; failed=1
fi
exit $failed
