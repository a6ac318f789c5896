#!/usr/bin/env bash
# bin/new-room, in a copy of the house: the room that it makes keeps the rules and builds. Called by bin/test.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cp -r bin src tools "$place"
cd "$place"
fails() {  # NAME PATTERN COMMAND…: refused with these words, and src/ as it was
  local name=$1 pattern=$2 before
  shift 2
  before=$(find src | sort; cat src/ROOMS)
  if "$@" >out 2>&1 || ! grep -q -- "$pattern" out || [ "$before" != "$(find src | sort; cat src/ROOMS)" ]; then
    printf 'new-room: %s:\n' "$name"
    cat out
    exit 1
  fi
}
fails 'a name with a capital' 'small letters' bin/new-room Committee
fails 'no name' 'small letters' bin/new-room
fails 'a room that is there' 'is there already' bin/new-room requests
fails 'an unknown neighbour' 'no room «nobody»' bin/new-room committee base nobody
fails 'the composition as a neighbour' 'no room «app»' bin/new-room committee app
bin/new-room committee base platform/db requests >out
grep -qx 'committee : base platform/db requests' src/ROOMS
grep -qx 'app .* committee' src/ROOMS
tools/check_rooms >out
for file in README.md committee.h committee_test.cc; do [ -s "src/committee/$file" ]; done
for file in src/committee/*.h src/committee/*.cc; do clang-format --style=file:"$OLDPWD/.clang-format" --dry-run --Werror "$file"; done
c++ -std=c++20 -fsyntax-only -Wall -Wextra -Werror -Isrc src/committee/committee_test.cc
fails 'the same room again' 'is there already' bin/new-room committee
echo 'new-room: 12 passed, 0 failed'
