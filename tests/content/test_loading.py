"""Reading is strict: an entry that lacks what it needs is named, and nothing is shown."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.content import loading, nouns
from coach.content.entries import BrokenContent
from coach.content.loading import foods, read_foods, read_references, read_tips, references, tips

FOLDER = Path(loading.__file__).parent

FOODS = """
[sources]
table = "a table"
[[food]]
id = "milk"
name = "Milk"
serving = "a glass"
grams = 200
mg = 240
tags = ["dairy"]
contains = ["dairy", "animal"]
absorption = "good"
suggestion = "A glass of milk."
never = { notes = ["pregnant"], to_age = 4 }
source = "table"
strength = "strong"
"""

REFERENCES = """
[sources]
guide = "a guide"
[[reference]]
id = "adults"
body = "Guide"
from_age = 19
low = 700
high = 1000
source = "guide"
strength = "expert"
"""

TIPS = """
[sources]
trial = "a trial"
[careful]
warm = ["diabetes"]
""" + "".join(
    f"""
[[{topic}]]
id = "plain"
text = "Plain words about {topic}."
last = true
source = "trial"
strength = "design"
"""
    for topic in nouns.TOPICS
)

TIP = """
[[warm]]
id = "socks"
text = "Loose socks."
only = { from_age = 65 }
never = { notes = ["pregnant"] }
fits = ["diabetes"]
source = ["trial"]
strength = "none"
"""


def test_the_samples_are_sound() -> None:
    assert read_foods(FOODS)[0].never == nouns.Condition(frozenset({"pregnant"}), None, 4)
    assert read_references(REFERENCES)[0].to_age is None
    assert read_tips(TIPS + TIP).tips["warm"][1].fits == {"diabetes"}


def test_all_three_files_are_sound() -> None:
    assert len(foods()) > 55
    assert len(references()) > 12
    assert set(tips().tips) == set(nouns.TOPICS)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('source = "table"', "", "food/milk: source is missing"),
        ('source = "table"', "source = []", "food/milk: source is empty"),
        ('source = "table"', 'source = "hearsay"', "food/milk: source 'hearsay' is not in"),
        ('strength = "strong"', "", "food/milk: strength is missing"),
        ('strength = "strong"', 'strength = "sure"', "food/milk: strength is 'sure', not one of"),
        ("mg = 240", "", "food/milk: mg is missing"),
        ("mg = 240", "mg = 240.5", "food/milk: mg is not a whole number"),
        ("mg = 240", "mg = -240", "food/milk: mg is not a whole number"),
        ("mg = 240", "mg = true", "food/milk: mg is not a whole number"),
        ("mg = 240", 'mg = 240\ncolour = "white"', "food/milk: unknown: colour"),
        ('id = "milk"', "", "food/an entry without id: id is missing"),
        ('name = "Milk"', 'name = "  "', "food/milk: name is not a text"),
        ('name = "Milk"', 'name = "Milk "', "food/milk: name begins or ends with a space"),
        ('tags = ["dairy"]', 'tags = "dairy"', "food/milk: tags is not a list"),
        ('tags = ["dairy"]', 'tags = ["white"]', "food/milk: tags has 'white', not one of"),
        ('["dairy", "animal"]', '["dairy"]', "food/milk: what contains dairy, fish or meat"),
        ('["dairy", "animal"]', '["lactose"]', "food/milk: contains has 'lactose'"),
        ('absorption = "good"', 'absorption = "poor"', "food/milk: a food of which little"),
        ('absorption = "good"', 'absorption = "fine"', "food/milk: absorption is 'fine'"),
        ('notes = ["pregnant"], ', 'notes = ["tall"], ', "food/milk: never: notes has 'tall'"),
        ("to_age = 4", "under = 4", "food/milk: never: unknown: under"),
        ("{ notes", "[] # ", "food/milk: never is not a table"),
        ("[[food]]", "[[meal]]", "foods.toml: has"),
        ("[sources]", "[sources", "foods.toml: "),
    ],
)
def test_a_broken_food_is_named(old: str, new: str, why: str) -> None:
    assert old in FOODS
    with pytest.raises(BrokenContent, match=re.escape(why)):
        read_foods(FOODS.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('source = ["trial"]', "", "warm/socks: source is missing"),
        ('strength = "none"', "", "warm/socks: strength is missing"),
        ('text = "Loose socks."', "", "warm/socks: text is missing"),
        ('fits = ["diabetes"]', 'fits = ["pregnant"]', "warm/socks: fits has 'pregnant'"),
        ('never = { notes = ["pregnant"] }', "last = 1", "warm/socks: last is neither true nor"),
        ("only = { from_age = 65 }", "last = true", "warm/socks: the last tip of a topic has no"),
        ('id = "socks"', 'id = "plain"', "warm/plain: there are two"),
    ],
)
def test_a_broken_tip_is_named(old: str, new: str, why: str) -> None:
    assert old in TIP
    with pytest.raises(BrokenContent, match=re.escape(why)):
        read_tips(TIPS + TIP.replace(old, new))


def test_each_topic_has_one_last_tip() -> None:
    second = TIP.replace("only = { from_age = 65 }", "last = true")
    for text in (TIPS.replace("last = true", "", 1), TIPS + second.replace("never = {", "#")):
        with pytest.raises(BrokenContent, match="one tip has to be the last, and only one"):
            read_tips(text)


def test_careful_names_only_topics_and_notes() -> None:
    for wrong, why in [('wram = ["diabetes"]', "unknown: wram"), ('warm = ["cold"]', "has 'cold'")]:
        with pytest.raises(BrokenContent, match=why):
            read_tips(TIPS.replace('warm = ["diabetes"]', wrong))


def test_a_broken_reference_is_named() -> None:
    for old, new, why in [
        ('source = "guide"', "", "adults: source is missing"),
        ('strength = "expert"', "", "adults: strength is missing"),
        ("low = 700", "low = 7000", "adults: low is above high"),
    ]:
        with pytest.raises(BrokenContent, match=why):
            read_references(REFERENCES.replace(old, new))


@pytest.mark.parametrize(
    ("file", "read"),
    [("foods.toml", read_foods), ("tips.toml", read_tips), ("references.toml", read_references)],
)
@pytest.mark.parametrize("key", ["source", "strength"])
def test_no_entry_of_ours_may_lose_its_source_or_strength(
    file: str, read: Callable[[str], object], key: str
) -> None:
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    places = [place for place, line in enumerate(lines) if line.startswith(f"{key} = ")]
    for place in (places[0], places[len(places) // 2], places[-1]):
        with pytest.raises(BrokenContent, match=f"{key} is missing"):
            read("\n".join(lines[:place] + lines[place + 1 :]))


def test_only_the_file_asked_for_is_read() -> None:
    script = (
        "import sys, coach.content.choosing as c, coach.content.loading as l, datetime\n"
        "assert 'tomli' not in sys.modules\n"
        "from coach.core.model import Person\n"
        "c.choose('stretch', Person(), datetime.date(2026, 11, 22))\n"
        "read = [f.cache_info().currsize for f in (l.tips, l.foods, l.references)]\n"
        "assert read == [1, 0, 0], read\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
