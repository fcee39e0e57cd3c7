"""Where a message to the phone goes: a secret, read at each sending and kept nowhere."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress

from coach.core.model import Push
from coach.wording import pushes

LARGEST = 4096
"""Bytes of a file with an address."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class NoAddress(Exception):
    """There is none; the text says why, as a sentence without any part of a secret."""


def address(push: Push, environ: Mapping[str, str]) -> str:
    """The address that the config names.

    Raises:
        NoAddress: it is not where the config says.
    """
    if push.url is not None:
        return push.url
    if push.url_env is not None:
        return _found(environ.get(push.url_env, ""), pushes.no_variable(push.url_env))
    path = _path(push, environ)
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for a writer.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            content = file.read(LARGEST) or b""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NoAddress(pushes.no_file(path, reason)) from None
    return _found(content.decode("utf-8", "replace"), pushes.no_line(path))


def open_to_others(push: Push, environ: Mapping[str, str], config: str) -> str | None:
    """The file that holds the secret and that others may read as well, if it is so."""
    if push.url_env is not None:
        return None
    path = config
    with suppress(NoAddress, OSError, ValueError):
        path = _path(push, environ) if push.url is None else config
        if os.stat(path).st_mode & _OTHERS and not _is_credential(path, environ):
            return path
    return None


def _path(push: Push, environ: Mapping[str, str]) -> str:
    path = push.url_file or ""
    for name in ("CREDENTIALS_DIRECTORY", "HOME"):
        for spelled in (f"${{{name}}}", f"${name}"):
            if spelled in path and name not in environ:
                raise NoAddress(pushes.no_variable(name))
            path = path.replace(spelled, environ.get(name, ""))
    return os.path.expanduser(path)


def _is_credential(path: str, environ: Mapping[str, str]) -> bool:
    """Whether systemd guards it, whatever the modes of its folder of credentials are."""
    folder = environ.get("CREDENTIALS_DIRECTORY")
    return bool(folder) and path.startswith(f"{folder}/")


def _found(text: str, otherwise: str) -> str:
    lines = text.split("\n")
    told = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if len(told) != 1:
        raise NoAddress(otherwise)
    return told[0]
