"""Two rules were written a second time, by hand in C: both versions leave the same bits in every column.

The C was written from the equations and shares no code with the rules, so this also checks the rules themselves;
nothing is asked of their speed.
"""

import ctypes
import subprocess
from pathlib import Path

import numpy as np
import pytest

from netsustain import load
from netsustain.plan import compile_scenario
from netsustain.rules import health, trust

ROOT = Path(__file__).resolve().parents[2]
RULES = {"trust": trust.RULE, "health": health.RULE}
LAST, HORIZON = 15, 12
"""Months compared, of which one is that of transfers and signing, five measure structure, three confirm an end."""


@pytest.fixture
def versus(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.c_rules import library, versus

    try:
        library.load()
    except library.NoCompiler as fault:
        pytest.skip(str(fault))
    return versus


@pytest.fixture
def network(versus):
    """A shipped network with all levers, month by month."""
    compiled = compile_scenario(load("strategies_all").until(HORIZON))
    return compiled, list(versus.moments(compiled, LAST))


def upset(versus, moment, draw):
    """The same network after everything has happened to it: members rest, left or grab credit, conditions fell."""
    from netsustain.state import POSITION, TIE

    state = versus.copied(moment.state)
    member, whole = POSITION["member", "i8"], POSITION["network", "i8"]
    real, condition = POSITION["network", "f8"], POSITION["condition", "i8"]
    members = state.member_i8.shape[1]
    state.member_i8[member["status"]] = draw.choice([0, 0, 0, 0, 1, 2, 3], members)
    if draw.random() < 0.5:  # too few are left for a live month
        state.member_i8[member["status"], 2:] = 2
    state.member_i8[member["level"]] = draw.integers(0, 5, members)
    grabbed = draw.uniform(-1.0, 0.6, members)
    state.member_f8[POSITION["member", "f8"]["grabbed"]] = np.maximum(grabbed, 0.0)
    state.tie_i8[POSITION["tie", "i8"]["unused"], : state.size[TIE]] = draw.integers(0, 6, state.size[TIE])
    for name in ("agreement", "concentration"):
        state.network_f8[real[name]] = draw.uniform(0.0, 1.0)
    state.network_f8[real["need"]] = draw.choice([0.0, 1.0, 1.0])
    state.network_i8[whole["originals_met"]] = draw.random() < 0.3
    state.network_i8[whole["dead_months"]] = draw.choice([0, 4, 5, 6])
    state.condition_f8[POSITION["condition", "f8"]["start"]] = draw.uniform(0.0, 2.0, 7)
    state.condition_i8[condition["fell_month"]] = draw.integers(0, 3, 7) if draw.random() < 0.5 else 0
    state.condition_f8[POSITION["condition", "f8"]["fell_to"]] = draw.uniform(0.0, 0.5, 7)
    return moment._replace(state=state)


@pytest.mark.parametrize("rule", RULES)
def test_a_month_leaves_the_same_bits(rule, versus, network):
    compiled, moments = network
    assert len(moments) == LAST
    for moment in moments:
        assert versus.differing(rule, moment, compiled) == (), f"month {moment.clock.month}"


@pytest.mark.parametrize("rule", RULES)
def test_so_does_one_after_everything_has_happened(rule, versus, network):
    compiled, moments = network
    for seed in range(120):
        moment = upset(versus, moments[seed % LAST], np.random.default_rng(seed))
        assert versus.differing(rule, moment, compiled) == (), f"seed {seed}"


@pytest.mark.parametrize("rule", RULES)
def test_one_bit_would_be_seen(rule, versus, network, monkeypatch):
    compiled, moments = network
    from benchmarks.c_rules import library, signature

    from netsustain.state import POSITION

    written = next(a for a in signature.arguments(rule) if a.is_written and a.dtype == "f8")
    entity, _, name = written.declared.partition(".")

    def almost(rule, state, clock, luck):
        honest(rule, state, clock, luck)
        column = getattr(state, f"{entity}_f8")[POSITION[entity, "f8"][name]]
        column.view("u8")[0] ^= 1

    honest = library.apply
    monkeypatch.setattr(library, "apply", almost)
    assert versus.differing(rule, moments[0], compiled) == (written.declared,)


@pytest.mark.parametrize("rule", RULES)
def test_the_c_takes_what_the_rule_declares(rule, versus):
    from benchmarks.c_rules import signature

    arguments = [argument for argument in signature.arguments(rule) if argument.declared]
    written = {argument.declared for argument in arguments if argument.is_written}
    only_read = {argument.declared for argument in arguments if not argument.is_written}
    assert written == set(RULES[rule].writes)
    # The number of goals stands for the column that the rule declares in order to count them.
    assert only_read | {"goal.position"} == set(RULES[rule].reads) | {"goal.position"}


def test_exponential_is_the_same_to_the_bit(versus, tmp_path):
    """Also where no rule asks for it."""
    from benchmarks.c_rules import library

    from netsustain.kernels import kernel_source
    from netsustain.portable import exp

    (tmp_path / "one.c").write_text(
        '#include "portable.h"\ndouble e(double x) { return exponential(x); }\n', encoding="utf-8"
    )
    made = tmp_path / "one.so"
    subprocess.run(
        [library.compiler(), *library.FLAGS, "-fPIC", "-shared", f"-I{library.FOLDER}", "-o", str(made),
         str(tmp_path / "one.c"), "-lm"], check=True,
    )  # fmt: skip
    in_c = ctypes.CDLL(str(made)).e
    in_c.restype, in_c.argtypes = ctypes.c_double, [ctypes.c_double]
    for x in [*np.linspace(-720.0, 720.0, 2001).tolist(), *np.linspace(-3.0, 3.0, 2001).tolist(), -0.0, float("nan")]:
        assert in_c(x).hex() == float(kernel_source(exp)(x)).hex(), x


def test_no_compiler_is_said(versus, monkeypatch, tmp_path):
    from benchmarks.c_rules import library

    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(library.NoCompiler, match="no-such-compiler is not on the path; install gcc or clang"):
        library.build(tmp_path)
    monkeypatch.setenv("CC", "false")
    with pytest.raises(library.NoCompiler, match="did not compile"):
        library.build(tmp_path)
