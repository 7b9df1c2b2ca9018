#!/bin/sh
# Makes a virtual environment and installs what a lock file names, then the package itself, editable.
#
#   sh tools/setup.sh run       [FOLDER]   what the package needs to run
#   sh tools/setup.sh app       [FOLDER]   the same and what the workshop app needs
#   sh tools/setup.sh test      [FOLDER]   the same and the test tools
#   sh tools/setup.sh installer [FOLDER]   only uv, for `make lock`
#
# FOLDER is .venv unless given. Settings, as environment variables:
#   PYTHON=python3.13      the interpreter to use, instead of the first that is new enough
#   NETSUSTAIN_NO_UV=1     install with pip alone

set -eu

what=${1:?run, test or installer}
venv=${2:-.venv}
cd "$(dirname "$0")/.."

say() { printf 'set-up: %s\n' "$*"; }
fail() { printf 'set-up: %s\n' "$@" >&2; exit 1; }

# ---- an interpreter ---------------------------------------------------------------------------------

# A name on PATH proves nothing (version managers leave names for versions that are not there), so each
# candidate is run.
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

find_python() {
    without_venv=
    for candidate in ${PYTHON:-python3 python3.11 python3.12 python3.13 python3.14}; do
        new_enough "$candidate" || continue
        if can_make_venv "$candidate"; then
            echo "$candidate"
            return
        fi
        without_venv=${without_venv:-$candidate}
    done
    if [ -n "$without_venv" ]; then
        fail "$without_venv is new enough but has no venv module." \
             "On Debian and Ubuntu type: sudo apt-get install python3-venv"
    fi
    fail "no Python 3.11 or newer found (tried: ${PYTHON:-python3, python3.11, 3.12, 3.13, 3.14})." \
         "Install one, or say where it is: make PYTHON=/path/to/python3 …"
}

if ! { new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then
    base=$(find_python)
    say "making $venv with $base ($("$base" -c 'import platform; print(platform.python_version())'))"
    "$base" -m venv --clear "$venv"
fi
python=$venv/bin/python

# ---- an installer -----------------------------------------------------------------------------------

# uv installs in a fraction of pip's time. Anything that goes wrong with it is no failure: pip follows.
get_uv() {
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.lock
}

uv_install() {
    # uv does not read pip's configuration: hand over the index that pip would use.
    index=${PIP_INDEX_URL:-$("$python" -m pip config get global.index-url 2>/dev/null || true)}
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}" ]; then
        export UV_DEFAULT_INDEX="$index"
    fi
    UV_HTTP_RETRIES=${UV_HTTP_RETRIES:-1} "$venv/bin/uv" pip install --quiet --python "$python" "$@"
}

pip_install() {
    "$python" -m pip install --quiet --disable-pip-version-check "$@"
}

install() {
    if [ "$with_uv" = yes ]; then
        uv_install "$@" && return
        say "uv could not install; going on with pip, which takes about a minute"
        with_uv=no
    fi
    pip_install "$@" || fail "pip could not install. Is a package index reachable? Its message is above." \
                             "Another interpreter may help: make PYTHON=python3.12 …"
}

if [ "$what" = installer ]; then
    get_uv
    exit
fi

with_uv=yes
if [ -n "${NETSUSTAIN_NO_UV:-}" ]; then
    with_uv=no
elif ! get_uv; then
    say "uv could not be had; going on with pip, which takes about a minute"
    with_uv=no
fi

# ---- install ----------------------------------------------------------------------------------------

# pip and uv refuse an editable folder among hashed requirements, so the package follows its lock; its
# build tools are in the lock, so the second step asks no index for anything.
say "installing requirements/$what.lock"
install --require-hashes -r "requirements/$what.lock"
install --no-deps --no-build-isolation -e .

# The stamp says where the environment was made: in a moved or copied folder it counts as missing.
pwd -P > "$venv/.ready-$what"
case $what in # each holds what the ones before it do
    app) pwd -P > "$venv/.ready-run" ;;
    test) pwd -P > "$venv/.ready-run"; pwd -P > "$venv/.ready-app" ;;
esac
say "ready"
