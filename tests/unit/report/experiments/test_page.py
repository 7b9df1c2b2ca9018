"""The report page of an experiment: whole, in two languages, with what the answer says and nothing a name can break."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from netsustain.exploration.answer import Answer, Column, Formed, Said, Shown
from netsustain.exploration.reading import load_experiment
from netsustain.report.canvas import sheet
from netsustain.report.experiments import drawing, figures_module
from netsustain.report.experiments.factors import described
from netsustain.report.experiments.page import experiment_words
from netsustain.report.experiments.report import experiment_page, report_files
from netsustain.report.experiments.words import ExperimentWords
from netsustain.report.forms import FORMS, ends

FILE = """schema: 1
kind: compare
title: {{en: "Try & <b>see</b>", th: ลอง}}
question: {{en: What if?, th: ถ้าเป็นเช่นนั้นล่ะ}}
sources: [A-H1, "Law 2015"]
scenarios: [demo_none, demo_all]
factors:
  personal_share:
  network.recipe.members.from: {{from: 6, to: 24}}
  levers.platform: {{from: 0, to: 0.5}}
design: {{draws: {draws}, seed: 5}}
replicates: 4
"""


@pytest.fixture
def asked(tmp_path):
    path = tmp_path / "tiny.yaml"
    path.write_text(FILE.format(draws=30), encoding="utf-8")
    return load_experiment(path)


@pytest.fixture
def answer():
    rows = pd.DataFrame({
        "scenario": ["demo_none", "demo_all"], "mean": [60.25, 1234.5], "low": [-0.0381, 1200.0],
        "high": [80.0, 1300.0], "factor": ["personal_share", "levers.platform"],
    })  # fmt: skip
    columns = (
        Column("scenario", "scenario", "text"), Column("mean", "mean", "number", "low", "high"),
        Column("what", "factor", "factor"),
    )  # fmt: skip
    shown = Shown("heading_draws", columns, rows, {"outcome": "c2", "draws": 30, "replicates": 4}, ("note_compare",))
    return Answer(
        rows=240, failed=0, digest="ab" * 32, tables={"summary": rows}, shown=(shown,), files=(), seeds={"runs": 1}
    )


@pytest.fixture
def figures(monkeypatch):
    """Two drawings, the second for some answers only; ``shows`` may be changed."""

    def draw(asked, answer, frame):
        figure = sheet(frame, 2.0, ExperimentWords(asked, frame.lang).say("figures_heading"))
        figure.subplots().plot(answer.tables["summary"]["mean"])
        return figure

    numbers = Shown("note_compare", (Column("mean", "mean"),), pd.DataFrame({"mean": [7.125]}))
    module = SimpleNamespace(
        FIGURES={"one": draw, "two": draw}, NUMBERS={"two": lambda asked, answer: numbers},
        VALUES={"one": lambda asked, answer: {"best": "demo_all"}}, shows=lambda asked, answer: ["one", "two"],
    )  # fmt: skip
    texts = {"figure_one_title": "First of {best}", "figure_two_title": "Second"}
    texts |= {"figure_one_reading": "See the first", "figure_two_reading": "See the second"}
    shared = ExperimentWords.say

    def say(self, key, **values):
        if key not in texts:
            return shared(self, key, **values)
        return texts[key].format(**{name: self.written(name, value) for name, value in values.items()})

    monkeypatch.setattr(drawing, "figures_module", lambda kind: module)
    monkeypatch.setattr(ExperimentWords, "say", say)
    return module


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<(style|svg|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL))


# ---- the page -------------------------------------------------------------------------------------


def test_the_page_is_one_file_in_two_languages(asked, answer, figures):
    html = experiment_page(asked, answer, lang="th", command="netsustain experiment tiny.yaml")
    assert '<html lang="th" data-lang="th">' in html
    assert re.findall(r'<main lang="(..)"', html) == ["en", "th"]
    bare = re.sub(r"base64,[\w+/=]+", "", html)
    assert not re.search(r"(https?:)?//[\w.-]+\.\w", bare)
    assert set(re.findall(r"""(?:src|href)=["']?([^"'>]{1})""", bare)) <= {"#"}
    assert len(re.findall(r"<svg", html)) == 2 * (1 + 2)  # each language: main (narrow), second wide and narrow
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert html == experiment_page(asked, answer, lang="th", command="netsustain experiment tiny.yaml")


def test_titles_are_text_not_code(asked, answer, figures):
    html = experiment_page(asked, answer, lang="en", command="netsustain experiment '<i>'")
    assert "Try &amp; &lt;b&gt;see&lt;/b&gt;" in html
    assert "&#39;&lt;i&gt;&#39;" in html
    assert "<b>see" not in html


def test_the_answer_comes_first_then_warnings_then_the_numbers(asked, answer, figures):
    said = Said("note_replicates", {"wanted": Formed(12.345, "signed")})
    warning = Said("failed", {"runs": 3, "scenario": "demo_all", "reason": "x"})
    full = replace(answer, sentences=(said,), warnings=(warning,))
    text = text_of(experiment_page(asked, full, lang="en", command="c"))
    parts = ("What if?", "± +12.3", "Failed runs of “All five strategies”: 3. x", "60.2")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_failed_runs_are_told_among_the_warnings(asked, answer, figures):
    words = experiment_words(ExperimentWords(asked, "en"), replace(answer, failed=7), "c")
    assert words["warnings"] == ["7 of 240 runs failed and count in nothing; failures.parquet says why."]


def test_a_page_without_figures_or_sentences_still_stands(asked, answer, monkeypatch):
    monkeypatch.setattr(drawing, "figures_module", lambda kind: None)
    text = text_of(experiment_page(asked, answer, lang="en", command="c"))
    assert "The tables below hold the answer." in text


def test_figures_that_say_nothing_are_left_out(asked, answer, figures):
    figures.shows = lambda asked, answer: ["two"]
    assert [name for name, _ in report_files(asked, answer, lang="en", command="c")] == [
        "report.html", "two.png", "two.svg",
    ]  # fmt: skip
    words = experiment_words(ExperimentWords(asked, "en"), answer, "c")
    assert (words["main"].name, words["figures"]) == ("two", [])


def test_a_figure_has_its_reading_and_its_numbers(asked, answer, figures):
    words = experiment_words(ExperimentWords(asked, "en"), answer, "c")
    assert words["main"].title == "First of “All five strategies”"
    assert (words["figures"][0].head, words["figures"][0].rows) == (["mean"], [["7.12"]])
    html = experiment_page(asked, answer, lang="en", command="c")
    assert html.count("<details>") == 2  # one a language: only the second figure has numbers


def test_long_tables_are_cut_and_say_so(asked, answer, figures):
    (shown,) = answer.shown
    long = replace(shown, rows=pd.concat([shown.rows] * 50, ignore_index=True))
    (table,) = experiment_words(ExperimentWords(asked, "en"), replace(answer, shown=(long,)), "c")["tables"]
    assert len(table.rows) == 40
    assert table.notes[-1].startswith("The first 40 of 100 rows")


# ---- words ----------------------------------------------------------------------------------------


def test_names_are_those_that_readers_know(asked, answer):
    english, thai = ExperimentWords(asked, "en"), ExperimentWords(asked, "th")
    assert english.heading(answer.shown[0]).startswith("Trust and strong relationships: 30 draws")
    assert thai.heading(answer.shown[0]).startswith("ความไว้วางใจและความสัมพันธ์ที่เข้มแข็ง")
    row = answer.shown[0].rows.to_dict("records")[1]
    assert [english.cell(column, row) for column in answer.shown[0].columns] == [
        ("All five strategies", ""), ("1,234", "1,200 to 1,300"),
        ("online platform for everyday two-way exchange, with support", ""),
    ]  # fmt: skip
    assert thai.written("factor_most", "personal_share") == "สัดส่วนความไว้วางใจส่วนบุคคล"
    assert english.written("names", ["demo_none", "demo_all"]) == "“No strategy” and “All five strategies”"


def test_numbers_in_sentences_have_their_units(asked):
    english, thai = ExperimentWords(asked, "en"), ExperimentWords(asked, "th")
    for value, form, of, said, gesagt in (
        (24.14, "amount", "months_sustained", "24.1 months", "24.1 เดือน"),
        (0.851, "amount", "months_sustained", "0.9 months", "0.9 เดือน"),
        (0.851, "loss", "months_sustained", "0.9 months", "0.9 เดือน"),
        (0.0321, "loss", "months_sustained", "0.03 months", "0.03 เดือน"),  # a half width is not none
        (0.851, "number", "months_sustained", "0.9", "0.9"),
        (-3.0, "gain", "months_sustained", "−3.0 months", "−3.0 เดือน"),
        (0.374, "amount", "alive", "37 %", "37 %"),
        (-0.052, "gain", "alive", "−5.2 percentage points", "−5.2 จุดร้อยละ"),
        (0.5, "amount", "c2", "0.50", "0.50"),
        (0.0001, "chance", "", "< 1 %", "< 1 %"),
        (float("nan"), "amount", "months_sustained", "–", "–"),
    ):
        assert english.number(Formed(value, form, of)) == said
        assert thai.number(Formed(value, form, of)) == gesagt


def test_an_interval_has_the_decimals_of_its_larger_end():
    assert ends(-0.0381, 29.13, "signed") == ("0.0", "29.1")
    assert ends(0.12345, 0.5, "number") == ("0.123", "0.500")
    assert ends(0.031, 0.9, "share") == ("3 %", "90 %")
    assert ends(-0.031, 0.2, "points") == ("−3.1", "20.0")
    assert ends(-0.031, 0.02, "points") == ("−3.1", "2.0")
    assert ends(-0.851, 2.03, "signed", "months") == ("−0.9", "2.0")
    assert ends(float("nan"), 1.0, "number") == ("–", "1.00")


def test_shares_are_never_none_or_certain_when_they_are_chances():
    assert [FORMS["chance"](value) for value in (0.0, 0.5, 1.0)] == ["< 1 %", "50 %", "> 99 %"]


def test_factors_say_where_their_range_comes_from(asked):
    shares, members, platform = described(asked, "en")
    assert (shares.plausible, shares.low, shares.high, shares.unit) == (True, "0.3", "0.9", "share, 0 to 1")
    assert (members.meaning, members.source) == ("fewest members of the network", "")
    assert not platform.plausible
    nothing = Answer(rows=1, failed=0, digest="", tables={}, files=(), seeds={})
    thai = experiment_words(ExperimentWords(asked, "th"), nothing, "c")["factors"]
    assert [each["source"].split(":")[0] for each in thai] == [
        "ช่วงที่เป็นไปได้ของแบบจำลอง", "การทดลองนี้", "การทดลองนี้ (ค่าของแบบจำลองเอง",
    ]  # fmt: skip


def test_an_unknown_text_is_named(asked):
    with pytest.raises(KeyError, match=r"compare\.no_such"):
        ExperimentWords(asked, "en").say("no_such")


def test_a_kind_without_figures_has_no_module():
    assert figures_module("no_such_kind") is None
