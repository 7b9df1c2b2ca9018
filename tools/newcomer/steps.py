"""What somebody new types, in order: where, with or without a network, and what helps when it fails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ASKING = Path(__file__).with_name("asking.py")


@dataclass(frozen=True)
class Step:
    """One command line; ``{python}``, ``{bundle}``, ``{clone}`` and ``{environment}`` are places of the walk."""

    name: str
    command: str
    remedy: str
    """What to type when it fails."""
    needs: str = ""
    """The step without which this one cannot be taken."""
    alone: bool = False
    """In an unrelated folder, the clone put away, without a network, as somebody who was handed the wheels."""
    part: str = ""
    """Which part of the path it belongs to, as the page adds them up."""


def _alone(name: str, command: str, remedy: str = "netsustain doctor") -> Step:
    return Step(name, command, remedy, "install the wheels", alone=True, part="wheels, no network")


def path(tests: bool = False) -> list[Step]:
    """All steps; with ``tests`` the whole of ``make test``, which takes a quarter of an hour and more."""
    return [*_clone(tests), *_wheel(), *_commands()]


def _clone(tests: bool) -> list[Step]:
    network = "the message above says it; without a network: make bundle on a machine that has one"
    doctor = ".venv/bin/netsustain doctor"
    steps = [
        Step("clone", "git clone --quiet {project} {clone}", "git -C {project} status", part="make demo"),
        Step("set-up of the demo", "make .venv/.ready-run", network, "clone", part="make demo"),
        Step("make demo, first time", "make demo", doctor, "set-up of the demo", part="make demo"),
        Step("make demo, again", "make demo", doctor, "make demo, first time", part="again"),
        Step("set-up of the tests", "make .venv/.ready-test", network, "clone", part="make test, before its tests"),
        Step("make lint", "make lint", "git status: is the clone unchanged?", "set-up of the tests",
             part="make test, before its tests"),
    ]  # fmt: skip
    if tests:
        steps.append(Step("make test", "make test", "make test PYTEST_WORKERS=1", "make lint", part="make test"))
    return steps


def _wheel() -> list[Step]:
    return [
        Step("make app", "make app", "the message above says it (Node 20 or newer)", "clone", part="make bundle"),
        Step("make bundle", "make bundle", "make app, then make bundle", "make app", part="make bundle"),
        Step("an empty environment", "{python} -m venv {environment}", "sudo apt-get install python3-venv",
             "make bundle", alone=True, part="wheels, no network"),
        Step("install the wheels", "{environment}/bin/pip install --quiet --no-index --find-links {bundle} "
             "'netsustain[app]'", "make lock, then make bundle: a wheel is missing there", "an empty environment",
             alone=True, part="wheels, no network"),
    ]  # fmt: skip


def _commands() -> list[Step]:
    few = "--replicates 20"
    return [
        _alone("doctor", "netsustain doctor", "the lines marked ! say it"),
        _alone("check", "netsustain check baseline demo_none sobol"),
        _alone("explain", "netsustain explain demo_none --diff baseline --lang th"),
        _alone("run, first time", "netsustain run baseline"),
        _alone("import --template", "netsustain import --template network.xlsx"),
        _alone("import", "netsustain import --members members.csv --ties ties.csv --out mine.yaml"),
        _alone("new", "netsustain new --network mine.yaml --budget-cut 10/2027=50% --no-ask --out question.yaml"),
        _alone("compare", f"netsustain compare demo_none demo_leadership {few}"),
        _alone("brief", f"netsustain brief question.yaml {few} --lang th"),
        _alone("diagnose", "netsustain diagnose --template survey.xlsx --filled && netsustain diagnose survey.xlsx"),
        _alone("advise", f"netsustain advise demo_none --budget 14 {few}"),
        _alone("explore", "netsustain explore demo_none --replicates 10"),
        _alone("why", f"netsustain why demo_none {few}"),
        _alone("app --no-browser", f"{{environment}}/bin/python {ASKING}", "netsustain app --no-browser --port 0"),
    ]  # fmt: skip


def written(step: Step) -> str:
    """A step's command as a table shows it, without the folders of one walk."""
    if str(ASKING) in step.command:
        return "netsustain app --no-browser"
    names = {"python": "python3", "bundle": "bundle", "clone": "netsustain", "environment": "new", "project": "URL"}
    return step.command.format(**names)
