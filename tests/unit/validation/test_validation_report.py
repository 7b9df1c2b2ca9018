"""The command's object and the report: the contract, both languages, nothing fetched, misses as plain as hits."""

import json
import math
import re
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from netsustain.cli import app
from netsustain.report.canvas import Frame, settings
from netsustain.report.validation import validation_files, validation_page
from netsustain.report.validation_figure import draw, limits
from netsustain.report.validation_words import Words
from netsustain.validation import run
from netsustain.validation.outcome import Found, PatternOutcome, Validation
from netsustain.validation.pattern import Measured, Target
from netsustain.validation.patterns import PATTERNS, k2, k3
from netsustain.validation.prior import Prior

COMMAND = "netsustain validate --quick"
FIELDS = {"id", "what", "published", "simulated", "low", "high", "verdict", "role"}
THAI = re.compile(r"[\u0e00-\u0e7f]")


def outcome(pattern, *, hit: bool, ignorance: float) -> PatternOutcome:
    """An outcome whose numbers are all hit or, but for the first, all missed."""
    found = []
    for place, target in enumerate(pattern.targets):
        ends = [end for end in (target.low, target.high) if math.isfinite(end)]
        inside = ends[0] + (1 if ends[0] == target.low else -1) * (abs(ends[-1] - ends[0]) or 1) / 2
        outside = ends[0] + (-1 if ends[0] == target.low else 1)
        found.append(Found(target, Measured(inside if hit or place == 0 else outside, 0.001), ignorance))
    draws = {target.name: [Measured(0.1, 0.01), Measured(math.nan, math.nan)] for target in pattern.targets}
    return PatternOutcome(pattern, tuple(found), Prior(pattern, 5, draws), 40, 0 if hit else 2, 0.5)


@pytest.fixture(scope="module", params=["default", "calibrated"])
def validation(request) -> Validation:
    calibrated = request.param == "calibrated"
    ignorance = 0.05 if calibrated else math.nan
    outcomes = [outcome(each, hit=place % 2 == 0, ignorance=ignorance) for place, each in enumerate(PATTERNS)]
    return Validation(tuple(outcomes), 7, 40 if calibrated else 0, 80 if calibrated else 0, 2, 5, True, 12.345)


@pytest.fixture(scope="module")
def page(validation) -> str:
    """The report of all patterns."""
    return validation_page(validation, lang="en", command=COMMAND)


@pytest.fixture(scope="module")
def few(validation) -> Validation:
    """Two patterns of each role."""
    return replace(validation, outcomes=tuple(validation.outcome(name) for name in ("K1", "K2", "V4", "V7")))


def test_the_object_is_what_was_agreed(validation):
    told = json.loads(json.dumps(validation.to_json("en"), allow_nan=False))
    assert [each["id"] for each in told["patterns"]] == [pattern.id for pattern in PATTERNS]
    assert told["seconds"] == 12.345
    for each, pattern in zip(told["patterns"], PATTERNS, strict=True):
        assert each.keys() >= FIELDS
        assert each["verdict"] in ("hit", "miss")
        assert each["role"] in ("calibrated", "shown")
        assert each["verdict"] == ("hit" if all(t["verdict"] == "hit" for t in each["targets"]) else "miss")
        assert [t["name"] for t in each["targets"]] == [target.name for target in pattern.targets]
    assert {each["verdict"] for each in told["patterns"]} == {"hit", "miss"}


def test_an_open_band_is_null(validation):
    told = {each["id"]: each for each in validation.to_json("en")["patterns"]}
    assert (told["V4"]["low"], told["V4"]["high"]) == (0.0, None)
    assert told["K2"]["targets"][1]["published"] is None


def test_the_report_shows_every_pattern_in_both_languages(page):
    assert '<html lang="en" data-lang="en">' in page
    for pattern in PATTERNS:
        for each in ("en", "th"):
            assert f'id="{pattern.id}-{each}"' in page
    english, thai = page.split('<main lang="th"')
    assert THAI.search(thai)
    assert not THAI.search(re.sub(r"<nav.*?</nav>", "", english, flags=re.DOTALL))
    assert len(page.encode("utf-8")) < 3_000_000


def test_nothing_is_fetched_and_references_hold(page):
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="|url\()#([\w.-]+)', page)) <= set(ids)
    assert not re.search(r"(https?:)?//[\w.-]+\.\w", re.sub(r"base64,[\w+/=]+", "", page))


def test_the_same_page_each_time_in_the_language_asked_for(few):
    thai = validation_page(few, lang="th", command=COMMAND)
    assert '<html lang="th" data-lang="th">' in thai
    assert thai == validation_page(few, lang="th", command=COMMAND)


def test_the_report_never_says_validated_by(validation, page):
    said = re.sub(r"<svg.*?</svg>|<style>.*?</style>", "", page, flags=re.DOTALL).lower()
    assert "validated by" not in said
    assert ("calibrated to k1, k2, k3, k4, k5" in said) == validation.calibrated
    assert ("not yet calibrated" in said) != validation.calibrated
    assert said.count('class="verdict miss"') > 0
    assert "shown after repair" in said


def test_every_figure_is_a_file_in_two_forms(few):
    files = dict(validation_files(few, "th"))
    assert set(files) == {f"{each.pattern.id}.{form}" for each in few.outcomes for form in ("png", "svg")}
    assert files["K1.png"].startswith(b"\x89PNG")


@pytest.mark.parametrize("narrow", [False, True])
def test_a_figure_has_a_strip_for_every_number(validation, narrow):
    with settings():
        figure = draw(validation.outcome("V11"), Words(validation, "en"), Frame("en", narrow))
    assert len(figure.axes) == 8
    for axes in figure.axes:
        box = axes.get_position()
        assert 0 <= box.y0 < box.y1 <= 1


def test_nothing_that_was_measured_lies_outside_its_strip():
    found = Found(Target("x", 0.5, 0.4, 0.6, "share"), Measured(0.9, 0.05), 0.2)
    low, high = limits(found, [0.0, 5.0, math.nan])
    assert low < 0.4
    assert high > 0.9 + 0.4
    nothing = Found(Target("x", math.nan, 0.0, math.inf, "share", ordinal=True), Measured(math.nan, math.nan), math.nan)
    low, high = limits(nothing, [math.nan])
    assert low < high


def test_numbers_are_written_by_their_unit(validation):
    words = Words(validation, "en")
    assert words.number(0.0553, "1/year") == "5.5 %"
    assert words.number(0.678, "share") == "68 %"
    assert words.number(24.0, "months") == "24.0"
    assert words.number(1.11, "log-odds") == "1.11"
    assert words.number(math.nan, "share") == "–"
    assert words.number(0.0996, "share") == "10 %"
    assert words.number(-0.001, "log-odds") == "0.00"
    assert words.number(-0.25, "share of the dip") == "−25 %"
    assert words.band(Target("x", 0.1, 0.05, 0.25, "share")) == "5.0 % to 25 %"
    assert words.band(Target("x", math.nan, 0.8, math.inf, "share")) == "80 % or more"
    assert words.band(Target("x", math.nan, 0.0, math.inf, "months", ordinal=True)) == "above 0.0"
    assert words.band(Target("x", math.nan, -math.inf, 0.5, "ratio", ordinal=True)) == "below 0.50"


@pytest.fixture
def tiny(monkeypatch):
    """The command on two small patterns."""
    monkeypatch.setattr(run, "PATTERNS", (k2.PATTERN, k3.PATTERN))
    monkeypatch.setitem(run.PRIOR, "quick", (2, 4))


def test_the_command_prints_one_object(tiny, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["validate", "--quick", "--replicates", "6", "--seed", "3", "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert [each["id"] for each in told["patterns"]] == ["K2", "K3"]
    assert (told["seed"], told["quick"], told["patterns"][0]["replicates"]) == (3, True, 6)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_a_result_folder(tiny, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["validate", "--quick", "--replicates", "6", "--lang", "th"])
    assert result.exit_code == 0, result.output
    assert THAI.search(result.stdout)
    folder = tmp_path / "results" / "validation"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["asked"]["command"] == "netsustain validate --quick --replicates 6 --seed 1 --lang th"
    assert set(manifest["scenarios"]) == {*k2.PATTERN.setups, *k3.PATTERN.setups}
    for name in ("report.html", "validation.json", "targets.parquet", "prior.parquet", "prior_draws.parquet"):
        assert (folder / name).is_file(), name
        assert name in manifest["files"]


def test_a_miss_is_no_failure(tiny, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    impossible = (Target("round_1", 2.0, 1.9, 2.1, "share"), k3.PATTERN.targets[1])
    monkeypatch.setattr(run, "PATTERNS", (k3.PATTERN.__class__(**{**vars(k3.PATTERN), "targets": impossible}),))
    result = CliRunner().invoke(app, ["validate", "--quick", "--replicates", "6", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["patterns"][0]["verdict"] == "miss"
