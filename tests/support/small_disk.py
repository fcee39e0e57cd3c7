"""A small disk that a test can fill: a tmpfs in a mount namespace that goes with its processes.

Others on this machine do not see it. The test itself reaches its files through /proc.
https://man7.org/linux/man-pages/man7/mount_namespaces.7.html
"""

import os
import subprocess
from pathlib import Path
from typing import Self

from tests.support.need import need, without

CHUNK = 4096


class SmallDisk:
    """A disk of so many KiB."""

    def __init__(self, folder: Path, kib: int = 1024) -> None:
        need("unshare", "nsenter", "mount")
        self.inside = folder / "disk"
        """Where the processes in the namespace find it."""
        self.inside.mkdir()
        script = f"mount -t tmpfs -o size={kib}k none {self.inside} && echo up && exec cat"
        own = ["--mount"] if os.geteuid() == 0 else ["--mount", "--map-root-user"]
        self._keeper = subprocess.Popen(
            ["unshare", *own, "sh", "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._keeper.stdout
        if self._keeper.stdout.readline() != "up\n":
            self.close()
            without("a mount namespace of its own")
        pid = self._keeper.pid
        user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        self._enter = ["nsenter", "--target", str(pid), "--mount", *user]
        self.outside = Path(f"/proc/{pid}/root{self.inside}")
        """Where the test finds it."""

    @property
    def wrapped(self) -> tuple[str, ...]:
        """What begins the command line of a process that is to see it."""
        return (*self._enter, f"--wd={self.inside}")

    def fill(self) -> None:
        """Leave no room at all."""
        with (self.outside / "ballast").open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(CHUNK))
            except OSError:
                return

    def free(self) -> None:
        """Give the room back; it is no mistake if it was not full."""
        (self.outside / "ballast").unlink(missing_ok=True)

    def freeze(self, *, frozen: bool = True) -> None:
        """Have it take nothing, as a disk after an error; nobody may have a file open on it."""
        mode = "ro" if frozen else "rw"
        command = [*self._enter, "mount", "-o", f"remount,{mode}", str(self.inside)]
        subprocess.run(command, check=True)

    def close(self) -> None:
        """Let go: the disk goes with its last process."""
        self._keeper.kill()
        self._keeper.wait()
        for stream in (self._keeper.stdin, self._keeper.stdout):
            if stream:
                stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
