#!/bin/sh
# Prints the path of a Python 3.13, else 3.12, that is not the version given; nothing where there is none.
#
#   sh tools/second_python.sh 3.11

set -eu

first=${1:?the version to do without, such as 3.11}
runs_here() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }
for version in 3.13 3.12; do
    if [ "$version" = "$first" ]; then continue; fi
    # pyenv puts python3.13 on PATH for every version it holds, but runs only those chosen: look behind it.
    for candidate in "python$version" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version".*/bin/python3; do
        if runs_here "$candidate"; then
            echo "$candidate"
            exit
        fi
    done
done
