"""The documentation says what the code says: generated parts are fresh, links lead somewhere, nothing is left out."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from netsustain.scenario.events import EVENT_KINDS
from netsustain.scenario.initial_levels import Initial
from netsustain.scenario.levers import LEVER_NAMES
from netsustain.scenario.parameters import PARAMETER_NAMES
from netsustain.state import COLUMNS
from netsustain.streams import STREAMS

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from tools.documentation import __main__ as command  # noqa: E402
from tools.documentation import markdown, pages, structure  # noqa: E402

PAGES = {page.path.relative_to(ROOT).as_posix(): page for page in pages.pages()}
EVERY_PAGE = sorted((ROOT / "docs").rglob("*.md"))
MODEL = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
WRITTEN = re.sub(r"<!-- generated:.*?<!-- end generated -->", "", MODEL, flags=re.DOTALL)
"""The description of the model without its generated tables."""


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_fresh(name):
    assert not PAGES[name].stale, f"{name} is stale, type: {pages.COMMAND}"


def test_every_block_stands_on_one_page():
    found = [name for page in PAGES.values() for name in pages.blocks_of(page.now)]
    assert sorted(found) == sorted(pages.BLOCKS)


# ---- the marks ---------------------------------------------------------------------------------------------------

OPEN, CLOSE = "<!-- generated: words -->", "<!-- end generated -->"


def test_only_what_stands_between_marks_is_made_anew():
    text = f"before\n{OPEN}\nold\n{CLOSE}\nafter\n"
    made = pages.renewed(text, {"words": lambda: "new"})
    assert made == f"before\n{OPEN}\n\nnew\n\n{CLOSE}\nafter\n"
    assert pages.renewed(made, {"words": lambda: "new"}) == made


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{OPEN}\nno end", "1 opening and 0 closing marks"),
        (f"no start\n{CLOSE}", "0 opening and 1 closing marks"),
        ("<!-- generated: wrods -->\n<!-- end generated -->", "got the block 'wrods', expected one of words"),
    ],
)
def test_wrong_marks_are_told(text, message):
    with pytest.raises(ValueError, match=message):
        pages.renewed(text, {"words": lambda: "new"})


def test_the_command_names_a_stale_page_and_mends_it(tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.md"
    page.write_text("<!-- generated: streams -->\nold\n<!-- end generated -->\n", encoding="utf-8")
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "pages", lambda: pages.pages(tmp_path))
    assert command.main(["--check"]) == 1
    assert pages.COMMAND in capsys.readouterr().out
    assert command.main([]) == 0
    assert "member_traits" in page.read_text(encoding="utf-8")
    assert command.main(["--check"]) == 0
    assert command.main(["--wrong"]) == 2


def test_a_cell_stays_in_its_row():
    assert markdown.table(("a", "b"), [("x | y", 0.5), ("two\nlines", 1.0)]).splitlines() == [
        "| a | b |", "|---|---|", "| x \\| y | 0.5 |", "| two lines | 1 |",
    ]  # fmt: skip


def test_a_reported_column_without_a_meaning_is_an_error():
    with pytest.raises(KeyError):
        structure._meaning("never_heard_of")


# ---- nothing is left out -----------------------------------------------------------------------------------------

FORMULAS = set(re.findall(r"\w+", WRITTEN))
"""Words of the description as written by hand."""


@pytest.mark.parametrize("name", PARAMETER_NAMES)
def test_the_model_says_what_a_parameter_does(name):
    assert name in FORMULAS


@pytest.mark.parametrize("name", LEVER_NAMES)
def test_the_model_says_what_a_lever_does(name):
    """Levers that a formula sums up by their cost alone do not exist: each must be named."""
    said = FORMULAS | ({name} if name.startswith("fundraising_") and "fundraising" in FORMULAS else set())
    assert name in said or f"lever.{name}" in WRITTEN


@pytest.mark.parametrize("name", sorted({f"{item.entity}.{item.name}" for item in COLUMNS}))
def test_the_model_says_how_a_column_moves(name):
    assert name.rpartition(".")[2] in FORMULAS


@pytest.mark.parametrize("stream", STREAMS, ids=lambda stream: stream.name)
def test_the_model_says_where_a_stream_is_drawn(stream):
    assert f"U({stream.name}," in WRITTEN


def test_the_model_says_what_starting_levels_and_events_do():
    assert set(Initial.model_fields) <= FORMULAS
    for kind in EVENT_KINDS:
        assert f"| {kind.replace('_', ' ')} |" in WRITTEN, kind


# ---- links -------------------------------------------------------------------------------------------------------


def anchors_of(path: Path) -> set[str]:
    """Anchors of the headings of a page, as they are made from the headings' text."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    # Thai vowels and tone marks are no \w to Python, but stay in an anchor.
    return {re.sub(r"[^\w\- \u0e31-\u0e4e]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", EVERY_PAGE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.exists(), target
        assert not anchor or anchor in anchors_of(there), target


# ---- commands ----------------------------------------------------------------------------------------------------

TRACE = (ROOT / "docs" / "trace.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"`((?:netsustain|pytest|python -m) [^`]+)`", " ".join(TRACE.split()))))
"""Commands the page names, a pytest with several folders as one."""


def typed_names() -> set[str]:
    """The subcommands of ``netsustain``."""
    from netsustain.cli import app

    return {item.name or item.callback.__name__ for item in app.registered_commands if item.callback is not None}


@pytest.mark.parametrize("said", COMMANDS)
def test_the_commands_of_the_trace_exist(said):
    words = said.split()
    if words[0] == "pytest":
        for path in (ROOT / word for word in words[1:]):
            assert path.is_file() or any(path.rglob("test_*.py")), f"{path} holds no tests"
    elif words[0] == "python":
        module = ROOT / words[2].replace(".", "/")
        assert (module / "__main__.py").exists() or module.with_suffix(".py").exists(), said
    else:
        assert words[1] in typed_names(), said
        places = {"experiment": "experiments"}.get(words[1], "scenarios")
        assert all((ROOT / places / f"{word}.yaml").exists() for word in words[2:]), said


def test_every_element_of_the_trace_has_a_command():
    sections = re.split(r"^## \d\. ", TRACE, flags=re.MULTILINE)[1:]
    assert len(sections) == 8
    for section in sections:
        assert re.search(r"`(netsustain|pytest|python -m) ", " ".join(section.split())), section[:60]
    table = TRACE.split("## 1.")[0]
    assert len(re.findall(r"^\| \d ", table, re.MULTILINE)) == 8
