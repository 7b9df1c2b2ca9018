"""Without the compiler, in another process, every month of a small network has the same bits."""

import hashlib
import os
import subprocess
import sys

import numpy as np

from netsustain.model import NetworkModel
from netsustain.scenario import load

PROGRAM = """
import sys
sys.path.insert(0, {folder!r})
from netsustain.kernels import JIT
from {module} import histories
print(JIT)
for line in histories():
    print(line)
"""


def _small(name: str, **changes: object):
    """Eight months of a network of eight, with a member that joins and one that leaves."""
    coming = {"at": 2, "join": {"kind": "private", "ties": 3}}
    going = [{"at": 3, "leave": {"member": 5}}, {"at": 4, "transfer": {"who": "leaders"}}]
    return load(name).until(8).with_(**{"network.recipe.members": 8, "events": [coming, *going], **changes})


def histories() -> list[str]:
    """Digests of the state after every month, and the row and months that are kept of the run."""
    lines = []
    for scenario in (_small("strategies_all"), _small("baseline", **{"network.form": "virtual_community"})):
        model = NetworkModel(scenario, rng=2**40 + 3, replicate=6)
        while model.running:
            model.step()
            lines.append(f"month {model.tick} {_digest(model)}")
        row, months = model.run_row(), model.months()
        lines += [f"{name} {value!r}" for name, value in row.items()]
        lines += [f"{name} {months[name].to_numpy().tobytes().hex()}" for name in months.columns]
    return lines


def _digest(model: NetworkModel) -> str:
    members, ties, _ = model.state.size
    digest = hashlib.sha256()
    for name, array in model.state._asdict().items():
        live = {"member": members, "leader": members, "tie": ties}.get(name.partition("_")[0])
        if not name.startswith("neighbour"):
            digest.update(np.ascontiguousarray(array if live is None else array[:, :live]).tobytes())
    return digest.hexdigest()


def test_plain_python_gives_the_same_bits():
    folder, module = os.path.split(os.path.splitext(__file__)[0])
    plain = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM.format(folder=folder, module=module)],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert plain.returncode == 0, plain.stderr
    jit, *lines = plain.stdout.splitlines()
    assert jit == "False"
    assert lines == histories()
    assert sum(line.startswith("month ") for line in lines) > 20
