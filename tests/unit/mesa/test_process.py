"""What the package does to the process: imports, warnings, start method, memory."""

import gc
import json
import subprocess
import sys
import weakref

import mesa
import pytest

import netsustain
from netsustain.model import NetworkModel

pytestmark = pytest.mark.filterwarnings("error")


def _run(program: str) -> str:
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_package_loads_no_library():
    loaded = json.loads(_run("import sys, json, netsustain; print(json.dumps(sorted(sys.modules)))"))
    heavy = {"mesa", "networkx", "numba", "numpy", "pandas", "pydantic", "ruamel", "scipy", "typer"}
    assert heavy.isdisjoint(loaded)


def test_simulating_does_not_load_mesa():
    program = "import sys, netsustain as ns; ns.simulate, ns.load, ns.compare; print('mesa' in sys.modules)"
    assert _run(program) == "False"


def test_the_public_names():
    assert set(netsustain.__all__) <= set(dir(netsustain))
    for name in netsustain.__all__:
        assert getattr(netsustain, name) is not None
    assert netsustain.NetworkModel is NetworkModel
    assert netsustain.__version__.startswith("0.")
    with pytest.raises(AttributeError, match="simulat'"):
        netsustain.simulat


STEPS = """
import netsustain as ns
model = ns.NetworkModel(ns.load("baseline").until(6), rng=1, agent_reporters={"trust": "trust"})
model.step()
model.agents.shuffle().select(lambda agent: agent.row > 2).groupby("row").agg("row", max)
model.members.set("fatigue", 0.1)
print(model.run().tick)
"""


def test_a_whole_run_warns_of_nothing():
    """From the import of Mesa on, with every warning an error."""
    assert int(_run(STEPS)) > 5


@pytest.mark.parametrize(("chosen", "module"), [(None, "model"), ("forkserver", "mesa_base"), ("spawn", "mesa_base")])
def test_the_start_method_is_left_alone(chosen, module):
    choose = f"m.set_start_method({chosen!r})" if chosen else ""
    look = "print('mesa' in sys.modules, m.get_start_method(allow_none=True))"
    program = f"import multiprocessing as m, sys\n{choose}\nimport netsustain.{module}\n{look}"
    assert _run(program) == f"True {chosen}"


def test_nothing_keeps_a_model_alive(lively):
    counted = len(getattr(mesa.Agent, "_ids", ()))
    kept = []
    for _ in range(3):
        model = NetworkModel(lively, rng=4, agent_reporters={"trust": "trust"})
        assert len(model.agents) == 24
        model.run()
        kept += [weakref.ref(model), weakref.ref(model.state.member_f8), *map(weakref.ref, model.agents)]
        del model
    gc.collect()
    assert [reference for reference in kept if reference() is not None] == []
    assert len(getattr(mesa.Agent, "_ids", ())) == counted
