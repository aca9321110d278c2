#!/bin/sh
# Grades one submission in a CI job: the one script that every template here calls. It fetches nothing, and hands on
# the exit code of `grade run` as it is. See docs/ci.md.
set -eu

usage() {
    cat <<'TEXT'
usage: GRADE_SUBMISSION=FOLDER GRADE_CHALLENGE=SLUG sh grade.sh

GRADE_SUBMISSION  the candidate's files, as data: a folder, a checkout or an archive
GRADE_CHALLENGE   the challenge: a slug, or a path to its folder
GRADE_OUTPUT      where everything goes; must not hold a grade yet (default: grade-out)
GRADE_FORMATS     reports by comma (default: html,markdown,junit,sarif,github,gitlab)
GRADE_FAIL_UNDER  exit with 1 where the proposed score is lower (default: never)
GRADE_SHARE       yes: also make what the candidate may see, in GRADE_OUTPUT-for-candidate (default: no)
GRADE_OPTIONS     more options of `grade run`, by blanks, such as "--verbose --no-own-tests"

Exit: 0 graded, 1 asked to fail, 2 a mistake of yours, 3 void, 4 a bug of ours, 130 interrupted.
TEXT
}

mistake() {
    printf 'grade.sh: %s\n' "$1" >&2
    usage >&2
    exit 2
}

[ -n "${GRADE_SUBMISSION:-}" ] || mistake 'GRADE_SUBMISSION is not set.'
[ -n "${GRADE_CHALLENGE:-}" ] || mistake 'GRADE_CHALLENGE is not set.'
output=${GRADE_OUTPUT:-grade-out}
formats=${GRADE_FORMATS:-html,markdown,junit,sarif,github,gitlab}
case ${GRADE_SHARE:-no} in
    yes | true) share=yes formats=$formats,candidate,candidate-md ;;
    no | false) share=no ;;
    *) mistake 'GRADE_SHARE is yes or no.' ;;
esac
# What an earlier job left would be taken for this one's.
for left in "$output/result.json" "$output/summary.md" "$output-for-candidate"; do
    [ ! -e "$left" ] || mistake "$left is there already. Clean the workspace, or choose another GRADE_OUTPUT."
done
command -v grade >/dev/null || mistake 'there is no "grade" on the PATH.'

started=$(mktemp)
trap 'rm -f "$started"' EXIT

# Tells the job's summary why there is no report, and keeps the log of a bug, which the machine may not outlive.
without_report() {
    case $1 in
        3) told='Void, not zero: trouble on our side. It costs the candidate nothing; run it again.' ;;
        4) told='A bug of the grader. Its log is among the artefacts.' ;;
        *) told='Not graded: the submission or the call was refused.' ;;
    esac
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] ||
        printf '## Not graded\n\n%s The log of the job says what happened (exit code %s).\n' "$told" "$1" \
            >>"$GITHUB_STEP_SUMMARY"
    if [ "$1" -eq 4 ]; then
        mkdir -p "$output"
        find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'grade-bug-*.log' -newer "$started" -exec cp {} "$output" \;
    fi
}

# `grade` disarms what a candidate's text would say to GitHub; a second lock is that GitHub listens to nobody until it
# hears a word that no candidate can know.
hushed=
if [ -n "${GITHUB_ACTIONS:-}" ]; then
    hushed=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '::stop-commands::%s\n' "$hushed"
fi

code=0
grade images build || code=$?
if [ "$code" -eq 0 ]; then
    set -- run --challenge "$GRADE_CHALLENGE" --output "$output" --format "$formats"
    [ -z "${GRADE_FAIL_UNDER:-}" ] || set -- "$@" --fail-under "$GRADE_FAIL_UNDER"
    set -f
    # shellcheck disable=SC2086 # options by blanks
    set -- "$@" ${GRADE_OPTIONS:-}
    set +f
    grade "$@" -- "$GRADE_SUBMISSION" || code=$?
fi

if [ -n "$hushed" ]; then
    printf '::%s::\n' "$hushed"
fi
if [ ! -e "$output/result.json" ]; then
    without_report "$code"
    exit "$code"
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -e "$output/summary.md" ]; then
    cat "$output/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi
if [ -n "${GITHUB_ACTIONS:-}" ] && [ -e "$output/annotations.txt" ]; then
    cat "$output/annotations.txt"
fi
if [ "$share" = yes ]; then
    mkdir "$output-for-candidate"
    cp "$output/candidate.html" "$output/candidate.md" "$output-for-candidate"
fi
exit "$code"
