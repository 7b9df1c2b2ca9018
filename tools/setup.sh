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

what=${1:?run, app, test or installer}
venv=${2:-.venv}
cd "$(dirname "$0")/.."

say() { printf 'set-up: %s\n' "$*"; }
fail() { printf 'set-up: %s\n' "$@" >&2; exit 1; }

# ---- room -------------------------------------------------------------------------------------------

# What an environment takes on a 64-bit Linux, with a tenth to spare, in MiB.
case $what in installer) mebibytes=120 ;; test) mebibytes=1260 ;; *) mebibytes=900 ;; esac
free=$(df -Pk . 2>/dev/null | awk 'NR == 2 { print int($4 / 1024) }')
if [ ! -x "$venv/bin/python" ] && [ "${free:-$mebibytes}" -lt "$mebibytes" ]; then
    fail "only $free MiB are free here and $mebibytes are needed." \
         "Make room, or put the environment on another disk: mkdir /other/disk/venv && ln -s /other/disk/venv $venv"
fi

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
        version=$("$without_venv" -c 'import sys; print("{}.{}".format(*sys.version_info))')
        fail "$without_venv ($version) is new enough but cannot make environments: its venv or ensurepip is missing." \
             "On Debian and Ubuntu type: sudo apt-get install python3-venv   (or python$version-venv)" \
             "Or name another interpreter: make PYTHON=/path/to/python3 …"
    fi
    fail "no Python 3.11 or newer found (tried: ${PYTHON:-python3, python3.11, 3.12, 3.13, 3.14})." \
         "On Debian and Ubuntu type: sudo apt-get install python3 python3-venv   (macOS: brew install python)" \
         "Or say where one is: make PYTHON=/path/to/python3 …"
}

if ! { new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then
    base=$(find_python)
    say "making $venv with $base ($("$base" -c 'import platform; print(platform.python_version())'))"
    "$base" -m venv --clear "$venv" || fail "$venv could not be made in $PWD; the message is above." \
        "If this folder may not be written to: git clone \"$PWD\" ~/netsustain && cd ~/netsustain, then the same again." \
        "If the disk is full: df -h . says so; $mebibytes MiB are needed."
fi
python=$venv/bin/python

# ---- an installer -----------------------------------------------------------------------------------

# uv installs in a fraction of pip's time. Anything that goes wrong with it is no failure: pip follows.
get_uv() {
    "$python" -m pip install --quiet --disable-pip-version-check --retries 1 --require-hashes \
        -r requirements/installer.lock
}

uv_install() {
    # uv does not read pip's configuration: hand over the index that pip would use, and whose word it takes for it.
    index=${PIP_INDEX_URL:-$("$python" -m pip config get global.index-url 2>/dev/null || true)}
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}" ]; then
        export UV_DEFAULT_INDEX="$index"
    fi
    # Where a proxy opens every connection, the system knows its certificate and uv's own list does not.
    certificates=${PIP_CERT:-$("$python" -m pip config get global.cert 2>/dev/null || true)}
    if [ -n "$certificates" ] && [ -z "${SSL_CERT_FILE:-}" ]; then
        export SSL_CERT_FILE="$certificates"
    fi
    UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1} UV_HTTP_RETRIES=${UV_HTTP_RETRIES:-1} \
        "$venv/bin/uv" pip install --quiet --python "$python" "$@" 2>"$venv/uv.log"
}

pip_install() {
    "$python" -m pip install --quiet --disable-pip-version-check "$@"
}

install() {
    if [ "$with_uv" = yes ]; then
        uv_install "$@" && return
        say "uv could not install ($(sed -n 's/^error: //p' "$venv/uv.log" | head -n 1)); going on with pip," \
            "which takes about a minute"
        with_uv=no
    fi
    pip_install "$@" || fail "pip could not install; its message is above." \
        "No network, or a proxy? Try: $python -m pip download --no-deps --dest /tmp segno   (it says what is in the way)" \
        "Behind a proxy type: export HTTPS_PROXY=http://name:port   before make." \
        "No network at all: on a machine that has one, of this kind and with this Python, type make bundle and bring" \
        "    its folder dist/bundle here; INSTALL.txt in it says the rest." \
        "No wheel for this Python? Try another: make PYTHON=python3.12 …" \
        "No room? df -h . must show $mebibytes MiB. Then: make clean, and the same again."
}

if [ "$what" = installer ]; then
    get_uv
    exit
fi

with_uv=yes
if [ -n "${NETSUSTAIN_NO_UV:-}" ]; then
    with_uv=no
elif ! get_uv 2>"$venv/uv.log"; then
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
