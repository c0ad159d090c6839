# shellcheck shell=bash
# What the other scripts share. Sourced, never run.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
[[ $TARGET = /* ]] || TARGET=$ROOT/$TARGET
# Tools are kept between runs, so that only the first one waits for them.
TOOLS=$TARGET/tools
mkdir -p "$TOOLS/bin"
PATH=$TOOLS/bin:$TOOLS/python/bin:$PATH
export PATH

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$*"
  exit 2
}

# debian_packages COMMAND:PACKAGE … installs the package of each command that is absent; the command may be a path. What is a server is
# started by the tests that need it: not by being installed, nor with the machine. None takes the place of a program that is there.
debian_packages() {
  local pair missing=() as_root=()
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  local install=(apt-get install --yes --no-install-recommends --no-remove "${missing[@]}")
  command -v apt-get >/dev/null || die "Please install what provides these Debian packages, then start again: ${missing[*]}"
  if [[ $(id -u) -ne 0 ]]; then
    if command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
      as_root=(sudo)
    else
      die "Neither root nor sudo. Run this, then start again:
  apt-get update && ${install[*]}"
    fi
  fi
  say "Installing Debian packages: ${missing[*]}"
  "${as_root[@]}" apt-get update --quiet --quiet >&2 || say "apt-get update failed; trying with the lists that are there"
  # invoke-rc.d(8): 101 forbids it. Each server of Debian has its file in /etc/init.d, for whatever starts the machine.
  # shellcheck disable=SC2016 # The other shell expands it.
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -c '
    set -e
    policy=/usr/sbin/policy-rc.d before=$(ls /etc/init.d)
    if [[ ! -e $policy ]]; then
      trap "rm -f $policy" EXIT
      printf "#!/bin/sh\nexit 101\n" | install -m 755 /dev/stdin "$policy"
    fi
    "$@"
    comm -13 <(echo "$before") <(ls /etc/init.d) | xargs --no-run-if-empty -I NAME update-rc.d NAME disable
  ' bash "${install[@]}" >&2
}

# What any build needs: a C compiler for SQLite and the allocator, and Rust itself.
build_tools() {
  [[ -x ${HOME:-/root}/.cargo/bin/cargo ]] && PATH=$PATH:${HOME:-/root}/.cargo/bin
  command -v cargo >/dev/null ||
    die "Rust is absent. Install it as https://rustup.rs says (the version is in rust-toolchain.toml), then start again."
  debian_packages cc:build-essential make:make git:git
}

# cargo_tool COMMAND VERSION builds a Rust tool into target/tools, unless it is there.
cargo_tool() {
  command -v "$1" >/dev/null && return 0
  say "Installing $1 $2 into $TOOLS (once, one to five minutes)"
  # A tool that runs for a second need not be optimised for minutes.
  CARGO_TARGET_DIR=$TOOLS/build CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=false \
    cargo install "$1" --version "$2" --locked --quiet --root "$TOOLS" >&2
  rm -rf "$TOOLS/build"
}

# python_tool COMMAND WHEEL==VERSION … installs Python wheels into target/tools, unless the command is there.
python_tool() {
  local command=$1
  shift
  ! command -v "$command" >/dev/null || return 0
  if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    debian_packages no-python-with-venv:python3-venv
  fi
  say "Installing $* into $TOOLS"
  [[ -x $TOOLS/python/bin/pip ]] || python3 -m venv "$TOOLS/python" >&2
  "$TOOLS/python/bin/pip" install --quiet --disable-pip-version-check "$@" >&2
}

# Node, with npm. Debian 12 has Node 18 itself, with which Playwright does not start.
node_tools() {
  if ! { node --eval 'process.exit(Number.parseInt(process.versions.node) >= 20 ? 0 : 1)' && command -v npm; } >/dev/null 2>&1; then
    die "Node 20 or newer, with npm, is absent. Install it as https://nodejs.org/download says, then start again."
  fi
}

# Python with the readers of citations that the tests ask; where it is, in SILLAGE_TEST_PYTHON.
citation_readers() {
  [[ -z ${SILLAGE_TEST_PYTHON:-} ]] || return 0
  python_tool citation-readers bibtexparser==2.1.0 rispy==0.10.0 citeproc-py==0.11.1
  [[ -e $TOOLS/python/bin/citation-readers ]] || ln -s python3 "$TOOLS/python/bin/citation-readers"
  export SILLAGE_TEST_PYTHON=$TOOLS/python/bin/citation-readers
}
