#!/usr/bin/env bash
# The program's words as a person types them: exit codes, what stays as it was, what a tampered database answers. Called by bin/test.
set -euo pipefail
cd "$(dirname "$0")/.."
sila=build/release/sila
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
passed=0
# case NAME EXIT PATTERN COMMAND…: the command's exit code, and what it says on either stream
case_() {
  local name=$1 code=$2 pattern=$3 got=0
  shift 3
  "$@" >"$place/out" 2>&1 || got=$?
  [ "$got" = "$code" ] && grep -q -- "$pattern" "$place/out" && { passed=$((passed + 1)); return 0; }
  printf 'commands: %s: exit %s, expected %s with «%s»:\n' "$name" "$got" "$code" "$pattern"
  cat "$place/out"
  exit 1
}
absent() { [ ! -e "$2" ] || { printf 'commands: %s\n' "$1"; exit 1; }; }

for command in '' serve association 'association add' 'association invite' user 'user add' policy 'policy check' 'policy clauses' 'policy schema' 'policy show' audit 'audit verify' backup 'backup keygen' 'backup verify' 'backup drill' restore move 'database check' demo import openapi; do
  case_ "help of $command" 0 '-h,--help' $sila $command --help
done
case_ 'no command' 2 'subcommand is required' $sila
case_ 'an unknown command' 2 'There is no command "nope"' $sila nope
case_ 'an unknown command, in Arabic too' 2 'لا يوجد أمر باسم «nope»' $sila nope
case_ 'a mistyped command names the nearest' 2 'the nearest is `sila serve`. `sila --help` lists' $sila srve
case_ 'a mistyped second word' 2 'the nearest is `sila user add`. `sila user --help` lists' $sila user ad --name x
case_ 'an unknown option' 2 '--prt' $sila serve --prt 8080
case_ 'the help tells what a setting is' 0 'folder of the databases and keys (data)' $sila serve --help
case_ 'the help names the environment' 0 'SILA_PUBLIC_ADDRESS' $sila association add --help
! $sila audit verify --help | grep -q -- '--smtp' || { echo 'commands: audit verify offers what it does not read'; exit 1; }
case_ 'a port out of range' 2 '"port" is not a number from 0 to 65535' $sila serve --port 99999
case_ 'a policy to read' 0 'البند H5' $sila policy show policies/teryaq
case_ 'one kind of request in English' 0 'from 14 days to 30 days' $sila policy show policies/teryaq --kind assistance --language en
case_ 'a procedure drawn' 0 '</svg>' $sila policy show policies/teryaq --drawing assistance
$sila policy show policies/teryaq --pdf "$place/teryaq.pdf"
case_ 'the paper holds its clauses' 0 'H5' pdftotext "$place/teryaq.pdf" -
case_ 'a file that cannot be written' 1 'cannot be written' $sila policy show policies/teryaq --pdf "$place/none/x.pdf"
case_ 'a kind that is not there' 1 'no kind of request tea' $sila policy show policies/teryaq --kind tea
case_ 'the schema of a file' 0 '2020-12' $sila policy schema requests
case_ 'the schema of no file' 2 'not in {pack,clauses' $sila policy schema holidays
case_ 'the page of clauses' 0 '^| H5 | .* | ✓ | ✓ |$' $sila policy clauses policies/aoun policies/common policies/teryaq
case_ 'no page of packs that are not there' 1 'no folder' $sila policy clauses policies/none
case_ 'an unknown language' 2 'not in {ar,en}' $sila policy check policies/teryaq --language fr

found() { $sila association add "$1" --name-ar 'جمعية الأمل' --name-en 'Amal Association' --licence 7777 --data "$place/data" "${@:2}"; }
cp -r policies "$place/policies"
sed -i '0,/controls:/s//contrls:/' "$place/policies/teryaq/clauses.yaml"
case_ 'a pack with a fault' 1 'clauses.yaml:9:5: unknown key "contrls"' found amal --from "$place/policies/teryaq"
absent 'a refused pack left an association behind' "$place/data"
case_ 'a template that is not there' 1 'neither a pack in the folder nor an association' found amal --from "$place/policies/none"
case_ 'the same command once the pack is well' 0 'https://sila.example.org/desk/amal/setup#' \
  found amal --from policies/teryaq --public-address https://sila.example.org
case_ 'a second of the same name' 1 'slug.taken' found amal --from policies/teryaq
case_ 'from another association of the house' 0 '/desk/ufuq/setup#' found ufuq --from amal --meeting 3 --approved-on 2026-01-31
case_ 'everything that is wrong is told' 1 'slug.reserved' found desk --from policies/teryaq --approved-on 2999-01-31
add() { $sila user add "$1" --name ريم --email reem@amal.example --role "$2" --data "$place/data"; }
case_ 'an unknown role' 1 'staff.role_unknown' add amal offcer
case_ 'an unknown association' 1 'association.unknown' add nobody officer
case_ 'an invitation' 0 'http://127.0.0.1:8080/desk/amal/setup#' add amal officer
case_ 'the same person again' 1 'staff.email_taken' add amal officer

case_ 'a link to found by in the browser' 0 '^  https://sila.example.org/found#[a-z2-7]\{26\}$' \
  $sila association invite --data "$place/data" --public-address https://sila.example.org
! grep -aqf <(grep -o '[a-z2-7]\{26\}$' "$place/out") "$place/data/directory.db"* || { echo 'commands: the token of a link is kept'; exit 1; }
case_ 'a chain that is whole' 0 'amal: [1-9][0-9]* entries' $sila audit verify --data "$place/data"
case_ 'a folder without data is not a whole chain' 1 'holds no data' $sila audit verify --data "$place/typo"
absent 'verifying made a database' "$place/typo"
# Beside a running server too: it only reads.
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
$sila serve --data "$place/data" --port "$port" --web "$place/none" >"$place/served" 2>&1 & server=$!
trap 'kill $server 2>/dev/null || :; rm -rf "$place"' EXIT
ready="http://127.0.0.1:$port/readyz"
curl -sf --retry 50 --retry-connrefused --retry-delay 1 -o /dev/null "$ready" || { cat "$place/served"; exit 1; }
case_ 'a chain while the server runs' 0 'amal: [1-9][0-9]* entries' $sila audit verify --data "$place/data"
# Another place for an association, while the server has it open: the server moves it.
move_to() { $sila move --data "$place/data" --association "$1" "${@:2}"; }
case_ 'a move without a place' 2 'needs --to' move_to ufuq
case_ 'a move of nobody' 1 'association.unknown' move_to nobody --to file
case_ 'a move to where it is' 1 'move.same_place' move_to ufuq --to file
case_ 'a move to no place' 1 'move.to' move_to ufuq --to ../amal.db
case_ 'a move to a server that is not there' 1 'db.unreachable' move_to ufuq --to "postgresql://sila@/none?host=$place"
case_ 'no move to give up' 1 'move.none' move_to ufuq --cancel
case_ 'a move to another file' 0 'lives at the new place' move_to ufuq --to associations/elsewhere.db
case_ 'a move to a file that has its rows' 1 'move.target_holds_rows' move_to ufuq --to associations/ufuq.db
case_ 'a chain at the new place' 0 'ufuq: [1-9][0-9]* entries' $sila audit verify --data "$place/data"
case_ 'a server that goes on there' 0 'ready' curl -sf "$ready"
case_ 'a link while the server runs' 0 '/found#' $sila association invite --data "$place/data"
token=$(grep -o '[a-z2-7]\{26\}$' "$place/out")
case_ 'which the server knows at once' 0 '"expires_at"' curl -sf "http://127.0.0.1:$port/api/found/link" -H 'X-Sila: 1' \
  -H "Origin: http://127.0.0.1:$port" -H 'Content-Type: application/json' -d "{\"token\":\"$token\"}"
case_ 'a second writer is still refused' 1 'in use' add amal officer
# Backups, beside the running server.
mkdir "$place/backups"
case_ 'a pair of keys' 0 'sila-backup-public-key [0-9a-f]\{64\}$' $sila backup keygen "$place/key"
case_ 'no second pair over the first' 1 'backup.exists' $sila backup keygen "$place/key"
back_up() { $sila backup --data "$place/data" --to "${into:-$place/backups}" --recipient "${recipient:-$place/key.pub}" "$@"; }
case_ 'nowhere to back up to' 2 'needs --to FOLDER' $sila backup --data "$place/data"
recipient=$place/key case_ 'the secret key seals nothing' 1 'backup.key_file' back_up
into=$place/none case_ 'a folder that is not there' 1 'backup.no_folder' back_up
case_ 'an association that is not there' 1 'association.unknown' back_up --association nobody
case_ 'a backup of one' 0 'amal: [1-9][0-9]* rows' back_up --association amal
case_ 'a backup of all while the server runs' 0 'ufuq: [1-9][0-9]* rows' back_up
backup=$(ls "$place"/backups/sila.*.backup)
case_ 'it is whole, without a key' 0 'the end is there' $sila backup verify "$backup"
case_ 'it could be restored' 0 'every row, count and digest is right' $sila backup verify "$backup" --key "$place/key"
case_ 'a drill' 0 'It can be restored' $sila backup drill --key "$place/key" --to "$place/backups"
case_ 'a restore over what is there' 1 'restore.not_empty' $sila restore "$backup" --key "$place/key" --data "$place/data"
$sila backup keygen "$place/other" >/dev/null
case_ 'a wrong key' 1 'backup.wrong_key' $sila restore "$backup" --key "$place/other" --data "$place/back"
head -c -9 "$backup" >"$place/short"
case_ 'a backup cut short' 1 'backup.cut_short' $sila restore "$place/short" --key "$place/key" --data "$place/back"
python3 - "$backup" "$place/flipped" <<'PY'
import sys
bytes_ = bytearray(open(sys.argv[1], "rb").read())
bytes_[len(bytes_) // 2] ^= 4
open(sys.argv[2], "wb").write(bytes_)
PY
case_ 'a flipped byte is found without a key' 1 'damaged at byte [0-9]' $sila backup verify "$place/flipped"
case_ 'and never restored' 1 'backup.damaged' $sila restore "$place/flipped" --key "$place/key" --data "$place/back"
absent 'a refused restore left something behind' "$place/back"
case_ 'a restore' 0 'every chain whole' $sila restore "$backup" --key "$place/key" --data "$place/back"
case_ 'whose chain is whole' 0 'amal: [1-9][0-9]* entries' $sila audit verify --data "$place/back"
case_ 'where one goes on working' 0 '/desk/amal/setup#' $sila user add amal --name هند --email hind@amal.example --role officer --data "$place/back"
case_ 'one of all' 0 'Restored' $sila restore "$backup" --key "$place/key" --data "$place/ufuq" --association ufuq
absent 'what was not asked for was restored' "$place/ufuq/associations/amal.db"
case_ 'databases that are whole' 0 'amal: .* whole$' $sila database check --data "$place/data"
case_ 'no data is not whole data' 1 'holds no data' $sila database check --data "$place/typo"
# /readyz tells the truth, not only that the program runs.
mv "$place/data/associations/amal.db" "$place/data/away"
until curl -s -D "$place/head" -o "$place/problem" "$ready" && grep -q '^HTTP/1.1 503' "$place/head"; do :; done
case_ 'not ready: when to come again' 0 '^Retry-After: [1-9]' cat "$place/head"
case_ 'not ready: why' 0 'db.not_readable' cat "$place/problem"
case_ 'the server is up all the same' 0 '{"status":"ok"}' curl -sf "http://127.0.0.1:$port/healthz"
case_ 'a database that is gone is no whole chain' 1 'amal: the database .* does not open' $sila audit verify --data "$place/data"
mv "$place/data/away" "$place/data/associations/amal.db"
until curl -sf -o "$place/problem" "$ready"; do :; done
case_ 'ready again' 0 '"ready"' cat "$place/problem"
kill "$server" && wait "$server" || { echo 'commands: the server did not stop well'; exit 1; }

tampered() {  # of a copy, by hand: the entry that was changed is the first bad one
  rm -rf "$place/copy"
  cp -r "$place/data" "$place/copy"
  python3 - "$place/copy" "$1" <<'PY'
import glob, sqlite3, sys
[path] = glob.glob(sys.argv[1] + "/associations/**/amal.db", recursive=True)
with sqlite3.connect(path) as database:
    for trigger, in database.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{trigger}"')
    assert database.execute(sys.argv[2]).rowcount == 1
PY
}
tampered "UPDATE audit_entries SET action = 'nothing' WHERE seq = 2"
case_ 'a changed entry' 1 'BROKEN at entry 2' $sila audit verify --data "$place/copy"
tampered "DELETE FROM audit_entries WHERE seq = 3"
case_ 'an entry taken away' 1 'BROKEN at entry [34]' $sila audit verify --data "$place/copy"

case_ 'an entry taken away is named' 1 'audit_entries [34]: ' $sila database check --data "$place/copy"
rm -rf "$place/copy" && cp -r "$place/data" "$place/copy"
python3 - "$place/copy/associations/amal.db" <<'PY'
import sys
path = sys.argv[1]
bytes_ = bytearray(open(path, "rb").read())
page = int.from_bytes(bytes_[16:18], "big")
for number in range(8, len(bytes_) // page):  # the heads of pages: their cells no longer fit
    bytes_[number * page + 3] ^= 0xFF
open(path, "wb").write(bytes_)
PY
case_ 'a page that rotted' 1 'amal: .* DAMAGED' $sila database check --data "$place/copy"

# Two demos at once, each its own papers.
$sila demo --data "$place/one" >"$place/first" 2>&1 & first=$!
case_ 'a demo beside another' 0 'people, ' $sila demo --data "$place/two" --port 8095
grep -q 'http://127.0.0.1:8095/teryaq/requests/' "$place/two/sms/teryaq.jsonl" || { echo 'commands: the messages of the demo lead elsewhere'; exit 1; }
wait $first || { cat "$place/first"; exit 1; }
echo "commands: $((passed + 1)) passed, 0 failed"
