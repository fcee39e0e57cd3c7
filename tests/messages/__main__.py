"""`python -m tests.messages` writes coach/locale/coach.pot; with a catalogue, checks that.

`python -m tests.messages de.mo` names each sentence whose placeholders a translation does not
keep: it would fail when it is shown.
"""

import sys

from tests.messages.checking import wrong_in
from tests.messages.extracting import messages
from tests.messages.pot import POT, written


def main(files: list[str]) -> int:
    """Write the template, or check catalogues; returns the exit code."""
    if not files:
        POT.parent.mkdir(exist_ok=True)
        POT.write_text(written(messages()), encoding="utf-8")
        return 0
    wrong = [f"{file}: {told}" for file in files for told in wrong_in(file)]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
