"""Imports point one way: cli, report → exploration → model → schedule → rules → state, scenario."""

import ast
from pathlib import Path

import netsustain

PACKAGE = Path(netsustain.__file__).parent
LAYERS = (
    # What a run is, and how its state is laid out: knows nothing of how it runs.
    ("scenario", "state", "messages"),
    # How functions are compiled, and the functions rules share.
    ("kernels", "streams", "portable", "views", "view_types", "threads"),
    ("rules", "ties", "traits", "trust", "joining", "initial", "storage", "structure"),
    ("schedule",),
    # The model: months one after the other, replicates side by side, agents.
    (
        "driver", "roster", "timeline", "plan", "ensemble", "model", "agents", "attributes", "population",
        "reporters", "mesa_base",
    ),
    ("health", "calibration", "exploration", "importing", "validation"),
    ("diagnosis",),
    ("briefing",),
    ("game",),
    ("report", "app"),
    ("commands", "cli", "__main__"),
)
LAYER = {part: height for height, parts in enumerate(LAYERS) for part in parts}


def modules():
    """Name and source of every module but the package's own door, which opens on every layer."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            yield name, path


def imports(path: Path):
    """Modules of this package that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "netsustain")
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            if node.module == "netsustain":
                yield from (f"netsustain.{alias.name}" for alias in node.names)
            elif node.module.startswith("netsustain."):
                yield node.module


def part_of(module: str) -> str:
    return module.removeprefix("netsustain.").split(".")[0]


def test_every_module_has_a_layer():
    assert {part_of(name) for name, _ in modules()} <= LAYER.keys()


def test_a_module_imports_only_from_its_own_layer_and_those_below():
    upward = {
        f"{name} imports {target}"
        for name, path in modules()
        for target in imports(path)
        if part_of(target) in LAYER and LAYER[part_of(target)] > LAYER[part_of(name)]
    }
    assert not upward


def test_the_scan_sees_imports():
    assert "netsustain.kernels" in set(imports(PACKAGE / "portable.py"))
    assert "netsustain.initial" in set(imports(PACKAGE / "driver.py"))


def test_only_the_kernels_and_the_views_compiler_know_the_compiler():
    knowing = {
        name
        for name, path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == "numba" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "numba")
    }
    assert knowing == {"kernels", "view_types"}
