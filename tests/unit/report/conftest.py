"""Made-up ensembles of the shape ``netsustain.simulate`` gives: seven strategies on the same luck."""

from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from netsustain.calibration.accepted import Accepted
from netsustain.exploration.comparison import Comparison, summarise
from netsustain.health.series import CONDITIONS
from netsustain.scenario.events import Event
from netsustain.scenario.happenings import Budget
from netsustain.scenario.reader import load

HORIZON, CONFIRM = 120, 6
CAUSES = ("c3", "c5", "c2", "c6", "c1", "c4", "c7", "size")
TITLES = {
    "demo_none": ("No strategy", "ไม่ใช้กลยุทธ์"),
    "demo_leadership": ("Distributed leadership", "ภาวะผู้นำแบบกระจาย"),
    "demo_communication": ("Open communication", "การสื่อสารที่เปิดกว้าง"),
    "demo_social_capital": ("Social capital", "ทุนทางสังคม"),
    "demo_governance": ("Flexible, fair governance", "การกำกับดูแลที่ยืดหยุ่นและเป็นธรรม"),
    "demo_self_reliance": ("Self-reliance", "การพึ่งตนเอง"),
    "demo_all": ("All five strategies", "ครบทั้งห้ากลยุทธ์"),
}
STRENGTH = dict(zip(TITLES, (1.0, 1.9, 1.3, 1.5, 1.45, 2.2, 4.5), strict=True))
COST = dict(zip(TITLES, (38.0, 44, 47, 46, 43, 49, 71), strict=True))


def make_scenario(name: str, title: tuple[str, str], months: int = HORIZON) -> SimpleNamespace:
    """Stands in for a scenario, as far as reports look at one."""
    opening = ("Transfers and a 50 % cut: ", "การโยกย้ายและการตัดงบ 50 %: ")
    cut = Event(at=25, budget=Budget(level=0.5))
    return SimpleNamespace(
        name=name, months=months, start="2026-10", currency="THB", staff_day_price=1500.0,
        title=SimpleNamespace(en=opening[0] + title[0].lower(), th=opening[1] + title[1]),
        question=SimpleNamespace(
            en="Does the network outlive yearly leader transfers and a budget cut by half?",
            th="เครือข่ายอยู่รอดได้หรือไม่ เมื่อมีการโยกย้ายผู้บริหารทุกปีและงบประมาณถูกตัดลงครึ่งหนึ่ง",
        ),
        sources=("A-H1", "A-H2"), events=(cut,), recurrent=(), funding=SimpleNamespace(grants=()),
        resolved=lambda: {"schema": 1, "name": name, "months": months},
    )  # fmt: skip


def make_ensemble(
    name: str,
    *,
    replicates: int = 200,
    strength: float | None = None,
    scenario: SimpleNamespace | None = None,
) -> SimpleNamespace:
    """One scenario's runs: stronger networks last longer; the luck is drawn alike for all."""
    factor = STRENGTH.get(name, 1.0) if strength is None else strength
    luck = np.random.default_rng(3)
    fate = 30 * factor * luck.weibull(1.6, replicates) + luck.normal(0, 2, replicates)
    finishes = 85 + luck.normal(0, 18, replicates)
    finished = (luck.random(replicates) < 0.22) & (finishes < fate) & (finishes <= HORIZON)
    end = np.where(finished, finishes, fate).clip(2).astype(int)
    ended = np.where(finished, "completed", np.where(end <= HORIZON, "dissolved", "alive"))
    gone = ended != "alive"
    live = np.where(gone, end - 1, HORIZON)
    cause = np.where(ended == "dissolved", luck.choice(CAUSES, replicates, p=_weights(name)), "")
    cost = COST.get(name, 40.0) * live + luck.normal(0, 60, replicates)
    base = luck.uniform(0.35, 0.6, (replicates, 7)) + 0.06 * np.log(factor) * np.arange(1, 8) / 3
    runs = pd.DataFrame({
        "replicate": range(replicates),
        "months_sustained": np.where(ended == "dissolved", live, HORIZON),
        "ended": ended,
        "end_month": np.where(gone, end, np.nan),
        "confirmed_month": np.where(gone, end + 5, np.nan),
        "cause": np.where(ended == "completed", "goal_met", cause),
        "trigger": np.where(gone, luck.choice(["transfer", "budget", "none"], replicates), ""),
        "trigger_month": np.where(gone, (end - 8).clip(1), np.nan),
        "live_months": live,
        "active_share_end": np.where(gone, 0, luck.uniform(0.15, 0.95, replicates)),
        "cost_days": cost,
        "cost_money": cost * 300,
        "cost_per_live_month": cost / live,
        "sustained_value": live * 12 - cost * 0.1,
        "progress": luck.uniform(0.2, 1, replicates),
        "outcome_index": luck.uniform(0.2, 0.8, replicates),
        "failed": False,
        "failure": "",
        **{condition: base[:, place].clip(0, 1) for place, condition in enumerate(CONDITIONS)},
    })  # fmt: skip
    given = scenario or make_scenario(name, TITLES.get(name, (name, name)))
    return SimpleNamespace(
        scenario=given, seed=1, replicates=replicates, runs=runs, months=_months(runs, base, factor, luck)
    )


def _weights(name: str) -> np.ndarray:
    weights = np.array([5.0, 5, 3, 2, 1, 1, 1, 0.5])
    weights[0] *= 0.2 if name in ("demo_leadership", "demo_all") else 1
    weights[1] *= 0.2 if name in ("demo_self_reliance", "demo_all") else 1
    return weights / weights.sum()


def _months(runs: pd.DataFrame, base: np.ndarray, factor: float, luck: np.random.Generator) -> pd.DataFrame:
    count, months = len(runs), HORIZON + CONFIRM
    month = np.tile(np.arange(1, months + 1), count)
    replicate = np.repeat(np.arange(count), months)
    alive = (month < runs["end_month"].fillna(1e9).to_numpy()[replicate]).astype(float)
    shock = np.where(month >= 25, 0.25 / factor * (1 - np.exp(-(month - 25) / 15)), 0)
    frame = {"replicate": replicate, "month": month, "alive": alive.astype(int)}
    for place, condition in enumerate(CONDITIONS):
        level = base[replicate, place] - shock * (place + 2) / 6 + luck.normal(0, 0.02, len(month))
        frame[condition] = level.clip(0, 1) * alive
    size = 30 * (0.9 - shock) + luck.normal(0, 1, len(month))
    income = 60 * np.where(month >= 25, 0.6, 1) + luck.normal(0, 3, len(month))
    return pd.DataFrame(frame).assign(
        active_members=(size * alive).round(), active_share=size / 30 * alive, density=0.2 * alive,
        centralisation=0.6 * alive, transitivity=0.3 * alive, mean_trust=0.6 * alive,
        income=income * alive, need_days=60 * alive, funded_share=0.6 * alive,
    )  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def not_calibrated() -> Iterator[None]:
    """Reports of made-up runs say that nothing was calibrated, whatever the package carries."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netsustain.report.standing.accepted", lambda folder=None: None)
        yield


@pytest.fixture(scope="session")
def calibrated() -> Comparison:
    """Three strategies whose 200 replicates are spread over 50 of 400 accepted vectors: some matter much."""
    account = {
        "targets": [
            {"id": name, "what": {"en": f"published table {name}", "th": f"ตาราง {name}"}, "low": 0, "high": 1}
            for name in ("K1", "K1", "K2", "K3", "K4", "K5")
        ],
        "setups": [], "ranges": {}, "draws": 24000, "waves": 4, "acceptance_share": 0.02, "seeds": {}, "digest": "",
        "not_identified": ["trust_gain"],
        "coverage": {
            "members": [15, 45], "months": [84, 84], "own_resources": [0.7, 1.3], "leader_experience": [0.1, 0.7],
            "outside_income": [0.04, 1.47], "governance": ["administrative_centre"],
        },
    }  # fmt: skip
    found = Accepted(("trust_gain", "exit_rate"), np.full((400, 2), 0.05), account)
    ensembles = {}
    for name in ("demo_none", "demo_leadership", "demo_all"):
        ensemble = make_ensemble(name, scenario=load(name))
        good = np.random.default_rng(8).normal(0, 25, 50)[ensemble.runs["replicate"] % 50]
        gain = np.where(name == "demo_all", good, 0.3 * good)
        ensemble.runs["months_sustained"] = (ensemble.runs["months_sustained"] + gain).clip(2, HORIZON)
        ensembles[name] = ensemble
    return summarise(ensembles, seed=1, vectors=50, calibration=found)


@pytest.fixture(scope="session")
def demo() -> Comparison:
    """Seven strategies, 200 replicates."""
    return summarise({name: make_ensemble(name) for name in TITLES}, seed=1)


@pytest.fixture(scope="session")
def three() -> Comparison:
    """Three strategies: few enough to share one set of axes."""
    names = ("demo_none", "demo_leadership", "demo_all")
    return summarise({name: make_ensemble(name) for name in names}, seed=1)
