"""A guest under qemu, without hardware help, and the root shell on its serial line."""

import codecs
import os
import re
import selectors
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple, Self, TextIO

from tests.guest.image import Image

BOOT_SECONDS = 300
PATIENCE = 120
BEGIN = "2026-11-22T16:00:00"
"""UTC on the guest's clock at boot: a Sunday afternoon in winter."""

APPEND = (
    "root=/dev/vda rw console=ttyS0 quiet loglevel=1 audit=0 no_console_suspend"
    " systemd.show_status=0 mem_sleep_default=deep"
)


class Said(NamedTuple):
    """How a command in the guest ended, and what it wrote on both outputs."""

    code: int
    text: str


class Dead(Exception):
    """The guest does not answer; the text has its last words."""


class Machine:
    """One guest; a context manager. What it writes on its disk is thrown away at the end."""

    def __init__(self, image: Image, payload: Path, log: TextIO) -> None:
        self._command = [
            # More processors, or the newer q35, do not come back from suspend here.
            *("qemu-system-x86_64", "-machine", "pc,accel=tcg", "-cpu", "qemu64", "-smp", "1"),
            *("-m", "1536", "-nic", "none", "-display", "none", "-monitor", "none"),
            *("-rtc", f"base={BEGIN}", "-serial", "stdio"),
            *("-kernel", str(image.kernel), "-initrd", str(image.initrd), "-append", APPEND),
            *("-drive", f"file={image.disk},format=raw,if=virtio,snapshot=on"),
            *("-drive", f"file={payload},format=raw,if=virtio,readonly=on"),
        ]
        self._log = log
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._heard = ""
        self._count = 0

    def __enter__(self) -> Self:
        """Boot to a root shell, and unpack the payload into /opt."""
        self._qemu = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self._log_in()
        self.run("tar -C /opt -xf /dev/vdb")
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Pull the plug."""
        self._qemu.kill()
        self._qemu.wait()

    def reboot(self) -> None:
        """Shut the guest down, and boot it to a root shell; its disk stays as it was."""
        self._heard = ""
        self._type("systemctl reboot")
        self._log_in()

    def _log_in(self) -> None:
        self._wait_for(r"root@guest:~# ", BOOT_SECONDS)
        # A shell without prompt, echo or line editing: only what is asked comes back.
        self._type("stty -echo -onlcr; exec env PS1= PS2= TERM=dumb dash")

    def run(self, command: str, *, patience: float = PATIENCE) -> Said:
        """Run shell text as root and wait for its end, at most `patience` seconds of ours."""
        self._count += 1
        self._heard = ""
        began = time.monotonic()
        self._type(
            f"{{ {command}\n}} </dev/null >/run/said 2>&1;"
            f" code=$?; cat /run/said; printf '\\n<<%s %s>>\\n' {self._count} $code"
        )
        end = self._wait_for(rf"\n<<{self._count} (\d+)>>\n", patience)
        said = Said(int(end[1]), self._heard[: end.start()].strip())
        took = time.monotonic() - began
        self._log.write(f"$ {command}\n{said.text}\n[{said.code}, {took:.1f} s]\n\n")
        self._log.flush()
        return said

    def wait(self, seconds: float) -> None:
        """Let some time of the guest pass."""
        self.run(f"sleep {seconds}")

    def wait_until(self, condition: str, *, patience: float = PATIENCE) -> bool:
        """Wait until shell text ends well; returns whether it did within so many seconds."""
        loop = f"for _ in $(seq {patience * 2:.0f}); do if {condition}; then exit; fi; sleep 0.5"
        return self.run(f"( {loop}; done; exit 1 )", patience=10 * patience).code == 0

    def _type(self, text: str) -> None:
        _pipe(self._qemu.stdin).write(text.encode() + b"\n")

    def _wait_for(self, pattern: str, patience: float) -> re.Match[str]:
        deadline = time.monotonic() + patience
        out = _pipe(self._qemu.stdout)
        with selectors.DefaultSelector() as selector:
            selector.register(out, selectors.EVENT_READ)
            while not (match := re.search(pattern, self._heard)):
                if not selector.select(deadline - time.monotonic()):
                    raise Dead(f"not seen in {patience} s: {pattern}\n{self._heard[-2000:]}")
                heard = os.read(out.fileno(), 65536)
                if not heard:
                    raise Dead(f"qemu ended\n{self._heard[-2000:]}")
                self._heard += self._decode(heard).replace("\r", "")
        return match


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
