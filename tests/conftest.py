"""What tests share: the plain model beside the compiled one, one rate of false alarms, pages without figures."""

from __future__ import annotations

import importlib
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import NormalDist
from types import ModuleType

import pytest

from netsustain import kernels

FALSE_ALARM = 1e-6
"""Chance that a statistical test fails on a correct model; seeds are fixed, so a test that passes stays so."""

SHARED = ("netsustain.scenario", "netsustain.messages", "netsustain.state")
"""Parts without machine code: both models use the same classes."""


@pytest.fixture(scope="session")
def standard_errors() -> float:
    """How many standard errors a mean may lie from what is expected."""
    return NormalDist().inv_cdf(1.0 - FALSE_ALARM / 2.0)


class PlainModel:
    """A second copy of the model with nothing compiled, for tests that call what is inside a rule.

    It is imported under the model's own names while those of the compiled model are put aside.
    """

    def __init__(self) -> None:
        self._modules: dict[str, ModuleType] = {}

    @staticmethod
    def _is_model(name: str) -> bool:
        return name.split(".")[0] in ("netsustain", "netsustain_driver") and not name.startswith(SHARED)

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        compiled = {name: module for name, module in sys.modules.items() if self._is_model(name)}
        off = kernels.numba.config.DISABLE_JIT
        for name in compiled:
            del sys.modules[name]
        sys.modules.update(self._modules)
        kernels.numba.config.DISABLE_JIT = 1
        try:
            yield
        finally:
            kernels.numba.config.DISABLE_JIT = off
            for name in list(filter(self._is_model, sys.modules)):
                self._modules[name] = sys.modules.pop(name)
            sys.modules.update(compiled)

    def __call__(self, name: str) -> ModuleType:
        """The plain ``netsustain.<name>``."""
        whole = f"netsustain.{name}"
        if whole not in self._modules:
            with self._in_place():
                importlib.import_module(whole)
        return self._modules[whole]

    def driver(self) -> ModuleType:
        """The plain generated driver: ``start``, ``month``, ``one_month`` and ``ensemble``."""
        maker = self("driver")
        with self._in_place():
            return maker.load()


@pytest.fixture(scope="session")
def plain() -> PlainModel:
    """``plain("rules.trust")`` is that module in plain Python."""
    return PlainModel()


@pytest.fixture
def unrendered(monkeypatch) -> None:
    """Pages without figures, and figures' files drawn but empty, for tests that look at words, tables or rows.

    Drawing takes most of a page's time; pages whose figures are looked at are drawn by the tests that look.
    """
    monkeypatch.setattr("netsustain.report.filling._drawing", lambda draw, name, frame: "<svg></svg>")
    monkeypatch.setattr("netsustain.report.canvas._saved", lambda figure, form, **options: b"")


@pytest.fixture(autouse=True)
def store_of_its_own(tmp_path_factory, monkeypatch) -> None:
    """Experiments of one test share a store, those of two tests do not: one may make runs fail on purpose."""
    place = tmp_path_factory.getbasetemp() / "stores" / uuid.uuid4().hex
    monkeypatch.setenv("NETSUSTAIN_STORE", str(place))
