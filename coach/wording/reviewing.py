"""The week in a minute: numbers with their denominators, one observation, one question."""

from collections.abc import Mapping
from datetime import tzinfo
from typing import TYPE_CHECKING

from coach.core.coaching.sentences import place_of
from coach.core.model import Fact, FromCoach, Proposed, Remark, Reminder
from coach.wording import suggesting
from coach.wording.times import evening
from coach.wording.translating import _, marked, n_

if TYPE_CHECKING:
    from coach.core.coaching.reviewing import Review, Week

OBSERVATIONS: Mapping[str, tuple[str, ...]] = {
    "week-steady": (
        marked("{title}: {done} of {of} evenings. That is a steady week."),
        marked("There was room for this on {done} of {of} evenings: {title}."),
        marked("{done} of {of} evenings for {title}. You found the time."),
        marked("{title} had its place on {done} of {of} evenings."),
    ),
    "week-more": (
        marked("{title}: {done} of {of} evenings, more than the week before."),
        marked("{done} of {of} evenings for {title}: a step up from last week."),
        marked("More often than the week before: {title}, on {done} of {of} evenings."),
        marked("{title}: up this week, to {done} of {of} evenings."),
    ),
    "week-before": (
        marked("{title}: on {done} of {of} evenings you were ahead of the reminder."),
        marked("On {done} of {of} evenings no reminder was needed for {title}."),
        marked("{title}: done before its reminder on {done} of {of} evenings."),
    ),
    "week-nights": (
        marked("You told of {of} nights this week; {done} of them had cramps."),
        marked("Nights with cramps: {done} of the {of} that you told of."),
        marked("Cramps came on {done} of the {of} nights that you told of."),
    ),
    "week-hikes": (
        marked("Hike evenings this week with {title}: {done} of {of}."),
        marked("This week's hike evenings: {title} on {done} of {of}."),
        marked("{title} after a hike this week: {done} of {of}."),
    ),
    "week-month": (
        marked("{title} over four weeks: {done} of {of} evenings."),
        marked("The longer view: {done} of {of} evenings for {title} in four weeks."),
        marked("{title}: {done} of {of} evenings in the last four weeks."),
    ),
    "week-some": (
        marked("{title}: {done} of {of} evenings. Each of them counts."),
        marked("{done} of {of} evenings for {title}. A quiet week is fine."),
        marked("{title} came to {done} of {of} evenings. The next week is open."),
        marked("{title} on {done} of {of} evenings. Some is more than none."),
    ),
}
"""By the name of the sentence; the ways in their order."""

QUESTIONS = (
    marked("Which evening went best, and what was different about it?"),
    marked("What gets in the way most often at that hour?"),
    marked("What do you do each and every evening? It could be your cue."),
    marked("Is each of your habits still right for you?"),
    marked("Who could join you?"),
    marked("What one small thing would make next week easier?"),
    marked("When did your legs feel best this week?"),
    marked("Which reminder could you do without?"),
)

HEADING = marked("Your week, {first} to {last}")
NOTHING = marked("Too little is known of these evenings to sum them up.")
ASKED = marked("To think about: {question}")
NIGHTS = marked("Nights with cramps")
HIKES = marked("Hikes")


def observation(remark: Remark, titles: Mapping[str, str]) -> str:
    """What the week showed."""
    sentence, way = remark.name.split(".")
    title = titles.get(remark.habit, remark.habit)
    told = _(OBSERVATIONS[sentence][int(way) - 1])
    return told.format(title=title, done=remark.done, of=remark.of)


def question(remark: Remark) -> str:
    """Something to think about; it is not asked for an answer."""
    return _(QUESTIONS[int(remark.name.split(".")[1]) - 1])


def suggested(card: Reminder, _zone: tzinfo) -> str:
    """What a proposal says on the screen."""
    about = _about(card)
    titles = about.titles
    asked = suggesting.on_a_card(about.proposed, titles) if about.proposed else ""
    return "\n".join([*_lines(about), asked])


def noticed(card: Reminder, _zone: tzinfo) -> str:
    """What is told on the screen without a question."""
    return "\n".join(_lines(_about(card)))


def _about(card: Reminder) -> FromCoach:
    return card.about if isinstance(card.about, FromCoach) else FromCoach({})


def _lines(about: FromCoach) -> list[str]:
    announced = [one for one in about.remarks if place_of(one) == "announcement"]
    observed = [one for one in about.remarks if place_of(one) == "observation"]
    lines = [observation(one, about.titles) for one in observed]
    return lines + suggesting.announced(announced, about.titles)


def text(week: "Week", review: "Review", proposal: Fact | None, titles: Mapping[str, str]) -> str:
    """The whole review."""
    heading = _(HEADING).format(first=evening(week.first), last=evening(week.last))
    parts = ["\n".join([heading, *_numbers(week)])]
    if review.observation is not None:
        parts.append(observation(review.observation, titles))
    if proposal is not None and isinstance(proposal.event, Proposed):
        parts.append(suggesting.suggestion(proposal.event, titles))
    if review.question is not None:
        parts.append(_(ASKED).format(question=question(review.question)))
    return "\n\n".join(parts)


def _numbers(week: "Week") -> list[str]:
    rows = [
        (habit.title, n_("{done} of {of} evening", "{done} of {of} evenings", rate.of), rate)
        for habit, rate in week.habits
        if rate.of
    ]
    if week.cramps.of:
        nights = _("{done} of the {of} that you told of")
        rows.append((_(NIGHTS), nights, week.cramps))
    width = max([len(name) for name, _text, _rate in rows] + [len(_(HIKES))])
    lines = [
        f"  {name.ljust(width)}  {told.format(done=rate.done, of=rate.of)}"
        for name, told, rate in rows
    ]
    return [*lines, f"  {_(HIKES).ljust(width)}  {week.hikes}"] if week.hikes else lines
