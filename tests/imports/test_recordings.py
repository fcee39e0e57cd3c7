"""The table of what devices told beside what coach makes of it."""

from pathlib import Path

from benchmarks.recordings import main
from tests.support.fit_files import Session, fit
from tests.support.tracks import BEGUN, tcx, walk

WALK = walk(60, 4, up=120)


def test_the_table_shows_what_devices_told_beside_what_the_points_come_to(tmp_path: Path) -> None:
    told = Session("hiking", BEGUN, 3600.4, 3500, 4040, 100, 12)
    (tmp_path / "watch.fit").write_bytes(fit([told], WALK))
    (tmp_path / "laps.TCX").write_text(tcx(("Running", 3900, WALK)))
    (tmp_path / "broken.fit").write_bytes(fit([told], WALK)[:-9])
    (tmp_path / "plan.gpx").write_text("<gpx/>")
    table = main([str(tmp_path)])
    assert (
        "| watch.fit |  | hiking: hike |  | 361 | 4040 | 4040 | -0.99 % | 100 | 100 | +20 % "
        "| 3600 | 3600 |" in table
    )
    assert (
        "| laps.TCX |  | Running: hike |  | 361 | 3900 | 3900 | +2.56 % |  | 120 |  |  | 3600 |"
        in table
    )
    assert "Distance from points: 2 recordings, median 1.8 % off, worst 2.6 %, 1 within" in table
    assert "Duration: 1 of 1 to the second." in table
    assert "broken" not in table
    assert "plan" not in table
