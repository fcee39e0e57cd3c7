"""import, of an export or a copy of a journal."""

from collections.abc import Sequence
from datetime import date

from coach.cli.context import Context
from coach.cli.taking import Slip, Taken
from coach.core.history import Facts
from coach.core.model import Fact
from coach.journal import exporting
from coach.journal.port import JournalError
from coach.journal.uniting import bearing
from coach.wording import keeping as words


def take(paths: Sequence[str], context: Context) -> Taken:
    """Take over the entries that are not here already and bear on this journal."""
    files, slips = _read(paths)
    new = {fact.id for facts in files for fact in facts}
    new -= {row.id for row in context.journal.rows()}
    here = context.journal.between(date.min, date.max) if new else ()
    bear: dict[str, Fact] = {}
    for facts in files:
        taken = bearing(facts, (*here, *bear.values()))
        bear |= {fact.id: fact for fact in taken if fact.id in new}
    context.journal.keep(tuple(bear.values()))
    entries = sum(map(len, files))
    broken = len({slip.file for slip in slips if not slip.line})
    slipped = sum(1 for slip in slips if slip.line)
    said = words.imported(len(bear), entries - len(new), len(new) - len(bear), slipped, broken)
    return Taken(len(bear), entries - len(bear), (said,), tuple(slips))


def _read(paths: Sequence[str]) -> tuple[list[Facts], list[Slip]]:
    files: list[Facts] = []
    slips: list[Slip] = []
    for path in paths:
        try:
            content = exporting.content(path)
        except JournalError as error:
            slips.append(Slip(path, 0, str(error)))
        else:
            files.append(content.facts)
            slips += [Slip(path, problem.line, problem.message) for problem in content.problems]
    return files, slips
