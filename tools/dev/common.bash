# SPDX-License-Identifier: MIT
# What the scripts of tools/dev share: where the project is, and saying each
# step with the seconds since the start. Source it; it changes to the root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
jobs=2

# say TEXT...: one line with the seconds since the script began.
say() { printf '\n== [%4ds] %s\n' "$SECONDS" "$*"; }

# die TEXT...: the reason on stderr, then exit 1.
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# build PRESET [CMAKE-ARGUMENT...]: configures and builds one preset.
build() {
  local preset=$1
  shift
  say "configure $preset"
  mkdir -p build
  cmake --preset "$preset" "$@" >"build/$preset.log" 2>&1 ||
    { cat "build/$preset.log" && die "cmake --preset $preset failed"; }
  say "build $preset"
  cmake --build "build/$preset" -j "$jobs" || die "building $preset failed"
}
