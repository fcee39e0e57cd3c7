"""The wall around the pure floor, and the order of the floors above it."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2] / "coach"

PURE = {
    "bisect", "collections", "datetime", "functools", "itertools", "math", "operator", "typing",
}  # fmt: skip
"""What core may import from outside: nothing that touches the world."""

CLOCK_READS = {"now", "today", "utcnow", "time", "monotonic"}

FLOORS = [
    ["named"],
    ["core"],
    ["content"],
    ["config", "journal", "paths"],
    ["notify", "wording", "imports"],
    ["senses", "supervisor", "loop", "service"],
    ["daemon", "stretching", "reporting"],
    ["demo", "simulating", "surroundings", "telephone"],
    ["cli", "completion", "__main__"],
]
"""Each imports only from its own floor and those before it."""

TONGUE = "coach.wording.translating"
"""Stands on the ground: every floor but core may have something to say to a person."""


def modules(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}" if node.level == 0 else "." * node.level


def floor_of(module: str) -> int:
    if module == TONGUE:
        return 0
    top = module.split(".")[1] if "." in module else "core"
    return next(level for level, names in enumerate(FLOORS) if top in names)


def test_core_imports_only_itself_and_what_is_pure() -> None:
    for path, tree in modules(ROOT / "core"):
        for name in imports(tree):
            ours = name.startswith(("coach.core", "coach.named"))
            allowed = ours or name.split(".")[0] in PURE
            assert allowed, f"{path.name} imports {name}"


def test_core_never_reads_a_clock() -> None:
    for path, tree in modules(ROOT / "core"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                reads = node.func.attr in CLOCK_READS and owner in ("datetime", "date", "time")
                assert not reads, f"{path.name}:{node.lineno} reads the clock"


def test_only_nights_knows_zones() -> None:
    for path, tree in modules(ROOT / "core"):
        if path.name == "nights.py":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("astimezone", "utcoffset", "fold"), f"{path.name}"


def test_each_floor_imports_only_from_floors_below() -> None:
    for path, tree in modules(ROOT):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts == ("__init__",):
            continue
        here = floor_of(".".join(("coach", *parts)))
        for name in imports(tree):
            if name.startswith("coach."):
                assert floor_of(name) <= here, f"{path.relative_to(ROOT)} imports {name}"


def test_no_import_runs_in_a_circle() -> None:
    paths = {
        ".".join(("coach", *path.relative_to(ROOT).with_suffix("").parts)): tree
        for path, tree in modules(ROOT)
    }
    uses = {
        name: {used for used in imports_of_files(tree) if used in paths and used != name}
        for name, tree in paths.items()
    }
    assert sum(map(len, uses.values())) > 1000
    tuple(TopologicalSorter(uses).static_order())  # raises CycleError


def imports_of_files(tree: ast.Module) -> Iterator[str]:
    """Also those inside of functions; what is for types only is never run."""
    for_types = {
        inside
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inside in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node not in for_types:
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
