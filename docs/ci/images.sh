#!/bin/sh
# Carries the images of `grade` from one job to another. Call `save` only in a job that has run no candidate's code.
set -eu

usage() {
    cat <<'TEXT'
usage: sh images.sh key          a word for the images that this version of `grade` wants
       sh images.sh save FILE    those that are built, and the packages' images made of them
       sh images.sh load FILE    back into the engine; a file that is not there is no mistake

`docker` is asked by the same DOCKER_HOST as `grade`. A tag is the hash of what an image was made of.
TEXT
}

case "${1:-}:$#" in
    key:1)
        listed=$(grade images list)
        printf '%s\n' "$listed" |
            awk '$2 != "stale" && $1 !~ /^grader-dependencies:/ { print $1 }' | sort | sha256sum | cut -c 1-32
        ;;
    save:2)
        listed=$(grade images list)
        tags=$(printf '%s\n' "$listed" | awk '$2 == "built" { print $1 }')
        [ -n "$tags" ] || { echo 'images.sh: no image is built; "grade images build" does it.' >&2; exit 2; }
        # shellcheck disable=SC2086 # tags have no blanks
        docker save --output "$2" $tags
        ;;
    load:2)
        [ ! -e "$2" ] || docker load --quiet --input "$2"
        ;;
    *)
        usage >&2
        exit 2
        ;;
esac
