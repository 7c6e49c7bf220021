"""The pages as Markdown, before the engine sees them: every number comes from a statement, through Jinja2.

`docs/**/*.md` are the templates; `docs/.parts/` holds the page that each guide, each outcome and each problem gets.
"""

import base64
import hashlib
import html
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

import checker
from checker import proof_table, statements
from checker.outcomes import OUTCOMES, VERDICTS
from checker.policy import POLICY, PRINCIPLES
from checker.prove import NOT_ENUMERATED
from checker.questions import QUESTIONS
from checker.statements import Statement, Statements
from sitegen import (
    BuildError,
    citation,
    conditions_said,
    data,
    diagrams,
    disagreements,
    facts,
    gate_pages,
    licences,
    literal,
    promises,
    sources,
    step,
)
from sitegen.heads import Heads
from sitegen.path import page_of, path_for
from sitegen.portrait import portrait
from sitegen.settings import ROOT, Settings

# What partners load, whose address and content stay for good; and what their page and our frame say to each other.
LOADER, MESSAGES = ROOT / "widget/embed/v1.js", ROOT / "widget/embed/messages.json"
# Compiled templates, kept from one build to the next.
COMPILED = ROOT / "build/templates"
_TITLE = re.compile(r"^title:(.+)$", re.MULTILINE)
VERDICT_WORDS = {
    "qualifies": "Qualifies",
    "partly": "Partly",
    "unclear": "Unclear",
    "does_not_qualify": "Does not qualify",
}
# The parts of checker/policy.toml, as headings.
SECTION_WORDS = {
    "time": "Time",
    "order": "The order",
    "ground": "The ground",
    "proof": "Proof",
    "dispute": "A dispute under way",
}
GATE_WORDS = {"coverage": "The order", "ground": "The ground", "proof": "The proof", "time": "The time"}


class PageError(BuildError):
    """A page cannot be rendered; the text names its template, the line where known, and what is wrong."""


@dataclass(frozen=True)
class Term:
    """One entry of the glossary; `page` is the slug of the page that explains more."""

    term: str
    also: tuple[str, ...]
    means: str
    page: str

    @property
    def anchor(self) -> str:
        """Its address on the glossary page."""
        return "-".join("".join(c if c.isalnum() else " " for c in self.term.lower()).split())


@dataclass(frozen=True)
class Files:
    """What pages need of what was built before them.

    The names of the script that brings the checker's element, of the wheel and of the responses worked out beforehand;
    and the build of the runtime, which is the name of its folder.
    """

    widget: str
    wheel: str
    early: str
    build: str


def glossary(file: Path = ROOT / "docs/glossary.toml") -> list[Term]:
    """The glossary, by the alphabet."""
    terms = tomllib.loads(file.read_text("utf-8"))["term"]
    read = [Term(t["term"], tuple(t.get("also", ())), t["means"], t["page"]) for t in terms]
    return sorted(read, key=lambda term: term.term.lower())


def problem_pages(file: Path = ROOT / "docs/problems.toml") -> dict[str, list[str]]:
    """The slugs of the pages that say more about each problem, by the problem's id."""
    pages: dict[str, list[str]] = tomllib.loads(file.read_text("utf-8"))["pages"]
    missing = sorted(set(QUESTIONS["problem"].options) - set(pages))
    if missing:
        raise PageError(f"{file.name}: no page for {', '.join(missing)}")
    return pages


def also_looked_for(file: Path = ROOT / "docs/also.toml") -> dict[str, list[str]]:
    """What people type when they look for a page, by its slug."""
    words: dict[str, list[str]] = tomllib.loads(file.read_text("utf-8"))["also"]
    return words


def findable(text: str, words: list[str]) -> str:
    """A page with those words at its end, and as its tags, which the search counts before titles and texts."""
    text = text.replace("---\n", f"---\ntags: {json.dumps(words, ensure_ascii=False)}\n", 1)
    return f"{text.rstrip()}\n\n## Also looked for as\n\n{', '.join(words)}\n{{: .also }}\n"


def integrity(file: Path) -> str:
    """What a partner pins a file to."""
    return "sha384-" + base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()


def first_response(book: Statements) -> str:
    """What the checker says before anything is answered, as JSON that can stand in a script element.

    Its day is the day of the last comparison with the guides: the build reads no clock, and the widget puts in its own.
    """
    today = book.last_compared.isoformat()
    response = checker.respond(json.dumps({"schema": 1, "today": today, "answers": {}}))
    return response.replace("<", "\\u003c")


def environment(docs: Path) -> jinja2.Environment:
    """Templates that refuse a name they do not know."""
    COMPILED.mkdir(parents=True, exist_ok=True)
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([docs, docs / ".parts"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        bytecode_cache=jinja2.FileSystemBytecodeCache(str(COMPILED)),
    )
    env.filters["day"] = facts.day
    env.tests["contains_code"] = lambda codes, code: code in codes
    return env


class Pages:
    """All pages of the site, from the templates in `docs` and the book of statements."""

    def __init__(self, docs: Path, book: Statements, settings: Settings, files: Files) -> None:
        """Read what the pages are made from."""
        self.docs = docs
        # What the templates say is literal; what is worked out, and told elsewhere, is as the guides have it.
        self.told, self.book = book, literal.book(book)
        self.settings = settings
        self.glossary = glossary(docs / "glossary.toml")
        self.gate_rows = gate_pages.load(book, docs / "examples.toml")
        self.licences = licences.account()
        self.env = environment(docs)
        self.env.globals |= {
            "book": self.book,
            "portrait": lambda guide: portrait(guide, self.book),
            "name": settings.name,
            "site_url": settings.site_url,
            "report_to": settings.report_to,
            "notice": checker.NOTICE,
            "policy": POLICY,
            "principles": PRINCIPLES,
            "outcomes": OUTCOMES,
            "verdicts": VERDICTS,
            "verdict_words": VERDICT_WORDS,
            "section_words": SECTION_WORDS,
            "questions": QUESTIONS,
            "glossary": self.glossary,
            "disagreements": disagreements.load(self.book, docs / "disagreements.toml"),
            "gate_rows": self.gate_rows,
            "gate_words": GATE_WORDS,
            "problem_pages": problem_pages(docs / "problems.toml"),
            "first_response": lambda: first_response(book),
            "widget": files.widget,
            "wheel": files.wheel,
            "early": files.early,
            "build": files.build,
            "proof": proof_table.table(proof_table.recorded()),
            "likely_median": proof_table.recorded_likely_median(),
            "not_walked": NOT_ENUMERATED,
            "promises": promises.load(docs / promises.PROMISES.name, docs / promises.FIGURES.name),
            "runs": promises.runs(docs / promises.PROMISES.name, docs / promises.FIGURES.name),
            "page_of": page_of,
            "data_files": data.FILES,
            "messages": json.loads(MESSAGES.read_text("utf-8")),
            "loader": f"{settings.embed_url}embed/{LOADER.name}",
            "loader_file": LOADER.name,
            "integrity": integrity(LOADER),
            "embed_origin": settings.embed_origin,
            "licences": self.licences,
        }

        self.titles = {name.removesuffix(".md").removesuffix("/index"): self._title(name) for name in self.templates()}

    def _title(self, template: str) -> str:
        found = _TITLE.search((self.docs / template).read_text("utf-8"))
        if not found:
            raise PageError(f"docs/{template}: the page needs a title: line at its top")
        return found[1].strip().strip('"')

    def cite(self, statement: Statement) -> str:
        """A statement as others cite it."""
        return html.unescape(citation.cite(self.book.guide(statement.guide), statement, self.settings.site_url))

    def report(self, statement: Statement) -> str:
        """Where to report that a statement is wrong; empty where nobody takes reports."""
        return citation.report(self.settings.report_to, statement, self.cite(statement))

    def templates(self) -> Iterator[str]:
        """The pages written by hand, as paths from the folder of templates."""
        for path in step.files_of(self.docs):
            name = path.relative_to(self.docs)
            if path.suffix == ".md" and not name.parts[0].startswith("."):
                yield name.as_posix()

    def render(self, template: str, page: str, **more: Any) -> str:
        """One page.

        Raises:
            PageError: the template is wrong, or names a statement that no guide makes.
        """
        said = facts.Facts(self.book, page, self.titles)
        names = {
            "facts": said,
            "number": facts.number,
            "says": said.says,
            "value": said.value,
            "days": said.days,
            "stand": said.stand,
            "rows": said.rows,
            "topic_table": said.topic_table,
            "the_rest": said.the_rest,
            "to": said.to,
            "check": said.check,
            "outcome": said.outcome,
            "when": lambda line: conditions_said.when(line, said),
            "title_of": said.title_of,
            "cite": self.cite,
            "report": self.report,
            "diagram": lambda name: diagrams.drawn(name, said),
            "root": said.root,
        }
        try:
            return self.env.get_template(template).render(names | more, page=page)
        except jinja2.TemplateSyntaxError as error:
            raise PageError(f"docs/{error.name}, line {error.lineno}: {error.message}") from error
        except (jinja2.TemplateError, LookupError, TypeError) as error:
            raise PageError(f"docs/{template}, line {_line(error, template)}: {error}") from error

    def all(self, wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, str]]:
        """Every page, or those that are wanted: its file, counted from the folder of pages, and its Markdown."""
        also = {f"{slug}.md": words for slug, words in also_looked_for(self.docs / "also.toml").items()}
        made = self.files()
        if strange := also.keys() - made.keys():
            raise PageError(f"docs/also.toml: there is no page {min(strange).removesuffix('.md')!r}")
        for page, make in made.items():
            if wanted and not wanted(page):
                continue
            text = make()
            told = findable(text, also[page]) if page in also else text
            named = sources.listed(sources.cited(self.book, page, text), self.settings.site_url)
            yield page, f"{told.rstrip()}\n\n{named}\n" if named else told

    def files(self) -> dict[str, Callable[[], str]]:
        """Every page's file, and what makes its Markdown."""
        found: dict[str, Callable[[], str]] = {name: partial(self.render, name, name) for name in self.templates()}

        def add(page: str, template: str, **more: Any) -> None:
            found[page] = partial(self.render, template, page, **more)

        rows = [row for its in self.gate_rows.values() for row in its]
        for guide in self.book.guides:
            add(f"guides/{guide.id}.md", "guide.md", guide=guide)
        for outcome in OUTCOMES.values():
            add(f"outcomes/{outcome.code}.md", "outcome.md", outcome=outcome, way=gate_pages.way_to(outcome, rows))
        for name, its in self.gate_rows.items():
            add(f"gates/{name}.md", "gate.md", gate=its[0].gate)
        for problem in QUESTIONS["problem"].options:
            found[page_of(problem)] = partial(self._by_problem, problem)
        return found

    def _by_problem(self, problem: str) -> str:
        """The page of a problem. Its path takes longest to work out, so it is made only with the page."""
        return self.render("problem.md", page_of(problem), path=path_for(problem, self.told))


def _line(error: BaseException, template: str) -> str:
    """The line of the template in which an error arose: Jinja2 puts it into the traceback."""
    line, trace = "?", error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(template):
            line = str(trace.tb_lineno)
        trace = trace.tb_next
    return line


def build(
    out: Path,
    settings: Settings,
    files: Files,
    fonts: Path,
    root: Path = ROOT,
    wanted: Callable[[str], bool] | None = None,
) -> None:
    """Render every page into `out`, with the styles, scripts and fonts that they load, and nothing else.

    With `wanted` only the pages that it says, and everything else that is there stays.
    """
    docs = root / "docs"
    written: list[Path] = []

    def write(name: str, content: str | bytes) -> None:
        step.write(out / name, content)
        written.append(out / name)

    pages = Pages(docs, statements.load(), settings, files)
    heads = Heads(settings, pages.told, pages.titles, pages.glossary)
    for name, markdown in pages.all(wanted):
        write(name, heads.added(name, markdown))
    for path in step.files_of(docs / "assets"):
        write(path.relative_to(docs).as_posix(), path.read_bytes())
    for path in step.files_of(fonts):
        write(f"assets/fonts/{path.name}", path.read_bytes())
    write("assets/variables.css", (root / "widget/variables.css").read_bytes())
    write(licences.TEXTS, licences.texts(pages.licences.shipped))
    if not wanted:
        step.keep_only(out, written)
