"""How a file that is written names the scenario it builds on."""

from __future__ import annotations

from pathlib import Path

from netsustain.scenario.problems import Problem, ScenarioError
from netsustain.scenario.resolve import looks_like_path

BASE = "baseline"


def extended_by(out: Path, network: str | None) -> str:
    """What the file's ``extends`` says: a shipped name, or the network's file as seen from beside it.

    Raises
    ------
    ScenarioError
        If the network's file lies neither beside the file to be written nor below it: it could not be found from there.
    """
    if network is None or not looks_like_path(network):
        return network or BASE
    folder, file = out.resolve().parent, Path(network).resolve()
    if not file.is_relative_to(folder) or file == out.resolve():
        beside = Path(network).with_name(out.name if out.name != Path(network).name else f"new_{out.name}")
        message = f"got a place from which {network} cannot be extended, expected another file beside it, for example "
        raise ScenarioError([Problem(str(out), 1, 1, "", f"{message}{beside}")])
    return file.relative_to(folder).as_posix()
