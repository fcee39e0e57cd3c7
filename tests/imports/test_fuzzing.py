"""Files that are damaged anyhow: tracks that can be, or a sentence."""

import io
import os
from collections.abc import Callable
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.imports import fit as fit_format
from coach.imports import gpx as gpx_format
from coach.imports import tcx as tcx_format
from coach.imports.markup import LONGEST
from coach.imports.recording import MOST
from coach.imports.sports import verdict
from coach.imports.track import Track, Unreadable
from coach.wording.tracks import sentence
from tests.support.fit_files import Session, crc, fit
from tests.support.tracks import BEGUN, gpx, tcx, walk

ROUNDS = int(os.environ.get("COACH_FUZZ", "150"))
"""How many files of each format are tried; more by hand."""

Read = Callable[[BinaryIO], list[Track]]

WALK = walk(4, 4, up=20)
SAMPLES: dict[str, tuple[Read, bytes]] = {
    "gpx": (gpx_format.read, gpx(WALK, WALK[5:]).encode()),
    "tcx": (tcx_format.read, tcx(("Other", 270, WALK), ("Biking", 0, WALK)).encode()),
    "fit": (
        fit_format.read,
        fit([Session("hiking", BEGUN, 240, metres=270, up=20), Session("cycling", BEGUN, 9)], WALK),
    ),
}
Damage = list[tuple[str, int, bytes]]
DAMAGE = st.lists(
    st.tuples(
        st.sampled_from(["put", "cut", "into", "twice"]),
        st.integers(0, 20_000),
        st.binary(min_size=1, max_size=4)
        | st.sampled_from([b"<trk>", b"</trk>", b"nan", b"-1e999", b"&a;", b"<!DOCTYPE x>", b"\0"]),
    ),
    min_size=1,
    max_size=6,
)


def damaged(content: bytes, damage: Damage) -> bytes:
    for how, where, what in damage:
        at = where % (len(content) + 1)
        match how:
            case "put":
                content = content[:at] + what + content[at + len(what) :]
            case "cut":
                content = content[:at]
            case "into":
                content = content[:at] + what + content[at:]
            case "twice":
                content = content[:at] + content[max(0, at - 200) :]
    return content


def resealed(content: bytes) -> bytes:
    """With the length and the checksums that a FIT file must have, so that its inside is read."""
    if len(content) < 16:
        return content
    head = bytearray(content[:14])
    head[0], head[4:8], head[8:12] = 14, (len(content) - 16).to_bytes(4, "little"), b".FIT"
    head[12:14] = b"\0\0"
    body = bytes(head) + content[14:-2]
    return body + crc(body).to_bytes(2, "little")


def look(read: Read, content: bytes) -> None:
    """Reading ends with tracks that can be judged, or says why not."""
    try:
        tracks = read(io.BytesIO(content))
    except Unreadable as why:
        sentence("file", str(why))
        return
    assert tracks
    for track in tracks:
        assert track.duration.total_seconds() >= 0
        verdict(track)


@pytest.mark.parametrize("kind", SAMPLES)
@settings(max_examples=ROUNDS, deadline=None)
@given(damage=DAMAGE)
def test_no_damage_makes_a_reader_fall(kind: str, damage: Damage) -> None:
    read, content = SAMPLES[kind]
    look(read, damaged(content, damage))


@settings(max_examples=ROUNDS, deadline=None)
@given(damage=DAMAGE)
def test_no_damage_under_a_right_checksum_makes_the_fit_reader_fall(damage: Damage) -> None:
    read, content = SAMPLES["fit"]
    look(read, resealed(damaged(content, damage)))


@pytest.mark.parametrize("kind", SAMPLES)
@settings(max_examples=ROUNDS, deadline=None)
@given(content=st.binary(max_size=400))
def test_no_rubbish_makes_a_reader_fall(kind: str, content: bytes) -> None:
    read, sample = SAMPLES[kind]
    look(read, content)
    look(read, sample[:40] + content)


def test_a_text_without_end_does_not_fill_the_memory() -> None:
    bytes_in = io.BytesIO(b"<gpx><name>" + b"A" * (4 * LONGEST))
    with pytest.raises(Unreadable):
        gpx_format.read(bytes_in)
    assert bytes_in.tell() < 2 * LONGEST


def test_tracks_without_end_do_not_fill_the_memory() -> None:
    day = "".join(
        map(
            "<trkpt lat='50' lon='{}'><time>2026-11-22T0{}:00:00Z</time></trkpt>".format,
            (14, 14.01),
            (8, 9),
        )
    )
    track = f"<trk><type>{{}}</type><trkseg>{day}</trkseg></trk>"
    many = "".join(track.format(number % 2) for number in range(MOST + 2))
    with pytest.raises(Unreadable):
        gpx_format.read(io.BytesIO(f"<gpx>{many}</gpx>".encode()))
