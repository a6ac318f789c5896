# Shared by the commands in bin/: sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mkdir -p build/stamps build/logs

bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'
[ -t 1 ] || bold='' red='' plain=''
say() { printf '%s\n' "${bold}»${plain} $*"; }
fail() { printf '%s\n' "${red}sila: $*${plain}" >&2; exit 1; }

# step NAME COMMAND…: runs it with its output in build/logs/NAME.log; says what failed and where to look.
step() {
  local name=$1 began=$SECONDS log="build/logs/${1//[ \/]/-}.log"
  shift
  printf '%s' "${bold}»${plain} $name … "
  if "$@" >"$log" 2>&1; then
    printf 'done (%d s)\n' $((SECONDS - began))
  else
    local code=$?
    printf '%s\n' "${red}failed${plain}"
    tail -n 25 "$log" >&2
    fail "the step «$name» failed (exit $code): $*. The whole output stands in $log"
  fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "installing packages needs root: run as root, or install sudo. Missing packages are listed in packages.txt"
  fi
}

# wanted_packages SECTION…: of packages.txt.
wanted_packages() {
  awk -v sections=" $* " '{ sub(/#.*/, ""); gsub(/[ \t]/, "") }
    /^\[/ { wanted = index(sections, " " substr($0, 2, length($0) - 2) " "); next } wanted && $0' packages.txt |
    while read -r name; do
      case $name in
        nodejs) command -v node >/dev/null || echo nodejs ;;
        npm) command -v npm >/dev/null || echo npm ;;
        *) echo "$name" ;;
      esac
    done
}
missing_packages() {
  local wanted
  wanted=$(wanted_packages "$@" | sort -u)
  # shellcheck disable=SC2086
  comm -23 <(echo "$wanted") <(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' $wanted 2>/dev/null |
    awk '$2 ~ /^.i/ {print $1}' | sort -u)
}
# Servers among them (PostgreSQL, nginx, etcd) are started by whoever needs one, with a folder of their own: installing starts none.
install_packages() {
  local policy=/usr/sbin/policy-rc.d ours=no code=0
  as_root apt-get update -o DPkg::Lock::Timeout=500
  if [ ! -e $policy ]; then
    ours=yes
    printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
    as_root chmod +x $policy
  fi
  # shellcheck disable=SC2046
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    -o DPkg::Lock::Timeout=500 $(missing_packages "$@") || code=$?
  [ $ours = no ] || as_root rm -f $policy
  return $code
}
# need_packages SECTION…
need_packages() {
  [ -z "$(missing_packages "$@")" ] && return
  step "Debian packages" install_packages "$@"
  local still
  still=$(missing_packages "$@")
  [ -z "$still" ] || fail "these Debian packages could not be installed: ${still//$'\n'/ }"
}

# Debian 12 has Node 18; the web tools need 20.19 or newer, which npm's package `node` brings.
node_is_new() { node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>20||(a===20&&b>=19)?0:1)' 2>/dev/null; }
need_node() {
  PATH="$PWD/build/node/node_modules/node/bin:$PATH"
  export PATH
  node_is_new && return
  step "Node 22" npm install --no-audit --no-fund --prefix build/node node@22
  hash -r
  node_is_new || fail "Node 20.19 or newer is needed; $(node --version) is what there is"
}

# need_npm DIR: exactly what DIR's lock file says.
need_npm() {
  local stamp="build/stamps/npm-${1//\//-}"
  if [ ! -d "$1/node_modules" ] || ! cmp -s "$1/package-lock.json" "$stamp"; then
    step "npm packages of $1" npm --prefix "$1" ci --no-audit --no-fund
    cp "$1/package-lock.json" "$stamp"
  fi
}

# need_program PRESET [TARGET…]
need_program() {
  local preset=$1
  shift
  [ -f "build/$preset/build.ninja" ] || step "configure $preset" cmake --preset "$preset"
  step "build $preset" cmake --build --preset "$preset" ${1:+--target "$@"}
}

# Where the cluster of `bin/run --postgres` lives: here, unless root runs this where the server's own user may not enter.
postgres_folder() {
  mkdir -p data
  local here=$PWD/data/postgres
  if [ "${#here}" -le 85 ] && { [ "$(id -u)" != 0 ] || runuser -u postgres -- test -x "$PWD/data"; }; then
    echo "$here"
  else
    echo "/var/lib/postgresql/sila-$(cksum <<<"$PWD" | cut -d' ' -f1)"
  fi
}
# What a start that was cut off left in the demo's database goes.
empty_database() {
  tools/postgres drop "$1" sila
  tools/postgres new "$1" sila
}

need_web() {
  need_node
  need_npm web
  local stamp=build/stamps/web
  if [ ! -f build/web/portal.html ] || [ -n "$(find web texts -path '*/node_modules' -prune -o -newer "$stamp" -type f -print -quit 2>/dev/null || echo new)" ]; then
    step "web pages" npm --prefix web run build
    touch "$stamp"
  fi
}
