import re
import shutil
from pathlib import Path

import pytest

from checker.outcomes import OUTCOMES
from checker.policy import POLICY
from checker.questions import QUESTIONS
from checker.statements import Statements
from sitegen import pages
from sitegen.pages import Files, PageError, Pages
from sitegen.path import page_of, path_for
from sitegen.settings import ROOT, Settings
from tests.wide import wide

SETTINGS = Settings("A name", "https://example.org/", "https://example.org/", "mail@example.org")
FILES = Files(
    widget="widget/questionnaire-0123456789.js",
    wheel="refund_checker-0.1.0-py3-none-any.whl",
    early="early/early-0123456789.json",
    build="0123456789abcdef",
)
DOCS = ROOT / "docs"

# A figure in a page's own words comes from no statement. What may stand all the same, with the reason.
MAY_STAND = {
    "CC BY 4.0": "the licence's name",
    "licenses/by/4.0": "the licence's address",
    'tabindex="0"': "reached by keys",
}
NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty|sixty|ninety|hundred"
UNITS = "days?|weeks?|months?|years?|hours?|dollars|percent|files|megabytes"
SPELT = re.compile(rf"\b(?:{NUMBER_WORDS})\s+(?:\w+\s+)?(?:{UNITS})\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def rendered(book: Statements) -> dict[str, str]:
    return dict(Pages(DOCS, book, SETTINGS, FILES).all())


def own_words(template: str) -> str:
    """A template's prose: without expressions, code and the marks of numbered lists."""
    text = re.sub(r"```.*?```", "", template, flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|`[^`]*`|\{:[^}]*\}", "", text, flags=re.DOTALL)
    text = re.sub(r"^\s*\d+\. ", "", text, flags=re.MULTILINE)
    text = re.sub(r"</?h\d", "", text)
    for allowed in MAY_STAND:
        text = text.replace(allowed, "")
    return text


def numbers_by_hand(template: str) -> list[str]:
    words = own_words(template)
    return re.findall(r".{0,30}\d.{0,30}", words) + SPELT.findall(words)


HAND_WRITTEN = sorted(
    path
    for path in DOCS.rglob("*.md")
    if path.relative_to(DOCS).parts[0] != "assets" and path.name != "use-from-python.md"
)


@pytest.mark.parametrize("template", HAND_WRITTEN, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_no_page_repeats_a_number_by_hand(template: Path) -> None:
    assert numbers_by_hand(template.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    ["You have 30 days.", "You have thirty days.", "within five working days", "up to USD 100", "1. Wait 7 days."],
)
def test_a_number_by_hand_is_found(planted: str) -> None:
    assert numbers_by_hand(planted)


@pytest.mark.parametrize(
    "fine", ["1. Wait.", "{{ days('filing-window') }} to ask", "`x1`", "## A {: #p-1 }", "One guide says"]
)
def test_what_is_no_number_by_hand_is_let_through(fine: str) -> None:
    assert not numbers_by_hand(fine)


def test_every_topic_stands_on_its_page(rendered: dict[str, str], book: Statements) -> None:
    for topic in book.topics.values():
        page = rendered[f"{topic.page}.md"]
        assert f"#{topic.id} }}" in page or f'id="{topic.id}"' in page, f"{topic.id} is missing on {topic.page}"


def test_every_statement_stands_on_its_guides_page(rendered: dict[str, str], book: Statements) -> None:
    for statement in book.statements.values():
        page = rendered[f"guides/{statement.guide}.md"]
        assert f'id="says-{statement.id}"' in page
        assert statement.says in page


def test_every_dispute_is_listed(rendered: dict[str, str], book: Statements) -> None:
    page = rendered["disagreements.md"]
    for topic in book.topics.values():
        if topic.disagreement or book.position(topic.id).status == "disputed":
            assert f"{{: #{topic.id} .asked }}" in page, topic.id


def test_every_outcome_and_every_policy_row_has_a_place(rendered: dict[str, str]) -> None:
    for outcome in OUTCOMES.values():
        assert outcome.headline in rendered[f"outcomes/{outcome.code}.md"]
        assert f"({outcome.code}.md)" in rendered["outcomes/index.md"]
    for row in POLICY.values():
        assert f"{{: #{row.id.lower()} }}" in rendered["how-we-decide.md"]


def test_topic_and_outcome_pages_lead_into_the_checker(rendered: dict[str, str], book: Statements) -> None:
    led = {f"{topic.page}.md" for topic in book.topics.values()} | {f"outcomes/{code}.md" for code in OUTCOMES}
    for name in led:
        assert 'class="start" href="../' in rendered[name], name


def test_a_topic_page_opens_with_its_answer(rendered: dict[str, str], book: Statements) -> None:
    for name in {f"{topic.page}.md" for topic in book.topics.values()}:
        after_title = rendered[name].split("\n# ", 1)[1].split("\n", 1)[1]
        assert "{: .answer }" in after_title.strip().split("\n\n")[0], name


def test_the_checker_page_helps_without_scripts(rendered: dict[str, str]) -> None:
    page = rendered["checker.md"]
    for problem, label in QUESTIONS["problem"].options.items():
        assert f'<li><a href="../problems/{problem.replace("_", "-")}/">{label}</a></li>' in page
    assert FILES.widget in page


def test_every_problem_has_a_page_that_leads_on(rendered: dict[str, str], book: Statements) -> None:
    more = pages.problem_pages()
    for problem, label in QUESTIONS["problem"].options.items():
        way = path_for(problem, book)
        page = rendered[page_of(problem)]
        assert f"# {label}\n" in page
        assert f"checker/#problem={problem}" in page
        assert f"({page_of(problem).removeprefix('problems/')})" in rendered["problems/index.md"]
        for line in way.lines:
            assert line.rule.says in page
            assert f"(../outcomes/{line.outcome.code}.md)" in page
        for slug in more[problem]:
            assert f"(../{slug}.md)" in page


def test_the_first_response_cannot_end_its_script(rendered: dict[str, str]) -> None:
    script = rendered["checker.md"].split('type="application/json">')[1].split("</script>")[0]
    assert "<" not in script
    assert '"next_screen"' in script


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A copy of the templates that a test may break."""
    copied = tmp_path / "docs"
    shutil.copytree(DOCS, copied)
    return copied


@pytest.mark.parametrize(
    ("planted", "said"),
    wide(
        [
            ('{{ says("no-such-statement") }}', r"docs/tips\.md, line 7: .*no-such-statement"),
            ('{{ days("no-such-topic") }}', r"docs/tips\.md, line 7: .*no-such-topic"),
            ("{{ dayz('filing-window') }}", r"docs/tips\.md, line 7: .*dayz"),
            ("{{ says( }}", r"docs/tips\.md, line 7: "),
        ],
    ),
)
def test_a_wrong_template_is_refused_with_its_line(docs: Path, book: Statements, planted: str, said: str) -> None:
    (docs / "tips.md").write_text(f"---\ntitle: Tips\ndescription: x\n---\n# Tips\n\n{planted}\n")
    with pytest.raises(PageError, match=said):
        list(Pages(docs, book, SETTINGS, FILES).all())


def test_a_page_without_a_title_is_refused(docs: Path, book: Statements) -> None:
    (docs / "tips.md").write_text("# Tips\n")
    with pytest.raises(PageError, match=r"docs/tips\.md: .*title"):
        Pages(docs, book, SETTINGS, FILES)


def test_a_problem_without_a_page_is_refused(docs: Path) -> None:
    file = docs / "problems.toml"
    file.write_text(re.sub(r"^shortage .*$", "", file.read_text(), flags=re.MULTILINE))
    with pytest.raises(PageError, match="shortage"):
        pages.problem_pages(file)


def test_a_removed_page_is_gone(tmp_path: Path) -> None:
    root, out, fonts = tmp_path / "root", tmp_path / "out", tmp_path / "fonts"
    shutil.copytree(DOCS, root / "docs")
    (root / "widget").mkdir()
    (root / "widget/variables.css").write_text("")
    fonts.mkdir()
    extra = root / "docs/extra.md"
    extra.write_text("---\ntitle: Extra\ndescription: x\n---\n# Extra\n")
    pages.build(out, SETTINGS, FILES, fonts, root=root)
    assert (out / "extra.md").is_file()
    extra.unlink()
    pages.build(out, SETTINGS, FILES, fonts, root=root)
    assert not (out / "extra.md").exists()
    assert (out / "tips.md").is_file()
