"""Plants each mutant in a copy of the code and tells which test notices.

python -m tests.mutants [WORD...]      only those whose kind contains a word
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.planted import MUTANTS, Mutant

PATIENCE = 900
"""Seconds; a test that waits for ever has noticed as well."""

ROOT = Path(__file__).parents[2]


def main(words: Sequence[str]) -> int:
    """Plant those that are asked for; a line of the table for each.

    Returns:
        The exit code: how many survived, at most 100.

    Raises:
        SystemExit: a test fails as it is, and would seem to notice everything.
    """
    chosen = [m for m in MUTANTS if not words or any(word in m.kind for word in words)]
    survived = 0
    with tempfile.TemporaryDirectory(prefix="coach-mutants-") as folder:
        copy = _copied(Path(folder) / "coach")
        for tests in sorted({tests for mutant in chosen for tests in mutant.tests}):
            if failure := _failure(tests, copy):
                sys.exit(f"{failure} fails without any mutant: mend that first")
        print("| broken | noticed by |\n|---|---|")
        for mutant in chosen:
            noticed = _noticed(mutant, copy)
            survived += not noticed
            print(f"| {mutant.kind} | {f'`{noticed}`' if noticed else '**nothing**'} |", flush=True)
    print(f"\n{len(chosen) - survived} of {len(chosen)} noticed.")
    return min(survived, 100)


def _copied(target: Path) -> Path:
    """The files of this working tree that git knows or would add."""
    listing = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
    return target


def _noticed(mutant: Mutant, copy: Path) -> str:
    """The first test that fails with the mutant in place; empty where none does."""
    path = copy / mutant.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(planted(mutant, sound), encoding="utf-8")
    try:
        return next(filter(None, (_failure(folder, copy) for folder in mutant.tests)), "")
    finally:
        path.write_text(sound, encoding="utf-8")


def planted(mutant: Mutant, sound: str) -> str:
    """The text with the break in it.

    Raises:
        ValueError: the place is not there, or not the only one of its kind.
    """
    if sound.count(mutant.old) != 1:
        raise ValueError(f"{mutant.kind}: its place stands {sound.count(mutant.old)} times")
    return sound.replace(mutant.old, mutant.new)


def _failure(tests: str, copy: Path) -> str:
    command = [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider", "--tb=no", tests]
    # Nothing compiled may outlive its source: two mutants can have one size and one time.
    environ = {
        **os.environ,
        "PYTHONPATH": str(copy),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_PROFILE": "quick",
    }
    try:
        ended = subprocess.run(
            command,
            cwd=copy,
            env=environ,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return f"{tests} (never ended)"
    if ended.returncode == 0:
        return ""
    failed = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].split(" ")[1] if failed else f"{tests} (ended with {ended.returncode})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
