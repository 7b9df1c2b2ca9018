"""Advice finds what is best where that is known, keeps to the budget, and says no more than it knows."""

import numpy as np
import pandas as pd
import pytest

from netsustain.exploration.advice import telling_changes
from netsustain.exploration.advice.advise import advise
from netsustain.exploration.advice.asking import AdviceError, Effort
from netsustain.exploration.advice.mixes import NOT_TOLD, ON_AVERAGE, SURELY
from netsustain.exploration.advice.shortlist import APART
from netsustain.exploration.search.decisions import distances
from netsustain.report.planners.advice_words import AdviceWords

from .conftest import EFFORT, fake

pytest.importorskip("pymoo")


def keys(advice):
    return [each.key for each in advice.findings.sentences]


def said(advice, lang="en"):
    words = AdviceWords(advice.scenario, lang)
    return [words.said(each) for each in advice.findings.sentences]


def test_it_finds_the_one_lever_that_helps_and_leaves_the_rest_alone(by_platform):
    best = by_platform.mixes[0]
    assert best.policy["platform"] >= 0.9
    useful = by_platform.asked.now | {"platform": best.policy["platform"]}
    assert sum(best.policy[lever] != value for lever, value in useful.items()) <= 3, "hardly anything else is changed"
    row = by_platform.findings.tables["summary"].set_index("letter").loc["A"]
    assert row["gain"] == pytest.approx(40 * (best.policy["platform"] - 0.2), abs=1e-6), "luck falls out of pairs"
    assert (by_platform.verdict, row["longer"], row["shorter"]) == (SURELY, 1.0, 0.0)


@pytest.mark.parametrize(
    ("budget", "unit"), [(5.0, "staff-days"), (7.5, "staff-days"), (20, "staff-days"), (9000, "baht")]
)
@pytest.mark.parametrize("seed", [1, 2])
def test_every_mix_keeps_to_the_budget(advised, budget, unit, seed):
    def everything(levers, _design):
        doses = (levers.platform, levers.community_forum, levers.leadership_training, levers.meeting_frequency / 2)
        return 30 + 12 * sum(np.sqrt(dose) for dose in doses)

    found = advised(everything, budget, unit, seed=seed)
    days = budget if unit == "staff-days" else budget / found.scenario.staff_day_price
    assert found.asked.budget.days == pytest.approx(days)
    assert 1 <= len(found.mixes) <= EFFORT.mixes
    for mix in found.mixes:
        assert mix.days == pytest.approx(found.asked.prices.planned(mix.policy))
        assert mix.days <= days + 1e-9
        if mix.dropping:
            cut = found.asked.prices.planned(mix.dropping.chosen)
            assert mix.dropping.enough == (cut <= 0.8 * mix.days + 1e-9)
            assert cut < mix.days
            assert mix.dropping.enough or cut < 5, "governing alone takes 4.2"


def test_mixes_differ_in_their_levers(advised):
    """Two ways lead to the same end: both are told."""

    def either(levers, _design):
        return 40 + 40 * max(levers.platform, levers.community_forum)

    found = advised(either, 9.5, effort=Effort(24, 8, search=(8, 1), judge=(12, 1), tell=(60, 2), time=(12, 1)))
    policies = [mix.policy for mix in found.mixes]
    apart = distances(found.asked.within.decisions, policies)
    assert len(policies) >= 2
    assert apart[np.triu_indices(len(policies), 1)].min() >= APART
    assert [mix.letter for mix in found.mixes] == list("ABCDE")[: len(policies)]


# ---- how surely -----------------------------------------------------------------------------------


def test_where_nothing_helps_it_says_so(advised):
    """Luck of each run is its own whatever is done, so no pairing takes it away."""

    def nothing(levers, design):
        seed = [round(1000 * levers.platform), round(1000 * levers.newsletter), round(1000 * levers.mediation)]
        return 60 + np.random.default_rng(seed).normal(0, 15, len(design))

    found = advised(nothing)
    assert found.verdict == NOT_TOLD
    assert keys(found)[0] in ("said_not_told", "said_no_mix")
    assert "nothing that we tried clearly helps" in said(found)[0]
    assert "ไม่มีสิ่งใดที่ลองแล้วช่วยได้อย่างแน่ชัด" in said(found, "th")[0]
    assert not {"said_surely", "said_gains_surely"} & set(keys(found))


def test_where_every_change_harms_today_stays(advised):
    found = advised(lambda levers, _design: 80 - 60 * abs(levers.platform - 0.2) - 300 * abs(levers.newsletter - 0.3))
    rows = found.findings.tables["summary"]
    assert (rows["gain"] <= 1e-9).all()
    assert found.verdict == NOT_TOLD


def test_a_gain_in_most_futures_is_one_on_average(advised):
    """Four times in five the platform helps, else it harms: what comes is not known."""

    def mostly(levers, design):
        rank = design["network.initial.trust"].rank().to_numpy() / len(design)
        return 50 + (levers.platform - 0.2) * np.where(rank > 0.2, 40, -30)

    found = advised(mostly)
    row = found.findings.tables["summary"].set_index("letter").loc["A"]
    assert row["gain_low_chance"] > 0 > row["gain_low"]
    assert (found.verdict, keys(found)[0]) == (ON_AVERAGE, "said_on_average")
    assert row["longer"] == pytest.approx(0.8, abs=0.05)
    assert row["shorter"] == pytest.approx(0.2, abs=0.05)


def test_sentences_say_the_numbers_of_the_tables(by_platform):
    row = by_platform.findings.tables["summary"].set_index("letter").loc["A"]
    opening = said(by_platform)[0]
    longer = f"longer with it in {round(100 * row['longer'])}"
    for part in (f"+{round(row['gain'])} months", longer, "12 staff-days a month"):
        assert part in opening
    assert keys(by_platform)[0] == f"said_{by_platform.verdict}"


# ---- what would change it -------------------------------------------------------------------------


def flips(levers, design):
    """Where many move, the platform helps; where few do, the forum does; each needs all the money there is."""
    often = design["transfer_probability"].to_numpy()
    middle = np.median(often)
    return 40 + 50 * np.where(often > middle, levers.platform, levers.community_forum)


def test_what_flips_the_choice_is_worth_knowing(advised):
    effort = Effort(24, 10, search=(12, 1), judge=(24, 1), tell=(120, 2), time=(12, 1))
    found = advised(flips, 6.2, effort=effort)
    knowing = found.findings.tables["knowing"].set_index("name")
    assert knowing.loc["transfer_probability", "verdict"] == "worth"
    assert knowing.loc["transfer_probability", "value"] > 3
    singles = knowing[knowing["what"] == "factor"]["value"]  # others go with it among accepted vectors
    assert singles.idxmax() == "transfer_probability"
    assert singles["network.initial.trust"] < 0.5
    first = next(each for each in found.findings.sentences if each.key == "said_know")
    assert first.values["factor"] in ("transfer_probability", "transfers")
    assert first.values["word_how"] == "how_transfers"


def table_of_switches(rows):
    return pd.DataFrame(rows, columns=["factor", "at", "below", "above", "seen", "low", "high"])


def test_a_switching_value_is_told_where_it_is_sure_and_the_only_one(by_platform):
    knowing = pd.DataFrame({
        "what": ["everything", "factor", "factor"], "name": ["–", "transfer_probability", "vacancy_mean"],
        "group": ["", "transfers", "transfers"], "value": [5.0, 4.0, 3.0], "low": [4.0, 3.0, 2.0],
        "high": [6.0, 5.0, 4.0], "lower": [4.0, 3.5, 2.5], "verdict": "worth",
    })  # fmt: skip
    once = ("transfer_probability", 0.31, "A", "today", 0.97, 0.25, 0.36)
    to_and_fro = [("vacancy_mean", 3.0, "A", "B", 1.0, 2.5, 3.5), ("vacancy_mean", 6.0, "B", "A", 1.0, 5.5, 6.5)]
    tables = {"knowing": knowing, "switching": table_of_switches([once, *to_and_fro]), "budgets": pd.DataFrame()}
    told = list(telling_changes.sentences(by_platform.world, tables))
    assert [each.key for each in told] == ["said_know_everything", "said_know", "said_switch"]
    words = AdviceWords(by_platform.scenario, "en")
    assert words.said(told[2]) == (
        "The choice flips with how many eligible leaders are transferred a year: "
        "below 31 % (25 % to 36 %) mix A does best, above it today’s way."
    )
    unsure = {**tables, "switching": table_of_switches([(*once[:4], 0.8, *once[5:])])}
    assert "said_switch" not in [each.key for each in telling_changes.sentences(by_platform.world, unsure)]


def test_where_one_mix_is_best_everywhere_nothing_is_worth_knowing(by_platform):
    assert "said_know_nothing" in keys(by_platform)
    assert by_platform.findings.tables["knowing"]["value"].max() < 1


def test_money_that_buys_nothing_is_said_to_buy_nothing(by_platform, advised):
    """Half a platform is as good as a whole one and costs less than the budget: no money changes anything."""
    plenty = advised(lambda levers, _design: 40 + 80 * min(levers.platform, 0.5))
    assert {"said_more_nothing", "said_less_free"} <= set(keys(plenty))
    tight = fake(lambda levers, _design: 40 + 40 * levers.platform + 40 * levers.community_forum)
    scarce = advise(by_platform.scenario, 6.0, effort=EFFORT, make=tight)
    assert {"said_less_costs", "said_more_buys"} & set(keys(scarce))


# ---- in general -----------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_advice(advised, by_platform):
    again = advised(lambda levers, design: 40 + 40 * levers.platform)
    assert again.mixes == by_platform.mixes
    for name, table in by_platform.findings.tables.items():
        assert table.equals(again.findings.tables[name]), name


@pytest.mark.parametrize(
    ("budget", "unit", "says"),
    [(0.5, "staff-days", "type --budget 5"), (0, "staff-days", "type --budget"), (50, "baht", "baht a month"),
     (9, "hours", "staff-days or baht")],
)  # fmt: skip
def test_a_budget_that_cannot_be_kept_is_refused_with_what_to_type(base, budget, unit, says):
    with pytest.raises(AdviceError, match="expected") as error:
        advise(base, budget, unit)
    assert says in str(error.value)


def test_a_horizon_too_short_is_refused(base):
    with pytest.raises(AdviceError, match="months: got 6"):
        advise(base.until(6), 12)


def test_progress_never_passes_its_end(base):
    told = []
    advise(base, 12, effort=EFFORT, make=fake(lambda levers, _design: 40 + 40 * levers.platform),
           progress=lambda done, total: told.append((done, total)))  # fmt: skip
    assert all(done <= total for done, total in told)
    assert told[-1][0] == told[-1][1]
