#!/bin/sh
# Finds a Chromium that starts and prints its path. Where there is none, and the user is root on Debian, installs the
# distribution's, saying so on stderr. Anybody else is told what to type.
#
#   CHROMIUM    a browser the user has chosen: taken as it is, never installed
#
# Exit: 0 there is one; 3 there is none.
set -eu

say() { printf '%s\n' "$@" >&2; }
refuse() { say "$@"; exit 3; }

# starts PROGRAM: Ubuntu has a chromium-browser that does no more than ask for a snap.
starts() { "$1" --version >/dev/null 2>&1 </dev/null; }

find_chromium() {
    # The first has no windows and no pages of its own, which the tests would pay for and never see.
    for name in chromium-headless-shell chromium chromium-browser google-chrome; do
        if program=$(command -v "$name") && starts "$program"; then
            printf '%s\n' "$program"
            return 0
        fi
    done
    return 1
}

apt() { DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@" 2>&1 </dev/null; }

# Fresh lists each time, for old ones name files that a mirror no longer has. One list that does not answer fails the
# update; the installation tells what counts.
install_chromium() {
    words=$(apt update) || say "Some package lists could not be refreshed; going on."
    package=chromium
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then package=chromium-headless-shell; fi
    words=$(apt install -y --no-install-recommends "$package")
}

if [ -n "${CHROMIUM:-}" ]; then
    starts "$CHROMIUM" || refuse "CHROMIUM=$CHROMIUM does not start." "Name one that does, or unset CHROMIUM."
    printf '%s\n' "$CHROMIUM"
    exit 0
fi

find_chromium && exit 0

if ! command -v apt-get >/dev/null; then
    refuse "The browser tests need Chromium, and none is on the PATH. Install your distribution's, then type:" \
        "    export CHROMIUM=/path/to/chromium" "    make test"
fi
if [ "$(id -u)" != 0 ]; then
    refuse "The browser tests need Chromium, and installing one takes root. Type, then try again:" \
        "    sudo apt-get update" "    sudo apt-get install -y --no-install-recommends chromium"
fi

say "No Chromium starts: installing chromium with apt-get."
if ! install_chromium; then
    say "That failed, as a mirror does now and then: trying once more."
    install_chromium || refuse "chromium cannot be installed:" "$words" \
        "Install a Chromium by hand, then type:" "    export CHROMIUM=/path/to/chromium" "    make test"
fi
find_chromium || refuse "chromium was installed and does not start. What it says:" "$(chromium --version 2>&1 </dev/null)"
