"""A page in a real browser: Chromium without a window, and axe-core for who does not see it.

`.ci/run` installs both: Debian's chromium, and axe-core from npm into tests/browser.
"""

import hashlib
import json
import subprocess
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any, Literal, NamedTuple

from tests.support.need import need, without

Scheme = Literal["light", "dark"]

AXE = Path(__file__).parents[1] / "browser/node_modules/axe-core/axe.min.js"
AXE_SUM = "880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb"
"""SHA-256 of version 4.10.3: what npm brought is what was looked at."""

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--allow-file-access-from-files",
)
SCHEMES = {"dark": 0, "light": 1}
"""What Blink calls them."""

_CHECK = """
for (const one of document.querySelectorAll('details')) one.open = true;
axe.run(document, {resultTypes: ['violations']}).then(found => parent.postMessage({
  violations: found.violations.map(v => [v.id, v.nodes.map(n => n.html + ' ' + n.failureSummary)]),
  passes: found.passes.length,
  dark: matchMedia('(prefers-color-scheme: dark)').matches,
  width: innerWidth,
  needs: document.documentElement.scrollWidth,
}, '*'));
"""
_FRAME = """<!DOCTYPE html><title>frame</title>
<script>addEventListener('message', told => {{
  document.getElementById('told').textContent = JSON.stringify(told.data);
}});</script>
<iframe src="{page}" style="width:{width}px;height:900px;border:0"></iframe><pre id="told"></pre>
"""
"""A window may not be as narrow as a telephone; a frame may."""


class Seen(NamedTuple):
    """What the browser and axe-core found in a page."""

    violations: list[Any]
    passes: int
    dark: bool
    width: int
    needs: int
    """The width that the page takes: more than `width` where it has to be moved sideways."""


def axe() -> str:
    """The text of axe-core."""
    if not AXE.is_file():
        without("axe-core")
    text = AXE.read_bytes()
    assert hashlib.sha256(text).hexdigest() == AXE_SUM
    return text.decode()


def look(page: Path, folder: Path, width: int, scheme: Scheme) -> Seen:
    """Open a page at a width and in a colour scheme, and have axe-core look at it."""
    checked = folder / "checked.html"
    scripts = f"<script>{axe()}</script><script>{_CHECK}</script></body>"
    checked.write_text(page.read_text().replace("</body>", scripts))
    frame = folder / "frame.html"
    frame.write_text(_FRAME.format(page=checked.name, width=width))
    blink = f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"
    dom = _chromium(folder, blink, "--virtual-time-budget=20000", "--dump-dom", frame.as_uri())
    told = dom.partition('<pre id="told">')[2].partition("</pre>")[0]
    return Seen(**json.loads(unescape(told)))


def pages(page: Path, folder: Path) -> int:
    """On how many sheets a page prints."""
    need("pdfinfo")
    paper = folder / "paper.pdf"
    _chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri())
    told = subprocess.run(["pdfinfo", paper], check=True, capture_output=True, text=True).stdout
    (line,) = (line for line in told.splitlines() if line.startswith("Pages:"))
    return int(line.split()[1])


def _chromium(folder: Path, *arguments: str) -> str:
    need("chromium")
    command: Sequence[str] = ("chromium", *FLAGS, f"--user-data-dir={folder / 'chromium'}")
    done = subprocess.run(
        [*command, *arguments], check=True, capture_output=True, text=True, timeout=120
    )
    return done.stdout
