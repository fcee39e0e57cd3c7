"""The wheel of this checkout, installed as a person would have it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Installed(NamedTuple):
    """What runs it."""

    python: str
    coach: str


def install(folder: Path, *extras: str) -> Installed:
    """Build the wheel and install it into a new environment, compiled, with some extras.

    From a copy, because setuptools leaves traces where it builds.
    """
    source, environment = folder / "source", folder / "environment"
    copytree(ROOT / "coach", source / "coach", ignore=ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        copy(ROOT / name, source)
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, source)
    _run(sys.executable, "-m", "venv", environment)
    python = environment / "bin" / "python"
    wanted = f"[{','.join(extras)}]" if extras else ""
    for wheel in folder.glob("*.whl"):
        _run(python, "-m", "pip", "install", "-q", "--compile", f"{wheel}{wanted}")
    return Installed(str(python), str(environment / "bin" / "coach"))


def environ(**more: str) -> Mapping[str, str]:
    """This environment, without what makes Python leave out its compiled files."""
    return {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | more


def _run(*command: str | Path) -> None:
    subprocess.run(command, env=environ(), check=True, stdout=sys.stderr)
