#!/usr/bin/env bash
# The demo is made, served, read, stopped and made again the same; its audit chain is whole. Called by bin/test.
set -euo pipefail
cd "$(dirname "$0")/.."
sila=build/release/sila
place=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || :; rm -rf "$place"' EXIT
say() { printf 'demo: %s\n' "$*"; }
expect() { [ "$2" = "$3" ] || { say "$1: expected $3, got $2"; exit 1; }; }

$sila demo --data "$place/data"
$sila audit verify --data "$place/data"
if $sila demo --data "$place/data" 2>"$place/refused"; then say "a second demo was made over the first"; exit 1; fi
grep -q 'holds data already' "$place/refused"

: >"$place/out"
$sila serve --data "$place/data" --port 0 --web build/web --demo >"$place/out" 2>"$place/log" &
server=$!
until address=$(sed -n 's/^Sila: \(http:.*\)\/$/\1/p' "$place/out") && [ -n "$address" ]; do
  kill -0 "$server" || { cat "$place/log"; exit 1; }
  read -rt 0.05 <> <(:) || :
done
say "serving at $address"
status() { curl -s -o "$place/body" -w '%{http_code}' "$@"; }
expect /healthz "$(status "$address/healthz")" 200
expect /readyz "$(status "$address/readyz")" 200
expect "the OpenAPI document" "$(status "$address/api/openapi.json")" 200
grep -q '"openapi":"3.1' "$place/body"
expect "the first page" "$(status "$address/")" 200
expect "the associations" "$(status "$address/api/associations")" 200
grep -q '"slug":"aoun".*"slug":"deem".*"slug":"quran-education".*"slug":"tawazun".*"slug":"teryaq"' "$place/body"
for association in teryaq aoun quran-education deem tawazun; do
  expect "the portal of $association" "$(status "$address/$association/")" 200
  expect "the desk of $association" "$(status "$address/desk/$association/")" 200
  expect "the services of $association" "$(status "$address/api/$association/portal/home")" 200
  for login in officer researcher secretary member supervisor delegate quality director board admin; do
    expect "the sign-in of $login" "$(status -H 'X-Sila: 1' -H 'Content-Type: application/json' -H "Origin: $address" \
      -d "{\"email\":\"$login@$association.example\",\"password\":\"sila-demo-2026-only\"}" \
      "$address/api/$association/desk/sign-in")" 200
  done
done
expect "an association that is not there" "$(status "$address/api/nobody/portal/home")" 404
kill -TERM "$server"
wait "$server"
server=
$sila audit verify --data "$place/data"
say "1 passed, 0 failed"
