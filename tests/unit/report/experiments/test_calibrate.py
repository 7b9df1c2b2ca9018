"""A calibration as readers get it: from an account made by hand, and from the one that is shipped."""

import numpy as np
import pandas as pd
import pytest

from netsustain.calibration.accepted import accepted
from netsustain.exploration.answer import Answer
from netsustain.exploration.calibration import telling
from netsustain.exploration.reading import load_experiment
from netsustain.messages import LANGUAGES
from netsustain.report.canvas import Frame, settings, svg
from netsustain.report.experiments import calibrate
from netsustain.report.experiments.drawing import figure_numbers, figure_values
from netsustain.report.experiments.page import experiment_words
from netsustain.report.experiments.words import ExperimentWords

NUMBER = {"id": "K3", "what": {}, "source": "", "unit": "share", "discrepancy": 0.2}
ACCOUNT = {
    "targets": [
        {**NUMBER, "name": "round_1", "published": 0.55, "low": 0.5, "high": 0.6,
         "accepted_mean": 0.56, "accepted_low": 0.5, "accepted_high": 0.62},
        {**NUMBER, "name": "round_10", "published": 0.10, "low": 0.05, "high": 0.15,
         "accepted_mean": 0.2, "accepted_low": 0.1, "accepted_high": 0.3},
        {**NUMBER, "id": "K2", "name": "formal_ratio", "unit": "ratio", "published": None, "low": None, "high": 1.0,
         "discrepancy": None, "accepted_mean": 0.4, "accepted_low": 0.2, "accepted_high": 0.6},
    ],
    "draws": 1000, "accepted": 4, "cutoff": 3.0, "counts": {"fitting": 9, "within": 6},
    "moves": [{"tolerance": 4.0, "left": 20, "held": 0.5}, {"tolerance": 2.0, "left": 5, "held": 0.25}],
    "ranges": {"own_share": [0.0, 1.0], "belief_start": [0.0, 2.0]},
    "accepted_ranges": {"own_share": [0.1, 0.3], "belief_start": [0.2, 1.9]},
    "identification": [
        {"parameter": "own_share", "contraction": 0.8, "shift": -0.3, "p": 0.0001},
        {"parameter": "belief_start", "contraction": 0.0, "shift": 0.01, "p": 0.4},
    ],
    "identified_on": {"draws": 20, "tolerance": 4.0},
    "not_identified": ["belief_start"],
}  # fmt: skip
DISTANCES = pd.DataFrame({
    "K3.round_1": [0.1, -0.2, 0.3, -0.4], "K3.round_10": [2.0, 2.2, 2.4, 2.9], "K2.formal_ratio": [0.0] * 4,
})  # fmt: skip


def answer_of(account, distances, vectors) -> Answer:
    """What the kind would answer."""
    tables = telling.tables_of(account, distances)
    shown = tuple(telling.tables_shown(account, tables))
    told = tuple(telling.sentences(account, tables)), tuple(telling.warnings(account, tables))
    tables = {**tables, "distances": distances, "vectors": vectors}
    return Answer(tables, shown, *told, rows=1, failed=0, digest="0", files=(), seeds={})


@pytest.fixture(scope="module")
def asked():
    return load_experiment("calibration")


@pytest.fixture
def by_hand() -> Answer:
    vectors = pd.DataFrame({"own_share": [0.1, 0.2, 0.2, 0.3], "belief_start": [0.1, 0.7, 1.3, 1.9]})
    return answer_of(ACCOUNT, DISTANCES, vectors)


@pytest.fixture(scope="module")
def shipped() -> Answer:
    found = accepted()
    assert found is not None
    names = [f"{each['id']}.{each['name']}" for each in found.account["targets"]]
    distances = pd.DataFrame(np.zeros((len(found), len(names))), columns=names)
    return answer_of(found.account, distances, pd.DataFrame(found.values, columns=list(found.names)))


def test_the_sentences_say_what_the_account_says(asked, by_hand):
    words = ExperimentWords(asked, "en")
    many, fit, narrowed, left_open = (words.said(each) for each in by_hand.sentences)
    assert "Of 1,000 parameter vectors simulated, 9 different ones came within 2.0 standard deviations" in many
    assert "6 of them stayed within 3.0; 4 of these, taken by lot, are accepted" in many
    assert "1 of 2 published numbers lie inside" in fit, "an order is no number"
    assert fit.endswith("K3: Contribution in round 10.")
    assert "Of 2 parameters the tables say something of 1; about 0.0 would look so by chance alone" in narrowed
    assert "lower values of “largest share of members' contributions" in narrowed
    assert "The other 1 are left open" in left_open
    said = [each.key for each in by_hand.warnings]
    assert said == ["warning_few_vectors", "warning_few_near", "warning_no_proof"]


def test_what_the_tables_do_not_say_is_not_told(asked):
    nothing = {**ACCOUNT, "not_identified": ["own_share", "belief_start"]}
    tables = telling.tables_of(nothing, DISTANCES)
    keys = [each.key for each in telling.sentences(nothing, tables)]
    assert keys == ["answer_accepted_some", "answer_some_fit", "answer_nothing_narrowed"]
    many = {**ACCOUNT, "identification": ACCOUNT["identification"][:1] + 99 * ACCOUNT["identification"][1:]}
    found = [each.key for each in telling.warnings(many, telling.tables_of(many, DISTANCES))]
    assert "warning_chance" in found, "one of a hundred at a level of one in a hundred"


def test_distances_are_of_published_numbers_only(by_hand):
    table = by_hand.tables["summary"].set_index("target")
    assert table.loc["K3.round_1", "typical"] == pytest.approx(0.25)
    assert table.loc["K3.round_10", "farthest"] == pytest.approx(2.9)
    assert np.isnan(table.loc["K2.formal_ratio", "typical"])
    assert table["inside"].tolist() == [True, False, True]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("source", ["by_hand", "shipped"])
def test_every_figure_and_text_for_every_reader(source, lang, asked, request):
    answer = request.getfixturevalue(source)
    words = ExperimentWords(asked, lang)
    for name, draw in calibrate.FIGURES.items():
        for narrow in (False, True):
            with settings():
                assert svg(draw(asked, answer, Frame(lang, narrow))).startswith(b"<?xml")
        assert "{" not in words.say(f"figure_{name}_reading", **figure_values(asked, answer, name))
        assert figure_numbers(asked, answer, name) is not None
    page = experiment_words(words, answer, "netsustain experiment calibration")
    assert len(page["explained"]) == 4
    assert page["banner"].headline == words.say("banner_own")
    assert len(page["tables"]) == 3
    if lang == "th":
        assert not any(row[0].said.isascii() for table in page["tables"][:2] for row in table.rows)


def test_all_inside_is_said_plainly(asked, by_hand):
    table = by_hand.tables["summary"].assign(inside=True)
    assert [each.key for each in telling._fit(table)] == ["answer_all_fit"]
