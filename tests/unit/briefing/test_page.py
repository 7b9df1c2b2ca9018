"""The brief as a page: whole, in two languages, nothing fetched, every figure with its text, words by the numbers."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from netsustain.briefing.finding import brief
from netsustain.report.dates import day
from netsustain.report.filling import unbroken
from netsustain.report.naming import of_hundred, whole
from netsustain.report.phrases import Phrases
from netsustain.report.planners.brief import brief_pages
from netsustain.report.planners.evidence import evidence
from netsustain.report.planners.page import planners_page
from netsustain.scenario.reader import load

MOST_BYTES = 5_000_000


class Tags(HTMLParser):
    """Tags with their attributes, in order, each with the language it stands in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.lang = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("html", "main"):
            self.lang = given.get("lang") or ""
        self.found.append((tag, given, self.lang))


@pytest.fixture(scope="module")
def pages(made):
    return {page.lang: page for page in brief_pages(made)}


@pytest.fixture(scope="module")
def html(pages) -> str:
    return planners_page(list(pages.values()), "th")


@pytest.fixture(scope="module")
def tags(html):
    return Tags(html).found


def test_nothing_is_fetched_and_no_script_comes_from_elsewhere(html, tags) -> None:
    assert len(html.encode()) < MOST_BYTES
    for tag, attributes, _ in tags:
        assert tag not in ("link", "iframe", "object", "embed", "base")
        assert not (tag == "script" and "src" in attributes)
        for name in ("src", "href", "xlink:href", "srcset"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/png;base64,"))
    assert not re.search(r"(https?:)?//[\w.-]+\.\w", re.sub(r"base64,[\w+/=]+", "", html))


def test_both_languages_stand_in_it_and_say_so(html, tags) -> None:
    assert html.startswith('<!doctype html>\n<html lang="th" data-lang="th">')
    assert [attributes["lang"] for tag, attributes, _ in tags if tag == "main"] == ["en", "th"]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_headings_begin_with_the_question_and_skip_no_level(tags, lang) -> None:
    levels = [int(tag[1]) for tag, _, own in tags if own == lang and re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_has_a_text_in_its_place(tags) -> None:
    pictured = [attributes for _, attributes, _ in tags if attributes.get("role") == "img"]
    assert len(pictured) >= 2 * 7
    assert all(len(attributes["aria-label"] or "") > 40 for attributes in pictured)
    drawn = [attributes for tag, attributes, _ in tags if tag == "svg"]
    assert all(attributes.get("aria-hidden") == "true" for attributes in drawn)


def test_every_table_has_a_caption_and_heads(html) -> None:
    for table in re.findall(r"<table.*?</table>", html, flags=re.DOTALL):
        assert "<caption" in table
        assert 'scope="col"' in table


def test_names_from_tables_are_text_not_marks(html) -> None:
    assert "<b>bold</b>" not in html
    assert "Ten <schools>" not in html


def test_page_one_says_whether_the_network_is_inside_the_calibrated_range(html) -> None:
    for part in html.split("<main")[1:]:
        assert part.index('class="standing"') < part.index('class="part"')


def test_the_day_is_of_the_buddhist_era_in_thai_alone(pages, made) -> None:
    assert "26 November 2026" in pages["en"].eyebrow
    assert "26 พฤศจิกายน 2569" in pages["th"].eyebrow
    assert "2026" not in pages["th"].reproduce
    assert day(made.made, "th") in pages["th"].reproduce


def test_parts_come_in_the_order_of_a_brief(pages) -> None:
    for page in pages.values():
        assert [part.name for part in page.sections] == ["choices", "decision", "evidence", "why", "network"]
        assert page.measured
        assert page.assumptions


def test_the_answer_is_not_told_twice(pages) -> None:
    for page in pages.values():
        assert len(page.answer) == 2
        told = [sentence for part in page.sections for sentence in part.sentences]
        assert not set(page.answer) & set(told)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_sentences_on_survival_follow_from_the_table(found, lang) -> None:
    words, table = Phrases(found.comparison, lang), found.comparison.table
    said = evidence(words).sentences[0]
    most, fewest = (whole(of_hundred(edge)) for edge in (table["alive"].max(), table["alive"].min()))
    assert most in said
    assert fewest in said


@pytest.fixture(scope="module")
def twins(network):
    """The brief of two options that are alike but for their titles."""
    scenario = load(network)
    return brief({"one": scenario, "two": scenario.with_(title={"en": "Other", "th": "อื่น"})}, replicates=20)


@pytest.mark.parametrize("lang", ["en", "th"])
def test_alike_options_are_told_to_make_no_difference(twins, lang) -> None:
    assert set(twins.decision.tables["verdicts"]["answer"]) == {"no_difference"}
    said = evidence(Phrases(twins.comparison, lang)).sentences
    assert len(said) == 1
    alive = whole(of_hundred(twins.comparison.table["alive"].iloc[0]))
    assert said[0].count(f" {alive} ") == 1  # one number for all: nothing lies between


def test_numbers_and_units_and_thai_words_stay_on_one_line() -> None:
    assert str(unbroken("87 ใน 100 เครือข่าย")).count("\u00a0") == 3
    assert '<span class="whole">ผู้บริหาร</span>' in str(unbroken("ผู้บริหารย้าย"))
    assert '<span class="whole">กระจาย</span>' in str(unbroken("ภาวะผู้นำแบบกระจาย"))
    assert "\u00a0" in str(unbroken("48 of 100"))
