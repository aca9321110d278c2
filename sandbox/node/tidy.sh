#!/bin/sh
# tidy.sh FOLDER: takes from installed packages what nothing in a box reads. Licences, code and types stay.
set -eu

find "$1" -type f \( -name '*.map' -o -name '*.flow' -o -name '*.tsbuildinfo' -o -path '*/date-fns/*cdn*.js' -o -path '*/typescript/lib/*/*' \
    -o -iname 'readme*.md' -o -iname 'changelog*.md' -o -iname 'history.md' \) -delete
