#!/bin/sh
# Fills a folder with the wheels of the package and of everything it and its workshop app need, for this kind of machine.
#
#   sh tools/bundle.sh PYTHON FOLDER

set -eu

export PIP_DISABLE_PIP_VERSION_CHECK=1

python=$1
folder=$2
fresh=$folder.part

rm -rf "$fresh"
mkdir -p "$fresh"
"$python" -m pip download --quiet --require-hashes --only-binary :all: -r requirements/app.lock -d "$fresh" || {
    echo "bundle: the wheels could not be had; pip's message is above. A bundle is made where a package index is reachable." >&2
    exit 1
}
"$python" -m pip wheel --quiet --no-deps --no-build-isolation --no-cache-dir --wheel-dir "$fresh" .

machine=$("$python" -c 'import platform as p; print(f"{p.system()} on {p.machine()}")')
version=$("$python" -c 'import sys; print("{}.{}".format(*sys.version_info))')
cat > "$fresh/INSTALL.txt" <<NOTE
These wheels install netsustain with no network, on $machine with Python $version.
For another system or another Python, run "make bundle" on a machine of that kind.

In this folder, type:

    python$version -m venv netsustain
    netsustain/bin/pip install --no-index --find-links . "netsustain[app]"
    netsustain/bin/netsustain doctor
    netsustain/bin/netsustain app
NOTE

rm -rf "$folder"
mv "$fresh" "$folder"
echo "$folder: $(find "$folder" -name "*.whl" | wc -l) wheels for $machine, Python $version; see $folder/INSTALL.txt"
