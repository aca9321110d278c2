#!/bin/sh
# venv.sh FOLDER [PYTHON]: makes a virtual environment with the first Python of 3.11 or newer that it finds. Where
# Debian or Ubuntu left out what venv needs, root gets it installed, and anybody else is told what to type.
set -eu

venv=$1
say() { printf '%s\n' "$@" >&2; }

if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

found=
for python in ${2:-} python3 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        found=$python
        break
    fi
done
if [ -z "$found" ]; then
    say "There is no Python of 3.11 or newer here. Install one, or name it: make PYTHON=/where/it/is" \
        "    sudo apt-get install -y python3 python3-venv"
    exit 2
fi

if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$found" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        say "$found cannot make virtual environments here. Type:" "    sudo apt-get install -y $package"
        exit 2
    fi
    say "$found cannot make virtual environments: installing $package with apt-get."
    export DEBIAN_FRONTEND=noninteractive
    # A third party's package list that does not answer fails the update; the installation tells what counts.
    apt-get -qq -o DPkg::Lock::Timeout=120 update || say "Some package lists could not be refreshed; going on."
    apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$package" >/dev/null
fi

say "Making $venv with $("$found" --version)"
"$found" -m venv --clear "$venv"
