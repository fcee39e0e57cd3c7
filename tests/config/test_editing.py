"""One value changes; comments, layout and every other value stay, byte by byte."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from coach.config.editing import Change, Edited, Unchangeable, edited
from coach.config.reading import read
from coach.config.rewriting import rewrite

CONFIG = """\
# Mine.
bedtime = "22:30"    # late enough

[[habit]]
key = 'stretch'      # the one that matters
at = "bedtime - 1h"  # after the news
cue = "after brushing my teeth"

# Warm legs help me sleep.
[[habit]]
key = "warm"
at = [
    "20:00",         # first
    'bedtime - 60min',   # second
]
"""
LATER = Change("stretch", "at", 1, "bedtime - 60min", "bedtime - 40min")


def change(text: str, wanted: Change) -> Edited:
    return edited(text.encode(), wanted)


def test_a_time_changes_and_its_comment_stays() -> None:
    found = change(CONFIG, LATER)
    assert found.data.decode() == CONFIG.replace("bedtime - 1h", "bedtime - 40min")
    assert found.before == 'at = "bedtime - 1h"  # after the news'
    assert found.after == 'at = "bedtime - 40min"  # after the news'
    assert found.raw == "bedtime - 1h"


def test_one_of_several_times_changes() -> None:
    found = change(CONFIG, Change("warm", "at", 2, "bedtime - 60min", "bedtime - 90min"))
    wanted = CONFIG.replace("'bedtime - 60min'", '"bedtime - 90min"')
    assert found.data.decode() == wanted


def test_a_cue_changes_comes_and_goes() -> None:
    other = Change("stretch", "cue", 1, "after brushing my teeth", 'after the "news"')
    assert 'cue = "after the \\"news\\""\n' in change(CONFIG, other).data.decode()
    come = change(CONFIG, Change("warm", "cue", 1, "", "when I sit down"))
    below = 'key = "warm"\n'
    assert come.data.decode() == CONFIG.replace(below, f'{below}cue = "when I sit down"\n')
    assert (come.before, come.after) == ("", 'cue = "when I sit down"')
    gone = edited(come.data, Change("warm", "cue", 1, "when I sit down", ""))
    assert gone.data.decode() == CONFIG


def test_windows_line_ends_and_a_mark_at_the_beginning_stay() -> None:
    text = "\ufeff" + CONFIG.replace("\n", "\r\n")
    assert change(text, LATER).data.decode() == text.replace("bedtime - 1h", "bedtime - 40min")
    come = change(text, Change("warm", "cue", 1, "", "x")).data.decode()
    assert come.replace('cue = "x"\r\n', "") == text


def test_habits_in_one_line_can_be_changed() -> None:
    text = 'bedtime = "22:30"\nhabit = [{key="a", at="21:00"}, {key="b", at=["21:00"]}]'
    found = change(text, Change("b", "at", 1, "21:00", "21:20"))
    assert found.data.decode() == text.replace('["21:00"]', '["21:20"]')


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (LATER._replace(was="21:30"), "says something else"),
        (LATER._replace(habit="yoga"), "says something else"),
        (LATER._replace(slot=2), "says something else"),
        (LATER._replace(now="bedtime - 5min"), "would have a mistake"),
        (LATER._replace(now="when I like"), "would have a mistake"),
        (Change("warm", "at", 2, "bedtime - 60min", "20:00"), "would have a mistake"),
        (
            Change("stretch", "cue", 1, "after brushing my teeth", "ab" * 99),
            "would have a mistake",
        ),
    ],
)
def test_what_cannot_be_changed_rightly_is_left_alone(wanted: Change, reason: str) -> None:
    with pytest.raises(Unchangeable) as told:
        change(CONFIG, wanted)
    assert told.value.reason == reason


def test_a_line_with_more_on_it_is_not_taken_away() -> None:
    text = 'bedtime = "22:30"\nhabit = [{key="a", at="21:00", cue="c"}]'
    with pytest.raises(Unchangeable, match="written oddly"):
        change(text, Change("a", "cue", 1, "c", ""))
    with pytest.raises(Unchangeable, match="written oddly"):
        change(text.replace(', cue="c"', ""), Change("a", "cue", 1, "", "c"))


# --- however it is written ---------------------------------------------------------------

REMARKS = st.sampled_from(("", '  # at = "21:00"', " #\t[[habit]]", "#'"))
GAPS = st.lists(st.sampled_from(("", "  ", "# cue = 'no'", "#", '\t# key = "a"')), max_size=3)
QUOTES = st.sampled_from(('"{}"', "'{}'", '"""{}"""', "'''{}'''", '"""\\\n  {}"""'))


@st.composite
def configs(draw: DrawFn) -> str:
    """Odd but valid configs of two habits."""
    end = draw(st.sampled_from(("\n", "\r\n")))
    lines: list[str] = []

    def line(text: str) -> None:
        lines.extend(draw(GAPS))
        lines.append(draw(st.sampled_from(("", "  ", "\t"))) + text + draw(REMARKS))

    def pair(name: str, value: str) -> None:
        spelled = draw(st.sampled_from((name, f'"{name}"', f"'{name}'")))
        line(spelled + draw(st.sampled_from(("=", " = ", "\t="))) + value)

    pair("bedtime", '"22:30"')
    for key, times in (("a", ["21:00", "bedtime - 45min"]), ("b", ["bedtime - 1h"])):
        line(draw(st.sampled_from(("[[habit]]", "[[ habit ]]", '[["habit"]]'))))
        spelled = [draw(QUOTES).format(one) for one in times]
        comma = draw(st.sampled_from((", ", ",", " ,\n", ", # 21:00\n  ")))
        several = f"[{comma.join(spelled)}]"
        pairs = [
            ("key", f'"{key}"'),
            ("at", several if len(spelled) > 1 or draw(st.booleans()) else spelled[0]),
            ("cue", draw(QUOTES).format("after tea é")),
            ("title", draw(QUOTES).format("at = 21:00 # [[habit]]")),
        ]
        for name, value in draw(st.permutations(pairs)):
            pair(name, value)
    lines.extend(draw(GAPS))
    return "\n".join(lines).replace("\n", end) + draw(st.sampled_from(("", end)))


CHANGES = st.sampled_from(
    (
        Change("a", "at", 1, "21:00", "21:20"),
        Change("a", "at", 2, "bedtime - 45min", "bedtime - 25min"),
        Change("b", "at", 1, "bedtime - 60min", "bedtime - 90min"),
        Change("a", "cue", 1, "after tea é", 'before "tea" \\ ü'),
        Change("b", "cue", 1, "after tea é", ""),
    )
)


def comments(text: str) -> list[str]:
    """Enough of them: whatever stands behind the last # of a line."""
    return [line.rpartition("#")[2] for line in text.split("\n") if "#" in line]


@given(configs(), CHANGES)
def test_only_the_one_value_changes(text: str, wanted: Change) -> None:
    before = read(text.encode(), "").config
    assume(before is not None and not read(text.encode(), "").problems)
    try:
        found = change(text, wanted)
    except Unchangeable as told:
        assert told.reason == "written oddly"  # noqa: PT017 - a refusal is right as well
        return
    after = read(found.data, "")
    assert not after.problems
    assert after.config is not None
    assert before is not None
    for old, new in zip(before.habits, after.config.habits, strict=True):
        same = old.key != wanted.habit
        assert same is (old == new)
        assert old._replace(at=(), cue="") == new._replace(at=(), cue="")
    assert before._replace(habits=()) == after.config._replace(habits=())
    old_lines, new_lines = text.split("\n"), found.data.decode().split("\n")
    gone = [line for line in old_lines if line not in new_lines]
    assert len(gone) <= 1
    if wanted.now:
        assert comments(found.data.decode()) == comments(text)
    back = wanted._replace(was=wanted.now, now=found.raw.strip())
    if wanted.was and wanted.now:
        assert read(edited(found.data, back).data, "").config == before


# --- the file ----------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_bytes(b"before")
    file.chmod(0o640)
    return file


def test_a_file_is_replaced_with_its_mode_and_nothing_is_left_beside_it(path: Path) -> None:
    rewrite(str(path), b"before", b"after")
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(path.parent.iterdir()) == [path]


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("config.toml")
    (tmp_path / "further").symlink_to(tmp_path / "link")
    rewrite(str(tmp_path / "further"), b"before", b"after")
    assert (tmp_path / "further").is_symlink()
    assert (tmp_path / "link").is_symlink()
    assert path.read_bytes() == b"after"


def test_the_owner_stays(path: Path) -> None:
    owner = (1234, 2345) if os.geteuid() == 0 else (os.getuid(), os.getgid())
    os.chown(path, *owner)
    rewrite(str(path), b"before", b"after")
    assert (path.stat().st_uid, path.stat().st_gid) == owner


def test_a_file_that_changed_meanwhile_is_left_alone(path: Path) -> None:
    with pytest.raises(Unchangeable, match="changed meanwhile"):
        rewrite(str(path), b"earlier", b"after")
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_with_two_names_is_left_alone(path: Path, tmp_path: Path) -> None:
    os.link(path, tmp_path / "other")
    with pytest.raises(Unchangeable, match="two names"):
        rewrite(str(path), b"before", b"after")
    assert path.read_bytes() == b"before"


def test_what_a_kill_left_half_way_goes_with_the_next_change(path: Path) -> None:
    half, other = path.with_name(f"{path.name}.0a1b2c3d.new"), path.with_name(f"{path.name}.new")
    for left in (half, other):
        left.write_bytes(b"secret")
    rewrite(str(path), b"before", b"after")
    assert sorted(path.parent.iterdir()) == sorted([path, other])
