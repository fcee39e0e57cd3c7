"""What goes into the guest: the program as wheels, and the files of its desktop, in one tar."""

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent
NOT_SOURCE = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")

PIPX_NEEDS = ("pip", "setuptools", "wheel")
"""What pipx renews before its first install."""


def pack(checkout: Path, folder: Path) -> Path:
    """Make a tar of `wheels/` (the checkout and all that it needs) and `files/`.

    Args:
        checkout: The folder with pyproject.toml.
        folder: An empty one to work in.

    Returns:
        The tar's path; qemu gives it to the guest as a disk.
    """
    # A copy, because building a wheel leaves things behind.
    source = folder / "source"
    shutil.copytree(checkout, source, symlinks=True, ignore=NOT_SOURCE)
    wheels = folder / "wheels"
    command = [sys.executable, "-m", "pip", "wheel", "-qq", "--wheel-dir", str(wheels)]
    subprocess.run([*command, f"{source}[push]", *PIPX_NEEDS], check=True)
    payload = folder / "payload.tar"
    with tarfile.open(payload, "w") as tar:
        tar.add(wheels, "wheels", filter=_undated)
        tar.add(HERE / "files", "files", filter=_undated)
    return payload


def _undated(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """The guest lives in another year."""
    member.mtime = 0
    return member
