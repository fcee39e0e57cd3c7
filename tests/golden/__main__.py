"""`python -m tests.golden` writes every page anew; what changed is for a reviewer to read."""

from tests.golden.pages import FOLDER, PAGES, made

if __name__ == "__main__":
    for name in PAGES:
        (FOLDER / f"{name}.txt").write_text(made(name), encoding="utf-8")
