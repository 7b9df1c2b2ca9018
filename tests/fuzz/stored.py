"""Result folders to be replayed: small ones of each sort, and changes of their files with digests that fit again."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from .documents import restructured
from .mutating import mutated
from .oddities import odd_text, odd_value

Files = dict[str, bytes]
MANIFEST = "manifest.json"
EXPERIMENTS = {
    "campaign": "kind: compare\nscenarios: [demo_none, demo_all]\n"
    "factors: {personal_share: , levers.platform: {from: 0, to: 1}}\n"
    "design: {draws: 2}\nreplicates: 2\nmonths: 12\nparameters: accepted\n",
    "branch": "kind: branch\nscenarios: [baseline]\nmonths: 24\nat: 7\nreplicates: 2\n"
    "policies: {more: {levers: {platform: 1}}}\n",
}
_HEAD = "schema: 1\ntitle: {en: Try, th: ลอง}\nquestion: {en: What?, th: อะไร}\nsources: [A-S1]\n"


def make_results(folder: Path) -> None:
    """A run, a comparison, a campaign and a branch of a few months each, in folders of these names."""
    from netsustain.ensemble import simulate
    from netsustain.report.manifest import ResultFolder
    from netsustain.scenario import load

    scenarios = {name: load(name).until(12) for name in ("demo_none", "demo_all")}
    made = {name: simulate(scenario, 2, 1, workers=1, months=True) for name, scenario in scenarios.items()}
    run, compare = ResultFolder(folder / "run"), ResultFolder(folder / "compare")
    run.table("runs.parquet", made["demo_none"].runs)
    run.table("months.parquet", made["demo_none"].months)
    run.finish({"command": "netsustain run"}, {"demo_none": scenarios["demo_none"]}, {"runs": 1})
    for table in ("runs", "months"):
        frames = [getattr(each, table).assign(scenario=name) for name, each in made.items()]
        compare.table(f"{table}.parquet", pd.concat(frames, ignore_index=True))
    compare.finish({"command": "netsustain compare"}, scenarios, {"runs": 1})
    for name, text in EXPERIMENTS.items():
        _experiment(folder / name, text)


def _experiment(folder: Path, text: str) -> None:
    from netsustain.exploration.kinds import module_of
    from netsustain.exploration.reading import load_experiment
    from netsustain.report.manifest import ResultFolder

    file = folder.with_suffix(".yaml")
    file.write_text(_HEAD + text, encoding="utf-8")
    asked = load_experiment(file)
    result = ResultFolder(folder)
    answer = module_of(asked.experiment.kind).answer(asked, folder, workers=1)
    if "runs" in answer.tables:
        result.table("runs.parquet", answer.tables["runs"])
    for path in answer.files:
        content = path.read_bytes()
        result.files[path.relative_to(folder).as_posix()] = {
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
        }
    said = {"command": "netsustain experiment", "experiment": asked.experiment.model_dump(mode="json", by_alias=True)}
    result.finish(said, asked.scenarios, answer.seeds)


def files_in(folder: Path) -> Files:
    """What a replay looks at: the manifest and whatever lies beside it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in ("pace.jsonl", ".lock"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


# ---- changes --------------------------------------------------------------------------------------


def changed(rng: Random, files: Files) -> Files:
    """Other content for one or two files; half of the time the manifest has their new digests."""
    files = dict(files)
    for _ in range(rng.randint(1, 2)):
        name = MANIFEST if rng.random() < 0.5 else rng.choice(list(files))
        roll = rng.random()
        if roll < 0.05 and name != MANIFEST:
            del files[name]
        elif roll < 0.3:
            files[name] = mutated(rng, files[name])
        elif name.endswith(".json"):
            files[name] = _json(rng, files[name])
        elif name.endswith(".parquet"):
            files[name] = _parquet(rng, files[name])
    if rng.random() < 0.6:
        _sealed(files)
    return files


def _json(rng: Random, content: bytes) -> bytes:
    try:
        data = json.loads(content)
    except ValueError:
        return content
    if not isinstance(data, dict) or not data:
        return content
    # A manifest is mostly scenarios, which are fuzzed as scenarios: change its own keys as often.
    if rng.random() < 0.4:
        key = rng.choice(list(data))
        data[key] = odd_value(rng) if rng.random() < 0.5 else restructured(rng, {key: data[key]}).get(key)
    else:
        data = restructured(rng, data)
    if "files" in data and rng.random() < 0.2 and isinstance(data["files"], dict):
        data["files"][rng.choice(("../../etc/passwd", "/dev/zero", "/etc/passwd", odd_text(rng)))] = {"sha256": "0"}
    return json.dumps(data, allow_nan=True).encode()


def _parquet(rng: Random, content: bytes) -> bytes:
    try:
        frame = pd.read_parquet(io.BytesIO(content))
    except Exception:  # changed before, beyond reading
        return content
    columns = list(frame.columns)
    roll = rng.randrange(5)
    column = rng.choice(columns)
    if roll == 0:
        frame = frame.drop(columns=column)
    elif roll == 1:
        frame = frame.iloc[: rng.randrange(len(frame) + 1)]
    elif roll == 2:
        frame[column] = rng.choice((float("nan"), -1, 2**62, 1e300, "x", None, True))
    elif roll == 3:
        frame = frame.rename(columns={column: odd_text(rng)[:50]})
    else:
        frame = pd.concat([frame] * 3, ignore_index=True)
    out = io.BytesIO()
    try:
        frame.to_parquet(out, index=False)
    except Exception:  # what pandas cannot write is no file
        return content
    return out.getvalue()


def _sealed(files: Files) -> None:
    """Let the manifest, and a question inside, bear the digests of what there is now."""
    from netsustain.exploration.digest import digest_of_plain

    try:
        if "question.json" in files:
            question: dict[str, Any] = json.loads(files["question.json"])
            question["digest"] = digest_of_plain(question["asked"])
            files["question.json"] = json.dumps(question).encode()
        manifest = json.loads(files[MANIFEST])
        for name, said in manifest["files"].items():
            if name in files:
                said["sha256"] = hashlib.sha256(files[name]).hexdigest()
        files[MANIFEST] = json.dumps(manifest).encode()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
