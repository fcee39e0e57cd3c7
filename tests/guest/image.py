"""The disk of the guest: a small Debian 12 with a desktop, made once and kept in the cache."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

SUITE = "bookworm"
SIZE = "4G"
PACKAGES = (
    *("systemd", "systemd-sysv", "udev", "kmod", "dbus", "linux-image-amd64", "initramfs-tools"),
    *("libpam-systemd", "dbus-user-session", "login", "passwd", "util-linux", "procps", "tzdata"),
    *("python3", "python3-venv", "pipx"),
    *("xvfb", "dunst", "libnotify-bin", "xss-lock", "polkitd"),
)

# What would wake on its own whenever a test moves the clock by a day.
QUIET = (
    "apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer"
)

AUTOLOGIN = (
    "[Service]\\nExecStart=\\nExecStart=-/sbin/agetty --autologin root --noclear %%I linux\\n"
)
"""For printf: the test talks to a root shell on the serial line."""

HOOKS = (
    'chroot "$1" useradd --create-home --shell /bin/bash person',
    # What pipx makes before its first package takes a minute in the guest.
    'chroot "$1" runuser -u person -- python3 -m venv /home/person/.local/pipx/shared',
    'chroot "$1" passwd --delete root',
    f'chroot "$1" systemctl mask {QUIET}',
    'echo guest > "$1/etc/hostname"',
    'ln -sf /usr/share/zoneinfo/Europe/Prague "$1/etc/localtime"',
    'echo Europe/Prague > "$1/etc/timezone"',
    'mkdir -p "$1/etc/systemd/system/serial-getty@ttyS0.service.d"',
    f"printf '{AUTOLOGIN}' > \"$1/etc/systemd/system/serial-getty@ttyS0.service.d/root.conf\"",
)


class Image(NamedTuple):
    """What qemu starts."""

    disk: Path
    """An ext4 file system without partitions."""
    kernel: Path
    initrd: Path


def cache() -> Path:
    """Where images are kept, outside of any repository."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "coach-guest"


def ready() -> Image:
    """The image of this recipe; made now if it is not in the cache, which takes some minutes.

    Needs root, mmdebstrap and mke2fs.
    """
    recipe = repr((SUITE, SIZE, PACKAGES, HOOKS)).encode()
    home = cache() / hashlib.sha256(recipe).hexdigest()[:12]
    if not home.exists():
        cache().mkdir(parents=True, exist_ok=True)
        draft = tempfile.mkdtemp(dir=cache())
        try:
            _make(Path(draft))
        except BaseException:
            shutil.rmtree(draft)
            raise
        os.replace(draft, home)
    return Image(home / "disk", home / "kernel", home / "initrd")


def _make(home: Path) -> None:
    root = home / "root"
    hooks = [f"--customize-hook={hook}" for hook in HOOKS]
    include = "--include=" + ",".join(PACKAGES)
    command = ["mmdebstrap", "--mode=root", "--variant=apt", include, *hooks, SUITE, str(root)]
    subprocess.run([*command, *_mirrors()], check=True)
    for name in ("kernel", "initrd"):
        (found,) = (root / "boot").glob({"kernel": "vmlinuz-*", "initrd": "initrd.img-*"}[name])
        shutil.copy(found, home / name)
    disk = str(home / "disk")
    subprocess.run(["mke2fs", "-q", "-t", "ext4", "-d", str(root), disk, SIZE], check=True)
    shutil.rmtree(root)


def _mirrors() -> list[str]:
    """This machine's own sources of the suite, as lines; none: mmdebstrap's own choice."""
    form = "deb $(REPO_URI) $(RELEASE) $(COMPONENT)"
    command = ["apt-get", "indextargets", "--format", form, "Created-By: Packages"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [line for line in lines if line.split()[2].split("-")[0] == SUITE]
