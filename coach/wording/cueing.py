"""Cues: what a person does anyway, after which the habit comes.

An if-then sentence helps people do what they mean to (Gollwitzer and Sheeran 2006, 94 tests).
"""

from coach.wording.translating import _, marked

CUES = (
    marked("after I brush my teeth"),
    marked("after the evening news"),
    marked("after I switch off the TV"),
    marked("after I put on my nightclothes"),
    marked("after I lock the door"),
    marked("when I sit down on my bed"),
)

ASK = marked("After what could you stretch? Something that you do every evening anyway:")
CHOOSE = marked("A number, or your own words, such as: after I feed the cat. Enter: none.")


def cues() -> tuple[str, ...]:
    """Some to choose from."""
    return tuple(_(cue) for cue in CUES)


def menu() -> str:
    """What `coach init` asks."""
    lines = [f"  {number}  {cue}" for number, cue in enumerate(cues(), start=1)]
    return "\n".join([_(ASK), *lines])


def choose() -> str:
    """Before an answer is typed."""
    return f"{_(CHOOSE)}\n> "


def not_understood(longest: int) -> str:
    """After an answer that is no cue."""
    text = _("Please type a number from 1 to {most}, or up to {longest} letters.")
    return text.format(most=len(CUES), longest=longest)


def sentence(cue: str, title: str) -> str:
    """The whole sentence, as it is shown back once."""
    said = _("{cue}, I will {habit}.").format(cue=cue, habit=title[:1].lower() + title[1:])
    return _("Your sentence: {sentence} Say it once, and picture it.").format(
        sentence=said[:1].upper() + said[1:]
    )
