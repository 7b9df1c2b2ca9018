"""A file names files in its own folder and below, and nothing else is opened: watched by the interpreter itself.

Allowed are, for a scenario: shipped names, ``extends`` and tables in its folder or below (links followed), and tables
in folders that ``NETSUSTAIN_TABLES`` names. For an experiment: shipped names, scenarios and tables in its folder or
below. For a result: files in its folder, and tables by the digest that it has of them. Workbooks and GraphML name no
file at all. What people type on the command line may lie anywhere.

Each attempt is made in a process whose audit hook (PEP 578) notes what is opened, listed, run or connected to. The
files outside are sound ones, so that whatever follows the name would be accepted.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import netsustain

PACKAGE = Path(netsustain.__file__).resolve().parent
HEAD = "schema: 1\ntitle: {en: Try, th: ลอง}\nquestion: {en: What?, th: อะไร}\nsources: [A-S1]\n"
SCENARIO = HEAD + "network: {recipe: {members: 10}}\n"
FINE = SCENARIO + "levers: {platform: 1}\n"
MEMBERS = "name\nA\nB\n"
BRANCH = HEAD + "kind: branch\nscenarios: [baseline]\nmonths: 24\nat: 7\nreplicates: 2\n"
PROGRAMME = HEAD + (
    "kind: programme\nscenarios: [baseline]\nfutures: {number: 4, events: [{at: 8, budget: {level: 0.5}}], "
    "factors: {events.1.at: {from: 3, to: 20}}}\nreplicates: 2\nseed: 1\n"
)
GROUPS = "networks: {seed: 1, groups: {all: {number: 3, factors: {members: {from: 5, to: 9}}}}}\n"
CSV = (
    "../outside/secret.csv",
    "sub/../../outside/secret.csv",
    "{outside}/secret.csv",
    "link.csv",
    "linked/secret.csv",
    "fifo",
    "/dev/zero",
    "/dev/stdin",
    "/proc/self/environ",
    "~/secret.csv",
    "$HOME/secret.csv",
    "..\\outside\\secret.csv",
    "C:\\secret.csv",
    "C:secret.csv",
    "\\\\host\\share\\secret.csv",
    "//host/share/secret.csv",
    "http://127.0.0.1:1/x.csv",
    "file://{outside}/secret.csv",
    "../outside",
    ".",
    "sub",
)
YAML = tuple(name.replace(".csv", ".yaml") for name in CSV)
FIELDS = {
    "members": (HEAD + "network: {files: {members: NAME}}\n", CSV, "members.csv"),
    "ties": (HEAD + "network: {files: {members: members.csv, ties: NAME}}\n", CSV, "ties.csv"),
    "extends": (HEAD + "extends: NAME\n", YAML, "fine.yaml"),
    "extends of a parent": (HEAD + "extends: sub/parentNUMBER.yaml\n", YAML, "fine.yaml"),
    "scenarios": (HEAD + "kind: replicates\nscenarios: [NAME]\nreplicates: 2\n", YAML, "fine.yaml"),
    "like": (BRANCH + "policies: {more: {like: NAME}}\n", YAML, "fine.yaml"),
    "table": (PROGRAMME + "programme: {levers: {platform: 1}}\nnetworks: {table: NAME}\n", CSV, "networks.csv"),
    "programme": (PROGRAMME + GROUPS + "programme: {like: NAME}\n", YAML, "fine.yaml"),
}
"""Every field that names a file, and what is tried in it."""
ENTITIES = (
    '<!DOCTYPE g [<!ENTITY i SYSTEM "file://{outside}/secret.csv">]><graphml>&i;</graphml>',
    '<!DOCTYPE g SYSTEM "http://127.0.0.1:1/x.dtd"><graphml/>',
    '<!DOCTYPE g [<!ENTITY % p SYSTEM "/dev/zero"> %p;]><graphml/>',
    '<?xml-stylesheet href="file://{outside}/secret.csv"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    '<graph edgedefault="directed"><node id="a"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
    'href="{outside}/secret.csv" parse="text"/></node>'
    '<node id="b"/></graph></graphml>',
)
OUTSIDE_EVENTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "urllib.",
    "ftplib.",
)


# ---- what is tried --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """Two folders: files that may be read, and beside them files that may not."""
    base = tmp_path_factory.mktemp("places").resolve()
    inside, outside = base / "inside", base / "outside"
    for folder in (inside / "sub", outside):
        folder.mkdir(parents=True)
    for folder in (outside, inside):
        (folder / "members.csv").write_text(MEMBERS, encoding="utf-8")
        (folder / "secret.csv").write_text(MEMBERS, encoding="utf-8")
        (folder / "secret.yaml").write_text(SCENARIO, encoding="utf-8")
    for folder in (inside, inside / "sub"):
        (folder / "fine.yaml").write_text(FINE, encoding="utf-8")
    (inside / "ties.csv").write_text("source,target\nA,B\n", encoding="utf-8")
    (inside / "networks.csv").write_text("name,members\nA,5\nB,9\n", encoding="utf-8")
    (inside / "secret.csv").unlink()
    (inside / "secret.yaml").unlink()
    for name in ("secret.csv", "secret.yaml"):
        os.symlink(outside / name, inside / f"link{Path(name).suffix}")
    os.symlink(outside, inside / "linked")
    os.mkfifo(inside / "fifo")
    return inside, outside


def attempts(inside: Path, outside: Path) -> dict[str, tuple[str, str]]:
    """What to read (``check``, ``import`` or ``replay``) and the file, by the name of the attempt; writes the files."""
    found = {}
    for field, (text, names, fine) in FIELDS.items():
        for number, name in enumerate((*names, fine)):
            name = name.format(outside=outside)
            quoted, path = json.dumps(name), inside / f"{field.replace(' ', '_')}{number}.yaml"
            if field == "extends of a parent":
                (inside / "sub" / f"parent{number}.yaml").write_text(HEAD + f"extends: {quoted}\n", encoding="utf-8")
            path.write_text(text.replace("NAME", quoted).replace("NUMBER", str(number)), encoding="utf-8")
            found[f"{'fine ' if name == fine else ''}{field}: {name}"] = ("check", str(path))
    for number, text in enumerate(ENTITIES):
        path = inside / f"graph{number}.graphml"
        path.write_text(text.replace("{outside}", str(outside)), encoding="utf-8")
        found[f"graphml: {number}"] = ("import", str(path))
    return {**found, **_workbooks(inside, outside), **_results(inside, outside)}


def _workbooks(inside: Path, outside: Path) -> dict[str, tuple[str, str]]:
    import openpyxl

    found = {}
    for number, target in enumerate(
        (f"file://{outside}/secret.csv", "../outside/secret.csv", "\\\\host\\share\\x.xlsx")
    ):
        book = openpyxl.Workbook()
        book.active.append(["name", "kind"])
        book.active.append(["A", f"='{outside}/[secret.xlsx]Sheet1'!A1"])
        plain, path = inside / f"plain{number}.xlsx", inside / f"linked{number}.xlsx"
        book.save(plain)
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                new.writestr(name, _linked(name, old.read(name), target))
            new.writestr("../../outside/written.xml", "<x/>")
            new.writestr("xl/externalLinks/externalLink1.xml", _EXTERNAL)
            new.writestr("xl/externalLinks/_rels/externalLink1.xml.rels", _RELATION.format(target=target))
        found[f"workbook: {target}"] = ("import", str(path))
    return found


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXTERNAL = (
    '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    f'<externalBook xmlns:r="{_OFFICE}" r:id="rId1"/></externalLink>'
)
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/externalLinkPath" Target="{{target}}" TargetMode="External"/></Relationships>'
)


def _linked(name: str, content: bytes, target: str) -> bytes:
    """A part of a workbook that also names another one."""
    if name == "xl/_rels/workbook.xml.rels":
        own = f'<Relationship Id="rId99" Type="{_OFFICE}/externalLink" Target="externalLinks/externalLink1.xml"/>'
        return content.replace(b"</Relationships>", own.encode() + b"</Relationships>")
    if name == "xl/workbook.xml":
        own = f'<externalReferences><externalReference xmlns:r="{_OFFICE}" r:id="rId99"/></externalReferences>'
        return content.replace(b"</sheets>", b"</sheets>" + own.encode())
    return content


def _results(inside: Path, outside: Path) -> dict[str, tuple[str, str]]:
    """Manifests that list files elsewhere, or scenarios that read tables which the manifest does not list."""
    found = {}
    digest = {"sha256": hashlib.sha256(MEMBERS.encode()).hexdigest()}
    for number, name in enumerate((*CSV, "runs.parquet")):
        name = name.format(outside=outside)
        folder = inside / f"result{number}"
        folder.mkdir()
        (folder / "runs.parquet").write_bytes(b"PAR1")
        own = {"sha256": hashlib.sha256(b"PAR1").hexdigest()}
        read = {"files": {"members": str(outside / "secret.csv"), "ties": None}, "recipe": None}
        scenarios = {"a": {**json.loads(json.dumps(_resolved())), "network": read}}
        said = {
            "asked": {},
            "seeds": {"runs": 1},
            "scenarios": scenarios,
            "tables": {},
            "files": {name: digest, "runs.parquet": own},
        }
        (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
        found[f"result: {name}"] = ("replay", str(folder))
    return found


def _resolved() -> dict:
    return {"schema": 1, "title": {"en": "-", "th": "-"}, "question": {"en": "-", "th": "-"}, "sources": ["A-S1"]}


# ---- watched --------------------------------------------------------------------------------------


def watch(orders: Path) -> None:
    """Make the attempts that a file lists and print, for each, what was said and what was opened."""
    asked = json.loads(orders.read_text(encoding="utf-8"))
    for what, file in asked["warm"]:
        _tried(what, file)
    seen: list[str] = []

    def hook(event: str, arguments: tuple) -> None:
        if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes, os.PathLike)):
            seen.append(os.path.join(os.getcwd(), os.fsdecode(arguments[0])))
        elif event.startswith(OUTSIDE_EVENTS):
            seen.append(f"{event}{arguments}")

    sys.addaudithook(hook)
    found = {}
    for name, (what, file) in asked["attempts"].items():
        del seen[:]
        said = _tried(what, file)
        found[name] = {"said": said, "opened": list(seen)}
    print(json.dumps(found))


def _tried(what: str, file: str) -> str:
    """What a command says of a file; empty if it is accepted."""
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    from netsustain.commands import check, import_
    from netsustain.exploration.replaying.replay import replay
    from netsustain.exploration.results import ResultsError

    path, told = Path(file), StringIO()
    if what == "check":
        return "\n".join(map(str, check.problems_in(file)))
    if what == "replay":
        try:
            found = replay(file, workers=1)
        except ResultsError as error:
            return str(error)
        return str(found.changed_tables + found.damaged)
    given = {"graphml" if path.suffix == ".graphml" else "members": path}
    with redirect_stderr(told), redirect_stdout(StringIO()):
        code = import_.execute(given=given, out=path.with_suffix(".out.yaml"), json=True, leave_out=True)
    return told.getvalue() if code else ""


@pytest.fixture(scope="module")
def found(places, tmp_path_factory):
    """What every attempt said and opened; one of them opens a file outside because it may."""
    inside, outside = places
    orders = tmp_path_factory.mktemp("orders") / "orders.json"
    tried = attempts(inside, outside)
    (outside / "typed.yaml").write_text(HEAD + "network: {files: {members: secret.csv}}\n", encoding="utf-8")
    tried["typed by the user"] = ("check", str(outside / "typed.yaml"))
    warm = [
        ("check", "baseline"),
        *(
            next(each for name, each in tried.items() if name.startswith(kind))
            for kind in ("fine like", "fine table", "workbook", "graphml", "result")
        ),
    ]
    orders.write_text(json.dumps({"warm": warm, "attempts": tried}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, __file__, str(orders)],
        cwd=inside,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(outside), "PYTHONPATH": str(PACKAGE.parent)},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def escaped(opened: list[str], inside: Path) -> list[str]:
    """What was opened outside the folder, but for the package, its libraries and its temporary folders."""
    from netsustain.scenario.resolve import shipped_folder

    roots = [
        inside,
        PACKAGE,
        shipped_folder("scenarios"),
        shipped_folder("experiments"),
        Path(sys.prefix),
        Path(sys.base_prefix),
    ]
    return [
        name
        for name in opened
        if not name.endswith((".py", ".pyc", ".so"))
        and not any(Path(os.path.realpath(name)).is_relative_to(root.resolve()) for root in roots)
        and not _own_scratch(name)
    ]


def _own_scratch(name: str) -> bool:
    """A temporary folder of an import's trial."""
    import tempfile

    place = Path(tempfile.gettempdir()).resolve()
    path = Path(os.path.realpath(name))
    return (
        path.is_relative_to(place)
        and path.relative_to(place).parts[:1]
        and path.relative_to(place).parts[0].startswith("tmp")
    )


def test_every_field_that_names_a_file_is_tried(found):
    assert len(found) >= 170
    assert {name.partition(":")[0] for name in found} >= {*FIELDS, "graphml", "workbook", "result"}


def test_nothing_outside_is_opened(found, places):
    inside, _ = places
    wrong = {
        name: out
        for name, each in found.items()
        if name != "typed by the user" and (out := escaped(each["opened"], inside))
    }
    assert wrong == {}


def test_what_leads_outside_is_refused(found):
    follows = ("workbook", "graphml: 3", "typed")  # links in them are left alone, so they may be read
    accepted = [name for name, each in found.items() if not each["said"] and not name.startswith(follows)]
    assert accepted == [f"fine {field}: {fine}" for field, (_, _, fine) in FIELDS.items()], (
        "no other fault refuses them"
    )


def test_the_hook_sees_what_is_opened(found, places):
    inside, outside = places
    typed = found["typed by the user"]
    assert typed["said"] == ""
    assert str(outside / "secret.csv") in escaped(typed["opened"], inside)


def test_a_refusal_says_what_to_do(found, places):
    assert (
        "members: got ../outside/secret.csv, expected a table in the scenario's folder or below it: copy the table"
        in (found["members: ../outside/secret.csv"]["said"])
    )
    assert "a link that leaves the folder" in found["like: link.yaml"]["said"]


def test_shared_tables_may_be_named_where_that_is_allowed(places, monkeypatch):
    from netsustain.scenario import ScenarioError, load

    inside, outside = places
    path = inside / "shared.yaml"
    path.write_text(HEAD + f"network: {{files: {{members: {outside}/secret.csv}}}}\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="NETSUSTAIN_TABLES"):
        load(path)
    monkeypatch.setenv("NETSUSTAIN_TABLES", os.pathsep.join((str(inside / "sub"), str(outside))))
    assert load(path).network.files.members == str(outside / "secret.csv")


def test_a_whole_path_inside_the_folder_is_allowed(places):
    from netsustain.scenario import load

    inside, _ = places
    path = inside / "whole.yaml"
    path.write_text(HEAD + f"network: {{files: {{members: {inside}/members.csv}}}}\n", encoding="utf-8")
    assert load(path).network.files.members == str(inside / "members.csv")


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
