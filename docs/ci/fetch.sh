#!/bin/sh
# Brings one commit of a candidate's repository here as data: nothing of it is run, followed or asked for more.
set -eu

usage() {
    cat <<'TEXT'
usage: sh fetch.sh URL COMMIT FOLDER

COMMIT is a whole hash. FETCH_TOKEN, where it is set, may read the repository; it is told to git by the environment,
and is left in no file and no list of processes. FETCH_PROTOCOL (default: https) is the only one spoken, so that no
address can name a program. Submodules, LFS, hooks, filters and redirects stay out. No file may
become larger than FETCH_MOST_MIB (default: 1024).
TEXT
}

mistake() {
    printf 'fetch.sh: %s\n' "$1" >&2
    usage >&2
    exit 2
}

[ $# -eq 3 ] || mistake 'it takes an address, a commit and a folder.'
url=$1 commit=$2 folder=$3
protocol=${FETCH_PROTOCOL:-https}
case $url in
    *[!A-Za-z0-9._~:/@%+-]*) mistake 'the address has a character that none of ours has.' ;;
    "$protocol"://*) ;;
    *) mistake "the address must begin with $protocol://" ;;
esac
case $commit in
    *[!0-9a-f]*) mistake 'the commit is not a hash.' ;;
esac
[ ${#commit} -eq 40 ] || [ ${#commit} -eq 64 ] || mistake 'the commit is not a whole hash.'
[ ! -e "$folder" ] || mistake "$folder is there already."

# No configuration but what stands here: a machine's own may have filters (Git LFS installs one) and helpers.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_CONFIG_PARAMETERS GIT_TEMPLATE_DIR GIT_ASKPASS SSH_ASKPASS
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_ATTR_NOSYSTEM=1
export GIT_TERMINAL_PROMPT=0 GIT_LFS_SKIP_SMUDGE=1 GIT_CONFIG_COUNT=0
if [ -n "${FETCH_TOKEN:-}" ]; then
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraHeader
    GIT_CONFIG_VALUE_0="Authorization: Basic $(printf 'x-access-token:%s' "$FETCH_TOKEN" | base64 | tr -d '\n')"
    export GIT_CONFIG_VALUE_0
    unset FETCH_TOKEN
fi

careful() {
    git -C "$folder" -c protocol.allow=never -c "protocol.$protocol.allow=always" -c http.followRedirects=false \
        -c core.hooksPath=/dev/null -c core.fsmonitor=false -c submodule.recurse=false -c transfer.fsckObjects=true \
        -c gc.auto=0 -c advice.detachedHead=false "$@"
}

ulimit -f $((${FETCH_MOST_MIB:-1024} * 2048))
git init --quiet --template= -- "$folder"
careful fetch --quiet --no-tags --no-recurse-submodules -- "$url" "$commit"
careful checkout --quiet --detach "$commit"
