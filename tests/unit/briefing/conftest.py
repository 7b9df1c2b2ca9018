"""A small network of one's own, with names that a spreadsheet or a page could trip over, and its brief."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from netsustain.briefing.finding import Briefing, brief
from netsustain.report.planners.brief import Brief
from netsustain.scenario.reader import load

NAMES = (
    '=HYPERLINK("x")', "+66 office", "-minus", "@home", "<b>bold</b>", "โรงเรียนบ้านหนองน้ำใส", "School 7", "School 8",
    "School 9", "School 10",
)  # fmt: skip
SCENARIO = """schema: 1
extends: baseline
title: {en: "Ten <schools>", th: "สิบโรงเรียน"}
question: {en: "What now?", th: "จะทำอย่างไรต่อ"}
sources: [A-M]
months: 24
network:
  recipe: null
  files: {members: members.csv, ties: ties.csv}
levers: {platform: 0.9, relationship_activities: 0.2}
"""


def write_network(folder: Path) -> Path:
    """The network's scenario, with its tables beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    quoted = ['"' + name.replace('"', '""') + '"' for name in NAMES]
    kinds = ["area_office", *["school"] * (len(NAMES) - 1)]
    rows = [f"{name},{kind}" for name, kind in zip(quoted, kinds, strict=True)]
    (folder / "members.csv").write_text("\n".join(["name,kind", *rows]) + "\n", encoding="utf-8")
    ties = [f"{quoted[0]},{name}" for name in quoted[1:]]
    ties += [f"{a},{b}" for a, b in pairwise(quoted[1:])]
    (folder / "ties.csv").write_text("\n".join(["source,target", *ties]) + "\n", encoding="utf-8")
    (folder / "ten.yaml").write_text(SCENARIO, encoding="utf-8")
    return folder / "ten.yaml"


@pytest.fixture(scope="session")
def writes():
    """What writes the network into a folder."""
    return write_network


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_network(tmp_path_factory.mktemp("network"))


@pytest.fixture(scope="session")
def found(network: Path) -> Briefing:
    return brief({"ten": load(network)}, replicates=30)


@pytest.fixture(scope="session")
def made(found: Briefing) -> Brief:
    return Brief(found, date(2026, 11, 26), "netsustain brief ten.yaml\nnetsustain brief --again results/brief-ten")
