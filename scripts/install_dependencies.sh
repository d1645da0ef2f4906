#!/usr/bin/env bash
# Installs the Debian 12 or Ubuntu 24.04 packages that are missing; as root, or with sudo.
#   scripts/install_dependencies.sh           what the build needs
#   scripts/install_dependencies.sh tests     and what the tests need
#   scripts/install_dependencies.sh fuzz      and what the fuzz targets need
#   scripts/install_dependencies.sh node      and Node.js with npm, unless there is one
# Several words add up. Exit code 1: something is missing and could not be installed.
set -euo pipefail

packages=(g++ cmake ninja-build pkg-config nlohmann-json3-dev libcli11-dev libspdlog-dev libfmt-dev doctest-dev
  libssl-dev libsqlite3-dev libre2-dev libidn2-dev)

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
known() { [[ -n $(apt-cache madison "$1" 2>/dev/null) ]]; }

# Boost 1.81 or later: under a name of its own on Debian 12, the standard one on Ubuntu 24.04.
boost() {
  for name in libboost1.81-dev libboost-dev; do
    if installed "$name" || known "$name"; then
      echo "$name"
      return
    fi
  done
  echo libboost-dev
}

missing() {
  for package in "${packages[@]}"; do
    installed "$package" || echo "$package"
  done
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "install_dependencies.sh: run it as root, or install sudo" >&2
    return 1
  fi
}

for word in "$@"; do
  case $word in
    tests) packages+=(ccache clang-format-14) ;;
    fuzz) packages+=(clang "$(known libclang-rt-14-dev && echo libclang-rt-14-dev || echo libclang-rt-18-dev)") ;;
    node) command -v npm >/dev/null || packages+=(nodejs npm ca-certificates) ;;
    *)
      echo "install_dependencies.sh: \"$word\" is none of tests, fuzz, node" >&2
      exit 2
      ;;
  esac
done

if ! command -v apt-get >/dev/null; then
  echo "This is neither Debian nor Ubuntu. Install by hand: a C++20 compiler, CMake 3.25, Ninja, Boost 1.81," >&2
  echo "nlohmann-json, CLI11, spdlog, fmt, doctest, OpenSSL 3, SQLite 3 and RE2." >&2
  exit 1
fi

# Package lists may be absent on a fresh machine, and Boost's name depends on them.
updated=false
update() {
  [[ $updated == true ]] || as_root apt-get update -qq
  updated=true
}
installed libboost1.81-dev || known libboost1.81-dev || installed libboost-dev || update
packages+=("$(boost)")
mapfile -t absent < <(missing)
[[ ${#absent[@]} -gt 0 ]] || exit 0
echo "installing ${absent[*]}"
update
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${absent[@]}" >/dev/null
