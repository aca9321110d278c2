#!/bin/sh
# Finds a container engine that answers and prints its address, as DOCKER_HOST takes it. Where none does, and the user
# is root on Debian or Ubuntu, installs the distribution's and starts it, saying so on stderr. Anybody else is told what
# to type.
#
#   DOCKER_HOST       an engine the user has chosen: taken as it is, never installed or started
#   ENGINE_SOCKETS    where to look for one otherwise
#   PYTHON            any Python 3, to ask the engine with
#
# Exit: 0 an engine answers; 3 none does.
set -eu

python=${PYTHON:-python3}
runtime=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
sockets=${ENGINE_SOCKETS:-/var/run/docker.sock $runtime/docker.sock ${HOME:-/root}/.docker/run/docker.sock \
    /run/podman/podman.sock $runtime/podman/podman.sock}
log=/var/log/grader-dockerd.log
lock=/run/grader-engine.lock
patience_s=60

say() { printf '%s\n' "$@" >&2; }
refuse() { say "$@"; exit 3; }

# answers SOCKET: whether an engine is behind it. In Python, for neither curl nor a docker client need be installed.
answers() {
    [ -S "$1" ] && "$python" -c '
import socket, sys
with socket.socket(socket.AF_UNIX) as engine:
    engine.settimeout(5)
    engine.connect(sys.argv[1])
    engine.sendall(b"GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n")
    sys.exit(b" 200 " not in engine.recv(64))
' "$1" 2>/dev/null
}

find_engine() {
    for socket in $sockets; do
        if answers "$socket"; then
            printf 'unix://%s\n' "$socket"
            return 0
        fi
    done
    return 1
}

# running NAME: whether a process of that name lives; a minimal machine has no pgrep. The dead that nobody has buried
# yet, as in a container whose first process is no init, keep a name but have no program.
running() {
    for process in /proc/[0-9]*; do
        if [ -e "$process/exe" ] && { read -r name <"$process/comm"; } 2>/dev/null && [ "$name" = "$1" ]; then
            return 0
        fi
    done
    return 1
}

wait_for_engine() {
    seconds=$1
    while [ "$seconds" -gt 0 ]; do
        find_engine && return 0
        sleep 1
        seconds=$((seconds - 1))
    done
    return 1
}

apt() { apt-get -q -o DPkg::Lock::Timeout=120 "$@" >>"$log" 2>&1 </dev/null 9>&-; }

install_engine() {
    say "No container engine answers: installing docker.io with apt-get."
    export DEBIAN_FRONTEND=noninteractive
    # A third party's package list that does not answer fails the update; the installation tells what counts.
    apt update || say "Some package lists could not be refreshed; going on."
    apt install -y --no-install-recommends docker.io iptables || refuse \
        "docker.io cannot be installed:" "$(tail -n 10 "$log")" "Install a container engine by hand, then try again."
}

# A machine that was copied or cut off keeps the names of processes that are gone; their numbers may be somebody else's
# now, and dockerd would refuse to start or wait for a containerd that does not exist.
forget_dead_daemons() {
    running dockerd || rm -f /var/run/docker.pid
    running containerd || rm -f /run/docker/containerd/containerd.pid /run/containerd/containerd.sock
}

start_engine() {
    grep -q ' /sys/fs/cgroup' /proc/mounts || refuse \
        "No control groups are mounted on /sys/fs/cgroup, and no engine starts without them. Type:" \
        "    mount -t cgroup2 none /sys/fs/cgroup"
    forget_dead_daemons
    if [ -d /run/systemd/system ]; then
        say "Starting docker with systemctl."
        systemctl start docker >>"$log" 2>&1 9>&- || journalctl -u docker -n 20 --no-pager >>"$log" 2>&1 || true
    elif [ -x /etc/init.d/docker ]; then
        say "Starting docker with its service script."
        service docker start >>"$log" 2>&1 </dev/null 9>&- || true
        sleep 2
    fi
    if [ ! -d /run/systemd/system ] && ! running dockerd; then
        say "Starting dockerd in the background; its log is $log."
        setsid nohup dockerd >>"$log" 2>&1 </dev/null 9>&- &
    fi
}

if [ -n "${DOCKER_HOST:-}" ]; then
    case $DOCKER_HOST in
        unix://*)
            answers "${DOCKER_HOST#unix://}" || refuse \
                "DOCKER_HOST=$DOCKER_HOST: no engine answers there." "Start that engine, or unset DOCKER_HOST."
            ;;
        *) ;; # far away: grade says so itself if it does not answer
    esac
    printf '%s\n' "$DOCKER_HOST"
    exit 0
fi

find_engine && exit 0

for socket in $sockets; do
    if [ -S "$socket" ] && [ ! -w "$socket" ]; then
        # shellcheck disable=SC2016 # to be typed as it stands
        refuse "There is an engine at $socket, and you may not talk to it. Type, then log in again:" \
            '    sudo usermod -aG docker "$USER"'
    fi
done
if ! command -v apt-get >/dev/null; then
    refuse "No container engine answers. Install Docker, or Podman with its Docker socket, and start it:" \
        "    sudo systemctl enable --now docker" "    (or: systemctl --user enable --now podman.socket)"
fi
if [ "$(id -u)" != 0 ]; then
    # shellcheck disable=SC2016 # to be typed as it stands
    refuse "No container engine answers, and installing one takes root. Type, then log in again:" \
        "    sudo apt-get install -y --no-install-recommends docker.io iptables" \
        '    sudo systemctl start docker && sudo usermod -aG docker "$USER"'
fi

# One at a time, and the second finds what the first has started. Every daemon is started with the lock's descriptor
# closed, or it would hold the lock for as long as it lives.
exec 9>"$lock"
flock 9
find_engine && exit 0
command -v dockerd >/dev/null || install_engine
# The package may have started it already.
running dockerd || start_engine
wait_for_engine "$patience_s" && exit 0
refuse "The engine does not answer within $patience_s s. The last lines of $log:" "$(tail -n 15 "$log" 2>/dev/null)" \
    "In a container of your own, hand it the engine's socket instead and name that in DOCKER_HOST."
