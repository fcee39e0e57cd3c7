"""Where the sentences stand, and that a translator gets all of them."""

import ast
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.messages.checking import placeholders, wrong_in
from tests.messages.extracting import PACKAGE, ROOT, SHOWN, in_code, messages
from tests.messages.pot import POT, written
from tests.messages.pseudo import wrapped

WORDING = sorted((PACKAGE / "wording").glob("*.py"))
MODULES = sorted(PACKAGE.rglob("*.py"))
OUR_CALLS = ("_", "n_", "marked")


def called(node: ast.AST) -> str:
    """Which of ours a node calls, if any."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return node.func.id if is_call and node.func.id in OUR_CALLS else ""  # type: ignore[attr-defined]


def entries(template: str) -> set[str]:
    """What is to be translated, wherever it stands."""
    return {
        "\n".join(line for line in block.splitlines() if not line.startswith("#:"))
        for block in template.split("\n\n")[1:]
    }


def test_the_template_has_every_sentence() -> None:
    there, wanted = entries(POT.read_text(encoding="utf-8")), entries(written(messages()))
    changed = sorted(there.symmetric_difference(wanted))
    assert not changed, "run: make messages"


def test_every_file_of_content_is_looked_at() -> None:
    assert set(SHOWN) == {path.name for path in (PACKAGE / "content").glob("*.toml")}


@pytest.mark.parametrize("path", WORDING, ids=lambda path: path.name)
def test_in_wording_every_sentence_goes_through_the_catalogue(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = (
        {id(part) for node in ast.walk(tree) if called(node) for part in ast.walk(node)}
        | {
            id(node.value)  # docstrings, also of constants
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr)
        }
        | {
            id(key)  # by which the program knows something
            for node in ast.walk(tree)
            if isinstance(node, ast.Dict)
            for key in node.keys
        }
    )
    loose = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside
        if " " in node.value.strip() and any(c.isalpha() for c in node.value)
    ]
    assert [text for text in loose if not text.startswith(NO_SENTENCES)] == []


NO_SENTENCES = ("coach ", "last good", "go on")
"""Commands, and words by which the program knows something."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_values_are_put_in_after_translation(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if called(node):
            assert isinstance(node, ast.Call)
            assert not [a for a in node.args if isinstance(a, ast.JoinedStr)], ast.unparse(node)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_underscore_is_ours_where_it_translates(path: Path) -> None:
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            inside = list(ast.walk(function))
            translates = any(called(node) == "_" for node in inside)
            takes = [n.lineno for n in inside if isinstance(n, ast.Name) and _is_taken(n)]
            assert not (translates and takes), f"{function.name} gives _ another meaning"


def _is_taken(name: ast.Name) -> bool:
    return name.id == "_" and isinstance(name.ctx, ast.Store)


SAYING = {
    "Fault", "Misplaced", "OffTheClock", "Stop", "ArgumentTypeError",
    "JournalError", "Damaged", "Unfit", "ServiceError", "Unreachable", "NoBus", "Lost", "Notice",
    "Finding", "Slip", "print",
}  # fmt: skip
"""What is made of a sentence for a person."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_is_said_that_does_not_go_through_the_catalogue(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            told = [*node.args] if name in SAYING else []
            told += [word.value for word in node.keywords if word.arg in ("help", "description")]
            assert not [text for text in told if _is_sentence(text)], ast.unparse(node)


def _is_sentence(node: ast.expr) -> bool:
    """Whether words stand there as they are."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    return any(isinstance(text, str) and len(re.findall(r"[a-z]{2,}", text)) > 1 for text in texts)


def test_what_goes_with_a_count_keeps_what_is_put_in() -> None:
    for _path, message in in_code():
        if message.many is not None:
            assert placeholders(message.one) <= placeholders(message.many), message


def compiled(texts: dict[str, str], path: Path) -> Path:
    """A catalogue as msgfmt writes it.

    https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html
    """
    head = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n!=1;\n"
    pairs = [(one.encode(), other.encode()) for one, other in sorted({"": head, **texts}.items())]
    start = 28 + 16 * len(pairs)
    ids = b"".join(one + b"\0" for one, _ in pairs)
    tables: list[list[int]] = [[], []]
    for table, at, side in ((0, start, 0), (1, start + len(ids), 1)):
        for pair in pairs:
            tables[table] += [len(pair[side]), at]
            at += len(pair[side]) + 1  # noqa: PLW2901 - the place of the next
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    body = struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header + body + ids + b"".join(other + b"\0" for _, other in pairs))
    return path


def everything(change: dict[str, str] | None = None) -> dict[str, str]:
    texts = {}
    for message in messages():
        key = message.one if message.many is None else f"{message.one}\0{message.many}"
        texts[key] = "\0".join(wrapped(text) for text in message.texts)
    return {**texts, **(change or {})}


def test_a_translation_that_loses_what_is_put_in_is_named(tmp_path: Path) -> None:
    whole = compiled(everything(), tmp_path / "whole.mo")
    assert list(wrong_in(str(whole))) == []
    torn = compiled(everything({"{title}: back at {time}.": "{titel}!"}), tmp_path / "torn.mo")
    (told,) = wrong_in(str(torn))
    assert told.startswith("'{title}: back at {time}.'")


@pytest.mark.parametrize(
    ("environ", "translated"),
    [
        ({"LANG": "xx_YY.UTF-8"}, True),
        ({"LANGUAGE": "zz:xx", "LANG": "en_GB.UTF-8"}, True),
        ({"LC_ALL": "xx", "LANG": "C"}, True),
        ({"LANGUAGE": "en:xx"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "../xx"}, False),
        ({}, False),
    ],
)
def test_the_language_of_the_person_chooses_the_catalogue(
    tmp_path: Path, environ: dict[str, str], translated: bool
) -> None:
    compiled(everything(), tmp_path / "xx" / "LC_MESSAGES" / "coach.mo")
    said = spoken(tmp_path, environ, "resume", "--help")
    assert ("éñð ţĥé šíļéñçé" in said) is translated
    assert ("End the silence" in said) is not translated


def test_what_programs_read_is_never_translated(tmp_path: Path) -> None:
    compiled(everything(), tmp_path / "xx" / "LC_MESSAGES" / "coach.mo")
    (tmp_path / "config.toml").write_text('bedtime = "soon"\n')
    assert spoken(tmp_path, {"LANG": "xx"}, "check", "--json").isascii()
    assert "⟦" in spoken(tmp_path, {"LANG": "xx"}, "check")


def spoken(folder: Path, environ: dict[str, str], *words: str) -> str:
    """What a real process says, with the catalogues of a folder."""
    script = (
        "import sys; from coach.wording import translating; translating.FOLDER = sys.argv.pop(1);"
        "from coach.__main__ import main; main()"
    )
    home = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "COACH_CONFIG": f"{folder}/config.toml"}
    ran = subprocess.run(
        [sys.executable, "-c", script, str(folder), *words],
        env={**home, "PYTHONUTF8": "1", **environ},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return ran.stdout + ran.stderr
