"""GPX, TCX and FIT files: what they tell of one and the same walk."""

import builtins
import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coach.imports import fit as fit_format
from coach.imports import gpx as gpx_format
from coach.imports import tcx as tcx_format
from coach.imports.track import Motion, Track, Unreadable
from tests.support.fit_files import COURSE, Session, fit
from tests.support.tracks import BEGUN, Spot, gpx, tcx, walk

WALK = walk(60, 4, up=120)
HOUR = timedelta(hours=1)


def of_gpx(text: str | bytes) -> list[Track]:
    return gpx_format.read(io.BytesIO(text.encode() if isinstance(text, str) else text))


def of_tcx(text: str) -> list[Track]:
    return tcx_format.read(io.BytesIO(text.encode()))


def of_fit(content: bytes) -> list[Track]:
    return fit_format.read(io.BytesIO(content))


def why(read: Any, content: Any) -> str:  # noqa: ANN401 - a reader and what it reads
    with pytest.raises(Unreadable) as caught:
        read(content)
    return str(caught.value)


def shifted(spots: list[Spot], by: timedelta) -> list[Spot]:
    return [spot._replace(when=spot.when + by) for spot in spots]


# --- one walk ----------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_gpx_file_tells_of_a_walk(version: str) -> None:
    (track,) = of_gpx(gpx(WALK, version=version))
    assert (track.sport, track.begun, track.duration) == ("hiking", BEGUN, HOUR)
    assert track.whole.metres == pytest.approx(4000, rel=1e-3)
    assert track.whole.up == pytest.approx(120, abs=2)
    assert track.whole.seconds == 3600


def test_what_a_device_counted_itself_is_preferred() -> None:
    (track,) = of_tcx(tcx(("Running", 4100, WALK)))
    assert (track.whole.metres, track.duration, track.sport) == (4100, HOUR, "Running")
    told = Session("hiking", BEGUN, 3700.4, 3500, 4100.25, 131, 12)
    (track,) = of_fit(fit([told], WALK))
    assert track.whole == Motion(4100.25, 3500, 131, 12)
    assert track.duration == timedelta(seconds=3700.4)


def test_a_lap_lasts_to_its_own_end_and_needs_no_points() -> None:
    text = tcx(("Other", 4100, WALK))
    longer = text.replace("<TotalTimeSeconds>3600.0", "<TotalTimeSeconds>3607.5")
    assert of_tcx(longer)[0].duration == timedelta(seconds=3607.5)
    paused = text.replace("<TotalTimeSeconds>3600.0", "<TotalTimeSeconds>3000")
    assert of_tcx(paused)[0].duration == HOUR
    (indoors,) = of_tcx(text[: text.index("<Track>")] + text[text.index("</Lap>") :])
    assert (indoors.duration, indoors.whole.metres, indoors.whole.seconds) == (HOUR, 4100, 3600)
    for absurd in ("1e300", "nan", "-5", "soon", "1e9"):
        odd = text.replace("<TotalTimeSeconds>3600.0", f"<TotalTimeSeconds>{absurd}")
        assert of_tcx(odd)[0].duration == HOUR


def test_totals_that_cannot_be_of_these_points_are_not_believed() -> None:
    for told in (0, 12, 1e9, float("nan"), -5):
        (track,) = of_tcx(tcx(("Other", told, WALK)))
        assert track.whole.metres == pytest.approx(4000, rel=1e-3)


def test_what_a_watch_does_not_tell_its_points_do() -> None:
    (track,) = of_fit(fit([Session("walking", BEGUN, 3600)], WALK))
    assert track.whole.metres == pytest.approx(4000, rel=1e-3)
    assert track.whole.up == pytest.approx(120, abs=2)


def test_points_without_any_session_are_an_activity() -> None:
    (track,) = of_fit(fit([], WALK))
    assert (track.begun, track.duration, track.sport) == (BEGUN, HOUR, "")


def test_a_session_under_a_roof_has_no_points() -> None:
    (track,) = of_fit(fit([Session("walking", BEGUN, 1800, metres=2000)]))
    assert (track.whole.metres, track.whole.up) == (2000, None)


# --- several -----------------------------------------------------------------------------


def test_each_session_is_an_activity_and_a_change_is_none() -> None:
    sessions = [
        Session("hiking", BEGUN, 3600, metres=4000),
        Session("transition", BEGUN + HOUR, 300, metres=20),
        Session("cycling", BEGUN + HOUR * 1.1, 3600, metres=19_000),
    ]
    hike, ride = of_fit(fit(sessions, WALK))
    assert (hike.sport, ride.sport) == ("hiking", "cycling")
    assert ride.begun == BEGUN + HOUR * 1.1


def test_parts_of_one_outing_are_one_track() -> None:
    (track,) = of_gpx(gpx(WALK, shifted(WALK, 2 * HOUR)))
    assert track.duration == 3 * HOUR
    assert track.whole.metres == pytest.approx(8000, rel=1e-3)
    assert track.whole.seconds == 7200


def test_a_lap_is_no_pause() -> None:
    spots = walk(60, 4, every=5)
    laps = [spots[first : first + 60] for first in range(0, len(spots), 60)]
    (track,) = of_gpx(gpx(*laps))
    assert track.whole.metres == pytest.approx(4000, rel=1e-3)
    assert track.whole.seconds == 3600


def test_who_stopped_the_clock_of_a_watch_may_have_gone_on() -> None:
    told = Session("hiking", BEGUN, 3600)
    spots = WALK[:100] + WALK[200:]
    (straight,) = of_fit(fit([told], spots))
    assert straight.whole.metres == pytest.approx(4000, rel=1e-3)
    (stopped,) = of_fit(fit([told], spots, stops=[WALK[99].when]))
    assert stopped.whole.metres == pytest.approx(4000 * 259 / 360, rel=1e-3)


def test_a_watch_that_ran_on_through_a_rest_was_not_in_motion() -> None:
    told = Session("hiking", BEGUN, 3 * 3600)
    east = WALK[-1].longitude - WALK[0].longitude
    home = [spot._replace(longitude=spot.longitude + east) for spot in shifted(WALK, 2 * HOUR)]
    (track,) = of_fit(fit([told], [*WALK, *home]))
    assert track.duration == 3 * HOUR
    assert track.whole.seconds == pytest.approx(7200, abs=30)
    (track,) = of_fit(fit([told]))
    assert track.whole.seconds == 3 * 3600


def test_a_session_with_a_long_rest_is_one_activity() -> None:
    told = Session("hiking", BEGUN, 9 * 3600)
    (track,) = of_fit(fit([told], [*WALK, *shifted(WALK, 8 * HOUR)]))
    assert track.duration == 9 * HOUR
    assert track.whole.metres == pytest.approx(8000, rel=1e-3)
    assert track.whole.up == pytest.approx(240, abs=4)


def test_what_is_hours_apart_or_of_two_sports_or_at_the_same_time_is_two() -> None:
    assert len(of_gpx(gpx(WALK, shifted(WALK, 12 * HOUR)))) == 2
    assert len(of_gpx(gpx([*WALK, *shifted(WALK, 12 * HOUR)]))) == 2
    assert len(of_gpx(gpx(WALK, WALK))) == 2
    first, second = gpx(WALK), gpx(shifted(WALK, 2 * HOUR), sport="cycling")
    both = first.replace("</gpx>\n", "") + second[second.index("<trk>") :]
    assert [track.sport for track in of_gpx(both)] == ["hiking", "cycling"]
    assert len(of_tcx(tcx(("Running", 0, WALK), ("Biking", 0, shifted(WALK, HOUR))))) == 2


# --- time and place ----------------------------------------------------------------------


def test_a_fit_file_tells_how_clocks_went_there() -> None:
    nepal = timedelta(hours=5, minutes=45)
    (track,) = of_fit(fit([Session("hiking", BEGUN, 3600)], offset=nepal))
    assert (track.begun, track.begun.utcoffset()) == (BEGUN, nepal)
    (track,) = of_fit(fit([Session("hiking", BEGUN, 3600)], offset=None))
    assert track.begun.utcoffset() == timedelta(0)


def test_times_have_their_offset_or_are_in_utc() -> None:
    text = gpx(WALK)
    assert of_gpx(text.replace("Z</time>", "</time>"))[0].begun == BEGUN
    there = of_gpx(text.replace("Z</time>", "+02:00</time>"))[0].begun
    assert there == BEGUN - 2 * HOUR
    assert there.utcoffset() == 2 * HOUR


def test_a_receiver_that_had_no_time_yet_is_waited_for() -> None:
    early = [spot._replace(when=datetime(1901, 12, 13, tzinfo=UTC)) for spot in WALK[:9]]
    (track,) = of_gpx(gpx([*early, *WALK]))
    assert track.begun == BEGUN


def test_a_plan_is_not_something_one_did() -> None:
    assert "a plan" in why(of_gpx, re.sub("<time>.*?</time>", "", gpx(WALK)))
    route = '<gpx><rte><rtept lat="50" lon="14"/><rtept lat="50" lon="15"/></rte></gpx>'
    assert "no recorded track" in why(of_gpx, route)
    assert "something else" in why(of_fit, fit([], WALK, kind=COURSE))


def test_what_stands_in_extensions_is_not_of_the_point() -> None:
    text = gpx(WALK).replace(
        "</trkpt>",
        "<extensions><x:TrackPointExtension><x:ele>9999</x:ele><x:time>1999-01-01T00:00:00Z"
        "</x:time></x:TrackPointExtension></extensions></trkpt>",
    )
    assert of_gpx(text) == of_gpx(gpx(WALK))


def test_osmand_tells_the_activity_for_the_whole_file() -> None:
    text = gpx(WALK, sport="").replace(
        "<trk>",
        "<metadata><extensions><osmand:activity>walking</osmand:activity></extensions>"
        "</metadata><trk>",
        1,
    )
    assert of_gpx(text)[0].sport == "walking"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_encodings_that_xml_has(encoding: str) -> None:
    text = gpx(WALK).replace("UTF-8", encoding.removesuffix("-sig")).replace("A walk", "Šumava")
    content = text.encode(encoding, "xmlcharrefreplace")
    assert of_gpx(content) == of_gpx(gpx(WALK))


# --- what cannot be ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('lat="50.0800000"', 'lat="95"', "point 1 is nowhere"),
        ('lon="14.4200000"', 'lon="nan"', "point 1 is nowhere"),
        ('lon="14.4200000"', 'lon="inf"', "point 1 is nowhere"),
        ('lon="14.4200000"', "", "point 1 is nowhere"),
        ('lat="50.0800000"', 'lat="north"', "point 1 is nowhere"),
        ("<ele>400.00</ele>", "<ele>nan</ele>", "point 1 has a height"),
        ("<ele>400.00</ele>", "<ele>1e300</ele>", "point 1 has a height"),
        ("<ele>400.00</ele>", "<ele>high</ele>", "point 1 has a height"),
        ("T08:30:00Z", "T06:30:00Z", "run backwards (point 181)"),
        ("T08:30:00Z", "T08:61:00Z", "point 181 has a time"),
        ("</trkseg>", "", "damaged"),
        ('<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE gpx [<!ENTITY a "b">]>', "not made"),
        ("<gpx", "<a>" * 60 + "<gpx", "not made"),
        ("UTF-8", "ATF-8", "damaged"),
        ("UTF-8", "UTF-7", "damaged"),
        ("UTF-8", "Shift_JIS", "damaged"),
    ],
)
def test_a_point_that_cannot_be_is_told(old: str, new: str, words: str) -> None:
    assert words in why(of_gpx, gpx(WALK).replace(old, new, 1))


def test_times_that_run_backwards_are_told() -> None:
    assert "backwards" in why(of_gpx, gpx(WALK[::-1]))
    assert "backwards" in why(of_gpx, gpx(WALK[:3] + WALK[2:1:-1] + WALK[:2]))


def test_a_second_back_is_a_receivers_slip() -> None:
    slip = [*WALK[:9], WALK[9]._replace(when=WALK[8].when - timedelta(seconds=1)), *WALK[10:]]
    (track,) = of_gpx(gpx(slip))
    assert track.whole.metres == pytest.approx(4000, rel=1e-3)


def test_a_fix_that_comes_and_goes_stutters() -> None:
    second = timedelta(seconds=1)
    stuttering = [one for spot in WALK for one in (spot, spot._replace(when=spot.when - second))]
    (track,) = of_gpx(gpx(stuttering))
    assert track.whole.metres == pytest.approx(4000, rel=1e-3)


def test_where_points_are_nonsense_what_the_device_told_holds() -> None:
    wrong = [*WALK[:9], *shifted(WALK[9:18], timedelta(days=800)), *WALK[18:]]
    told = Session("hiking", BEGUN, 3700, 3500, 4100, 131, 12)
    (track,) = of_fit(fit([told], wrong))
    assert (track.duration, track.whole) == (
        timedelta(seconds=3700),
        Motion(4100, 3500, 131, 12),
    )
    assert "backwards" in why(of_fit, fit([], wrong))


def test_a_distance_without_places_may_be_of_any_machine() -> None:
    text = tcx(("Other", 1350, WALK))
    (track,) = of_tcx(re.sub("<Position>.*?</Position>", "", text))
    assert (track.whole.metres, track.placed) == (1350, False)
    assert of_tcx(text)[0].placed
    told = Session("generic", BEGUN, 3600, metres=3000)
    assert [of_fit(fit([told], spots))[0].placed for spots in (WALK, ())] == [True, False]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_what_breaks_off_gives_nothing(part: float) -> None:
    text = gpx(WALK)
    assert "breaks off" in why(of_gpx, text[: int(len(text) * part)])
    content = fit([Session("hiking", BEGUN, 3600)], WALK)
    assert "breaks off" in why(of_fit, content[: int(len(content) * part)])


def test_a_flipped_bit_in_a_fit_file_is_noticed_wherever_it_is() -> None:
    whole = fit([Session("hiking", BEGUN, 3600, metres=4000)], WALK[:9])
    for place in range(len(whole)):
        content = bytearray(whole)
        content[place] ^= 1
        why(of_fit, bytes(content))


def test_blank_lines_before_the_file_begins_are_no_matter() -> None:
    assert of_gpx("\n \r\n" + gpx(WALK)) == of_gpx(gpx(WALK))


def test_one_endless_tag_is_not_kept() -> None:
    assert "not made" in why(of_gpx, '<gpx a="' + "x" * 3_000_000)


def test_without_the_library_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:  # noqa: ANN401 - as the builtin
        if name == "fitdecode":
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert "pip install fitdecode" in why(of_fit, fit([], WALK))
