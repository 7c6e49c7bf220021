"""Shows that no run of seven words of a guide stands in the project: its sentences are not ours.

`python -m sitegen.words DIR` reads the guides' texts (*.txt) in DIR and every text file of the project.
Names and plain lists that cannot be said otherwise are listed, with the reason, in words-allowed.toml.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.settings import ROOT

RUN = 7
ALLOWED = Path(__file__).with_name("words-allowed.toml")
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")

type Words = tuple[str, ...]


@dataclass(frozen=True)
class Copied:
    """A run of a guide's words in the project: where it stands, whose it is, the words."""

    file: str
    line: int
    guide: str
    words: str

    def __str__(self) -> str:
        """As one line."""
        return f'{self.file}:{self.line}: "{self.words}" stands in {self.guide}'


def words_of(text: str) -> list[tuple[str, int]]:
    """The words of a text in lower case, each with its line."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        found += [(word.replace("’", "'"), number) for word in _WORD.findall(line.lower())]
    return found


def runs_of(text: str) -> Iterator[tuple[Words, int]]:
    """Every run of seven words in the text, with the line of its first word."""
    words = words_of(text)
    for start in range(len(words) - RUN + 1):
        yield tuple(word for word, _ in words[start : start + RUN]), words[start][1]


def allowed_runs(file: Path = ALLOWED) -> set[Words]:
    """The runs that may stand: those inside an entry of the list. Each entry must say why."""
    entries = tomllib.loads(file.read_text("utf-8")).get("allowed", [])
    for entry in entries:
        if not entry.get("words") or not entry.get("why"):
            raise ValueError(f"{file.name}: every [[allowed]] needs words and why, this one does not: {entry}")
    return {run for entry in entries for run, _ in runs_of(entry["words"])}


def copied(project: dict[str, str], guides: dict[str, str], allowed: Iterable[Words] = ()) -> list[Copied]:
    """Where words of the guides (name -> text) stand in the project (file -> text), one a line at most."""
    theirs: dict[Words, str] = {}
    for guide, text in guides.items():
        for run, _ in runs_of(text):
            theirs.setdefault(run, guide)
    for run in allowed:
        theirs.pop(run, None)
    found: dict[tuple[str, int], Copied] = {}
    for file, text in project.items():
        for run, line in runs_of(text):
            if run in theirs:
                found.setdefault((file, line), Copied(file, line, theirs[run], " ".join(run)))
    return list(found.values())


def project_texts(root: Path = ROOT) -> dict[str, str]:
    """Every text file that is tracked, or would be: path -> text."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    texts = {}
    for name in sorted(filter(None, listed.split("\0"))):
        path = root / name
        if path.is_file() and path != ALLOWED:
            data = path.read_bytes()
            if b"\0" not in data:
                texts[name] = data.decode("utf-8", errors="replace")
    return texts


def main(arguments: list[str]) -> int:
    """0 when nothing is copied, 1 when something is, 2 when there is nothing to compare with."""
    folder = Path(arguments[0]) if arguments else None
    guides = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))} if folder else {}
    if not guides:
        print("check-words: no guide's text (*.txt) in that folder", file=sys.stderr)
        return 2
    project = project_texts()
    found = copied(project, guides, allowed_runs())
    for place in found:
        print(place)
    print(f"{len(guides)} guides against {len(project)} files: {len(found) or 'no'} runs of {RUN} words in common")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
