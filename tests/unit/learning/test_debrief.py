"""The debrief: true numbers, nobody named, small groups kept back, whole pages for games of every size."""

import html
import re

import numpy as np
import pytest
from tests.unit.learning.players import Room, lively

from netsustain.diagnosis.survey import ENOUGH
from netsustain.game.learning import LEAST, comparison_of
from netsustain.game.recorded import recorded
from netsustain.messages import LANGUAGES
from netsustain.report.canvas import Frame
from netsustain.report.game.choices import POOLED, choices
from netsustain.report.game.differences import differences
from netsustain.report.game.page import SECTION, debrief_page, page
from netsustain.report.game.played import Told
from netsustain.report.game.questions import ALWAYS, NUMBER, questions
from netsustain.report.words import Words
from netsustain.state import POSITION

_END = POSITION["network", "i8"]["end_month"]
COMMAND = "netsustain app --debrief results/game"


def texts(found, lang):
    """Everything that a page says, without drawing it."""
    said = page(found, lang, COMMAND)
    parts = [said.question, *said.answer, said.banner.headline]
    for section in said.sections:
        parts += [section.heading, *section.sentences, *section.warnings, *section.explained]
        parts += [line for entry in section.entries for line in (entry.name, *entry.lines)]
        for table in section.tables:
            parts += [table.heading, *table.notes, *(cell.flat for row in table.rows for cell in row)]
        parts += [text for figure in section.figures for text in (figure.title, figure.reading)]
    return parts


@pytest.fixture(scope="module")
def drawn(lively_game):
    """The page in both languages, drawn."""
    return {lang: debrief_page(lively_game, lang, COMMAND) for lang in LANGUAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_is_whole_in_one_language_and_fetches_nothing(drawn, lang):
    other = next(each for each in LANGUAGES if each != lang)
    assert f'<main lang="{lang}"' in drawn[lang]
    assert f'<main lang="{other}"' not in drawn[lang]
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", drawn[lang])
    assert drawn[lang].count("<svg") == 2 * 4 - 1  # the first figure stands beside the answer, narrow only
    ids = re.findall(r'\bid="([^"]+)"', drawn[lang])
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_named(lively_game, drawn, lang):
    said = html.unescape(re.sub(r"<(style|script)>.*?</\1>", "", drawn[lang], flags=re.DOTALL))
    assert "Somebody" not in said
    assert not re.search(r"\bP\d\d\b", said)
    network = lively_game.game.network
    visible = " ".join(texts(lively_game, lang))
    names = [network.name(row) for row in range(network.members)]
    assert not [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", visible)]


def test_numbers_told_are_those_of_the_game(lively_game):
    said = " ".join(texts(lively_game, "en"))
    rows = lively_game.decisions
    decided = rows[rows["decided_by"].isin(["person", "standing"]) & (rows["took_part"] == 1)]
    assert f"People gave {decided['effort_given'].mean():.2f} of" in said
    assert f"would have given {decided['effort_rule'].mean():.2f}" in said
    months = lively_game.months
    both = months[(months["ended"] == 0) & (months["ended_rules"] == 0)]
    assert f"While both went on ({len(both)} months), members gave {both['effort'].mean():.2f}" in said
    drawn = page(lively_game, "en", COMMAND).figures["opening-course"]
    assert drawn.rows[1][1:3] == [f"{both[name].mean():.2f}" for name in ("effort", "effort_rules")]
    left, ruled = decided["left"].sum(), decided["left_rule"].sum()
    assert f"left the network: {left}; by the rule, in the same situations: {ruled}." in said
    asked = rows[rows["decided_by"] == "person"]["asked"].sum()
    assert f"Ties asked for: {asked}," in said
    ninth, tenth = months.loc[6:8, "effort"].mean(), months.loc[9:11, "effort"].mean()
    assert f"from {ninth:.2f} in the three months before to {tenth:.2f}" in said


def test_kinds_that_few_people_played_are_not_shown_alone(lively_game):
    told = Told(lively_game)
    (table,) = choices(told).shown
    people = told.rows.groupby("kind")["person"].nunique()
    assert set(table.rows["kind"]) == {*people[people >= ENOUGH].index, POOLED}
    assert (table.rows["people"] >= ENOUGH).all()


@pytest.mark.parametrize("people", [3, ENOUGH - 1])
def test_choices_of_too_few_people_are_kept_back(people):
    told = Told(recorded(lively(people, months=6, stop=6, months_a_turn=1).records))
    kept = choices(told)
    assert not kept.sentences
    assert not kept.shown
    assert kept.warnings[0].values == {"people": people, "least": ENOUGH}
    assert not differences(told, Words(SECTION, {}, "en")).sentences


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("people", "months", "stop", "turn"), [(0, 2, 2, 1), (3, 1, 1, 1), (8, 36, 4, 3), (6, 2, 2, 12), (100, 6, 6, 3)]
)
def test_games_of_every_size_are_told(people, months, stop, turn, lang):
    room = lively(people, months=months, stop=stop, months_a_turn=turn, members=max(people, 30))
    found = recorded(room.records)
    said = texts(found, lang)
    assert all(said)
    assert not [text for text in said if "nan" in re.findall(r"\w+", text) or "{" in text]
    for figure in page(found, lang, COMMAND).figures.values():
        for narrow in (False, True):
            assert figure.draw(Frame(lang, narrow, titled=False)).axes


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_game_without_a_turn_has_a_page(lang):
    room = Room(4)
    room.do(room.game.finish())
    found = recorded(room.records)
    assert "<main" in debrief_page(found, lang, COMMAND)
    assert len(questions(Told(found), Words(SECTION, {}, lang))) == NUMBER


def test_questions_follow_what_happened(lively_game):
    words = Words(SECTION, {}, "en")
    asked = questions(Told(lively_game), words)
    assert len(set(asked)) == NUMBER
    assert "leaders transferred" in asked[0]
    assert asked[-1] == words.say("question_own")
    room = Room(8, months=2)
    room.turn(lambda row, given, seen: given)
    quiet = questions(Told(recorded(room.records)), words)
    assert quiet[-1] == asked[-1]
    assert words.say(ALWAYS[0]) in quiet


def test_a_network_that_ends_is_told_so():
    room = Room(12, months=36)
    while not room.game.network.over:
        room.turn(lambda row, given, seen: 0.0)
    found = recorded(room.records)
    told = Told(found)
    end = told.end()
    assert end is not None
    assert np.isnan(told.lasting("effort")[end - 1 :]).all()
    assert np.isfinite(told.lasting("effort")[: end - 1]).all()
    assert f"ended in month {end}" in " ".join(texts(found, "en"))
    assert int(found.game.network.state.network_i8[_END, 0]) == end


def test_turning_points_are_where_effort_changes_most():
    room = Room(30, months=24, seed=2)
    while not room.game.network.over:
        high = room.game.network.month >= 12
        room.turn(lambda row, given, seen, high=high: 0.7 if high else 0.3)
    rises = [each for each in Told(recorded(room.records)).turning if each.gain > 0]
    assert [each.month for each in rises] == [13]
    assert rises[0].gain > 0.3


def test_few_people_cannot_be_worked_out_from_all_less_the_rest():
    room = lively(14, months=6, stop=6, months_a_turn=1)
    told = Told(recorded(room.records))
    number = told.rows.groupby("kind")["person"].nunique()
    shown = choices(told).shown
    for rows in (table.rows for table in shown):
        assert rows["people"].sum() == told.people or told.people - rows["people"].sum() >= ENOUGH
    # Eleven schools and one firm: what schools did would tell what the firm did.
    few = told.rows[told.rows["kind"].isin(["school", number.drop("school").idxmin()])]
    kinds = comparison_of(few, [], 6).query("effect == 'kind'").set_index("group")
    assert kinds.loc["school", "persons"] >= LEAST
    assert kinds.loc["school", "shown"] == 0
