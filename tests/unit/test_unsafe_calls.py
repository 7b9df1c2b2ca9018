"""Nothing in the package runs what a file holds: no loader that builds objects, no shell, no XML without its guard.

What may stand is listed with its reason; an entry that no longer stands is a failure too.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import netsustain

PACKAGE = Path(netsustain.__file__).parent
MODULES = {
    "pickle": "runs code of the file",
    "_pickle": "runs code of the file",
    "cPickle": "runs code of the file",
    "marshal": "crashes the interpreter",
    "shelve": "is pickle",
    "dill": "is pickle",
    "cloudpickle": "is pickle",
    "joblib": "is pickle",
    "jsonpickle": "builds any object",
    "yaml": "builds any object unless told",
    "xml.etree": "expands entities",
    "xml.dom": "expands entities",
    "xml.sax": "expands entities",
    "xmlrpc": "expands entities",
    "lxml": "expands entities",
    "subprocess": "runs programs",
    "pty": "runs programs",
    "commands": "runs programs",
    "code": "runs code",
    "codeop": "runs code",
    "runpy": "runs code",
    "ctypes": "runs machine code",
    "cffi": "runs machine code",
    "telnetlib": "asks other machines",
    "ftplib": "asks other machines",
    "urllib.request": "asks other machines",
    "http.client": "asks other machines",
    "requests": "asks other machines",
    "httpx": "asks other machines",
}
"""Modules that must not be imported, and why."""
CALLS = {
    "eval": "runs code",
    "exec": "runs code",
    "compile": "makes code",
    "__import__": "loads any module",
    "breakpoint": "halts",
    "exec_module": "runs code",
    "load_module": "runs code",
    "import_module": "loads a module by name",
    "read_pickle": "is pickle",
    "to_pickle": "is pickle",
    "read_hdf": "is pickle",
    "read_html": "asks other machines",
    "os.system": "runs a shell",
    "os.popen": "runs a shell",
    "os.execv": "runs programs",
    "os.execvp": "runs programs",
    "os.spawnv": "runs programs",
    "os.startfile": "runs programs",
    "numpy.load": "may be pickle",
    "np.load": "may be pickle",
    "mktemp": "a name another may take",
}
"""Functions that must not be called, by their name or, with a dot, by their full one."""
KEYWORDS = {"shell": "runs a shell", "allow_pickle": "is pickle"}
"""Arguments that must not be True."""
ALLOWED = {
    ("exploration/remote/worker.py", "pickle"): (
        "a part on its way to a Dask worker: Dask itself sends pickle, so whoever reaches its scheduler can run "
        "programs there (docs/cluster.md says so); only a worker unpickles it, as it came by that wire"
    ),
    ("driver.py", "exec_module"): "the driver: this package's own text, compared with its file in the cache before",
    ("exploration/branches/running.py", "exec_module"): "the driver of branches: as above",
    ("importing/archive.py", "xml.parsers"): "the bare parser: refuses document types itself, and builds nothing",
    ("cli/program.py", "import_module"): "the module of a command: its name stands beside it",
    ("commands/doctor.py", "import_module"): "a package of the table PACKAGES, to see whether it loads",
    ("commands/doctor_app.py", "subprocess"): "asks Node for its version: fixed words, no shell",
    ("__init__.py", "import_module"): "a public name's module: from a table in that file",
    ("scenario/__init__.py", "import_module"): "a public name's module: from a table in that file",
    ("exploration/kinds/__init__.py", "import_module"): "the module of a kind of experiment: from the table KINDS",
    ("report/experiments/__init__.py", "import_module"): "the module of a kind of experiment: asked for before",
}
"""File and what stands there → why it may."""


def unsafe(source: str) -> Iterator[str]:
    """What a module's text imports and calls of the lists above."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _module(alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found = {each for alias in node.names for each in _module(f"{node.module}.{alias.name}")}
            yield from found
            yield from (alias.name for alias in node.names if alias.name in CALLS)
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            yield from (bad for bad in (name, name.rpartition(".")[2]) if bad in CALLS and not name.startswith("re."))
            yield from (
                f"{word.arg}=" for word in node.keywords if word.arg in KEYWORDS and ast.unparse(word.value) != "False"
            )


def _module(name: str) -> Iterator[str]:
    if name.startswith("xml.") and name.split(".")[1] == "parsers":
        yield "xml.parsers"
    yield from (bad for bad in MODULES if name == bad or name.startswith(f"{bad}."))


def standing() -> Counter[tuple[str, str]]:
    """What stands in the package, by file."""
    return Counter(
        (path.relative_to(PACKAGE).as_posix(), what)
        for path in sorted(PACKAGE.rglob("*.py"))
        for what in unsafe(path.read_text(encoding="utf-8"))
    )


def test_nothing_stands_but_what_is_allowed():
    assert set(standing()) - set(ALLOWED) == set()


def test_every_exception_is_still_needed():
    assert set(ALLOWED) - set(standing()) == set()


PLANTED = {
    "import pickle": "pickle",
    "from pickle import loads": "pickle",
    "import marshal as m": "marshal",
    "import shelve": "shelve",
    "import dill": "dill",
    "import cloudpickle": "cloudpickle",
    "import joblib; joblib.load(path)": "joblib",
    "import yaml; yaml.load(text)": "yaml",
    "from xml.etree import ElementTree": "xml.etree",
    "import xml.etree.ElementTree as ET": "xml.etree",
    "from xml.dom.minidom import parse": "xml.dom",
    "from lxml import etree": "lxml",
    "import subprocess": "subprocess",
    "from urllib.request import urlopen": "urllib.request",
    "from urllib import request": "urllib.request",
    "eval(text)": "eval",
    "exec(text)": "exec",
    "compile(text, '', 'exec')": "compile",
    "__import__(name)": "__import__",
    "import os; os.system(text)": "os.system",
    "import os; os.popen(text)": "os.popen",
    "run(text, shell=True)": "shell=",
    "numpy.load(path, allow_pickle=True)": "allow_pickle=",
    "np.load(path)": "np.load",
    "pandas.read_pickle(path)": "read_pickle",
    "from pandas import read_pickle": "read_pickle",
    "importlib.import_module(name)": "import_module",
    "spec.loader.exec_module(module)": "exec_module",
    "frame.to_pickle(path)": "to_pickle",
    "tempfile.mktemp()": "mktemp",
    "from ctypes import CDLL": "ctypes",
    "def f():\n    import pickle as harmless": "pickle",
}


@pytest.mark.parametrize("source", PLANTED)
def test_each_is_noticed_where_it_stands(source):
    assert PLANTED[source] in set(unsafe(source))


@pytest.mark.parametrize(
    "source",
    [
        "import re; re.compile('x')",
        "from defusedxml import ElementTree",
        "run(text, shell=False)",
        "model.evaluate()",
        "import json",
    ],
)
def test_what_is_harmless_is_left_alone(source):
    assert set(unsafe(source)) == set()
