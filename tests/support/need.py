"""What a test needs from the machine: missing it fails in CI, elsewhere the test is skipped."""

import os
import shutil
from glob import glob
from typing import NoReturn

import pytest


def need(*programs: str) -> None:
    """Go on only where all these programs are installed."""
    for program in programs:
        if shutil.which(program) is None:
            without(program)


def need_file(pattern: str, package: str) -> str:
    """The first file that matches, from a package that has no program of its own."""
    found = sorted(glob(pattern))
    return found[0] if found else without(package)


def without(component: str) -> NoReturn:
    """End the test because of what is missing."""
    if os.environ.get("CI"):
        pytest.fail(f"{component} is not installed, and in CI it has to be")
    pytest.skip(f"{component} is not installed")
