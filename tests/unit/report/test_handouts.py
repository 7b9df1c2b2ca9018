"""Role cards and survey sheets: whole in both languages, self-contained, traced to the source documents."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.messages import section_texts
from netsustain.report.handouts import GAME_PARTS, GAME_ROLES, PARTS, ROLES, STATEMENTS, TURNS, game_sheets, handouts

CONCEPTS = Path(__file__).parents[3] / "docs" / "concepts.md"


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_text_of_the_handouts_is_on_a_sheet(lang):
    said = html.unescape(re.sub(r"<[^>]+>", " ", handouts(lang)))
    plain = re.sub(r"\s+", "", said)
    assert section_texts("handouts", lang)["cut"] in handouts(lang)  # for those who hear the page
    for name, text in section_texts("handouts", lang).items():
        if name not in ("written", "cut"):
            assert re.sub(r"\s+", "", text) in plain, name


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_sheets_hold_eight_cards_and_the_same_statements_before_and_after(lang):
    page = handouts(lang)
    assert page.count('class="sheet') == 4
    assert page.count('<article class="card">') == len(ROLES) == 8
    assert page.count("<dt>") == len(ROLES) * len(PARTS)
    assert page.count('<th scope="row">') == 2 * len(STATEMENTS)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_every_text_of_the_game_is_on_a_sheet(lang):
    page = game_sheets(lang)
    plain = re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", " ", page)))
    for name, text in section_texts("game_sheets", lang).items():
        assert re.sub(r"\s+", "", text) in plain or name == "title", name
    assert page.count('class="sheet') == 6
    assert page.count('<article class="card">') == len(GAME_ROLES) == 12
    assert page.count("<dt>") == len(GAME_ROLES) * len(GAME_PARTS)
    assert page.count("<tr><th scope=\"row\">") + page.count('<tr class="shock">') == 3 * TURNS
    assert "http" not in page
    assert "<script" not in page


def test_nothing_is_fetched_and_nothing_runs():
    page = handouts("th")
    assert "http" not in page
    assert "<script" not in page


def test_every_card_is_traced_to_concepts_that_exist():
    known = set(re.findall(r"^### ([A-E]-\w+) ", CONCEPTS.read_text(encoding="utf-8"), re.MULTILINE))
    for role in (*ROLES, *GAME_ROLES):
        assert role.concepts
        assert set(role.concepts) <= known


def test_the_command_writes_both_languages_and_serves_nothing(tmp_path):
    result = CliRunner().invoke(app, ["app", "--handouts", str(tmp_path / "new"), "--lang", "th"])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "game_sheets.en.html", "game_sheets.th.html", "handouts.en.html", "handouts.th.html",
    ]  # fmt: skip
    assert "A4" in result.output


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "taken").write_text("")
    result = CliRunner().invoke(app, ["app", "--handouts", str(tmp_path / "taken")])
    assert result.exit_code == 1
    assert "taken" in result.output
