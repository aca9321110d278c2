#!/bin/sh
# finish FOLDER…: the last step of a build. Compiles the Python of the folders; takes away what no box has a use for.
set -eu

# Unchecked: nothing in a read-only box can change a source, so no start need compare times.
compile() { python3 -I -m compileall -q -f --invalidation-mode unchecked-hash "$@"; }

compile "$@"
if [ -d /grader ]; then
    # Beside its source as well, because Python never looks into __pycache__ for the program that it is told to run:
    # `python3 /grader/agent.pyc` starts without compiling.
    compile -b /grader
    chmod -R a+rX /grader
    sed -i 's/^hosts:.*/hosts: files myhostname/' /etc/nsswitch.conf
fi

rm -rf /usr/share/doc /usr/share/man /usr/share/info /usr/share/locale /usr/share/lintian /usr/share/bug \
    /var/cache/apt/* /var/lib/apt/lists/* /var/cache/debconf/* /var/log/* /tmp/* "$HOME/.cache"

# Every box runs without new privileges and without capabilities; this is the second lock.
find / -xdev -perm /6000 -exec chmod ug-s {} +
