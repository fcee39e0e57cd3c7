"""What a file is, by how it begins."""

from pathlib import Path

import pytest

from coach.imports.sniffing import kind, kind_of
from tests.support.fit_files import fit
from tests.support.tracks import gpx, tcx, walk

WALK = walk(2)
GPX, TCX, FIT = gpx(WALK).encode(), tcx(("Other", 0, WALK)).encode(), fit([], WALK)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (GPX, "gpx"),
        (TCX, "tcx"),
        (FIT, "fit"),
        (b"\xef\xbb\xbf\r\n" + GPX, "gpx"),
        (GPX.decode().encode("utf-16"), "gpx"),
        (b"<!-- <TrainingCenterDatabase> -->" + GPX, "gpx"),
        (b"<!DOCTYPE gpx [<!ENTITY a 'b'>]>" + GPX[39:], "gpx"),
        (b"<g:gpx xmlns:g='x'></g:gpx>", "gpx"),
        (b"<kml></kml>", "unknown"),
        (b"<html><gpx></html>", "unknown"),
        (b"<", "unknown"),
        (b'{"format": "coach-journal"}', "journal"),
        (b"SQLite format 3\0" + bytes(84), "journal"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0", "calendar"),
        (b"\xef\xbb\xbfBegin:VCalendar\n", "calendar"),
        (b"\x1f\x8b\x08\0", "packed"),
        (b"PK\x03\x04\x14\0", "packed"),
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b"\xef\xbb\xbfid,at,night,kind,stage", "table"),
        (b"lat,lon,ele", "unknown"),
        (b"%PDF-1.7", "unknown"),
        (b"\xff\xd8\xff\xe0", "unknown"),
        (bytes(100), "unknown"),
    ],
)
def test_a_kind_is_told_by_the_first_bytes(head: bytes, expected: str) -> None:
    assert kind(head, len(head)) == expected


def test_a_name_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(FIT)
    (tmp_path / "hike.fit").write_bytes(GPX)
    assert kind_of(str(tmp_path / "photo.jpg")) == "fit"
    assert kind_of(str(tmp_path / "hike.fit")) == "gpx"
