#!/bin/sh
# bundle.sh FOLDER: makes of each program here, with all that it requires, one script in FOLDER, and a snapshot of the
# process once it has answered for the sample.
set -eu

here=$(dirname "$0")
for program in duplication eslint; do
    # jiti would load a configuration in TypeScript; nobody installs it and nobody asks.
    "$here/node_modules/.bin/esbuild" "$here/$program.cjs" --bundle --platform=node --target=node24 --log-level=error \
        --external:jiti --external:jiti/package.json --legal-comments=eof --outfile="$1/$program.js"
    node --no-warnings --snapshot-blob "$1/$program.blob" --build-snapshot "$1/$program.js" \
        < "$here/sample/$program.json"
done
