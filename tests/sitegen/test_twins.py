"""The Markdown twins: plain, whole, and with everything that the page says."""

import re
from functools import cache
from pathlib import Path

import pytest

from checker.contract import notice
from checker.statements import Statements
from sitegen import checks, data, settings, twins, written
from sitegen.settings import Settings

URL = "https://example.org/"


def twin(body: str, file: str = "guides/archive.md") -> str:
    page = written.Written(file, "T", "D", "H", body)
    return twins.twin(page, URL, "A notice.").removesuffix(
        f"\n\n---\n\n{URL}{page.address}\n\nA notice. Words under CC BY 4.0.\n"
    )


@pytest.mark.parametrize(
    ("body", "plain"),
    [
        ('Say [so](../tips.md#x "a title"){ .source .differ } here.', f"Say [so]({URL}tips/#x) here."),
        ("# H {: #p-1 .x }\n\nWords.\n{: .answer }", "# H\n\nWords."),
        ('<p class="check"><a class="start" href="../../checker/#a=b&amp;c=d">Go</a></p>',
         f"[Go]({URL}checker/#a=b&c=d)"),
        ("<details class=\"x\" markdown>\n<summary>More</summary>\n\nIn it.\n\n</details>", "**More**\n\nIn it."),
        ('<ol start="3" markdown="block">\n<li markdown="block">\nOne\n\n</li>\n<li>\nTwo\n</li>\n</ol>',
         "3. One\n\n4. Two"),
        ("<ul>\n<li>One</li>\n</ul>", "- One"),
        ("A <button type=\"button\" hidden>Copy</button>end.<script>x()</script>", "A end."),
        ("```js\n{ .a }\n<p>\n```", "```js\n{ .a }\n<p>\n```"),
    ],
)  # fmt: skip
def test_what_only_a_browser_needs_goes(body: str, plain: str) -> None:
    assert twin(body) == plain


@pytest.fixture(scope="module")
def found(site: Path) -> dict[str, str]:
    return {path.parent.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("index.md")}


def test_every_page_has_a_twin(site: Path, found: dict[str, str]) -> None:
    pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert set(found) == pages - {"embed/v1"}


def test_a_twin_is_plain_markdown_with_whole_addresses(found: dict[str, str], book: Statements) -> None:
    own = settings.load().site_url
    for page, text in found.items():
        outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
        assert re.findall(r"</?[a-z]+[ >]|\{:|\{ ?[.#]", outside) == [], page
        targets = re.findall(r"\]\(([^)]*)\)", outside)
        assert [target for target in targets if not target.startswith(("http", "mailto:"))] == [], page
        assert text.startswith("# "), page
        assert notice(book) in text, page
        assert f"\n{own}{'' if page == '.' else page + '/'}\n" in text, page


def test_a_twin_leads_only_to_what_is_there(site: Path, found: dict[str, str]) -> None:
    own = settings.load().site_url

    @cache
    def ids(file: Path) -> set[str]:
        return checks.read("x", file.read_text("utf-8")).ids

    for page, text in found.items():
        for target in re.findall(rf"\]\({re.escape(own)}([^)]*)\)", text):
            path, _, fragment = target.partition("#")
            file = site / path / ("index.html" if path.endswith("/") or not path else "")
            assert file.is_file(), f"{page}: {target}"
            if fragment and "=" not in fragment:
                assert fragment in ids(file), f"{page}: {target}"


def test_a_twin_has_every_sentence_of_the_statements(found: dict[str, str], book: Statements) -> None:
    for statement in book.statements.values():
        assert statement.says in found[f"guides/{statement.guide}"], statement.ref


def test_the_list_names_every_twin_and_all_data(site: Path, found: dict[str, str]) -> None:
    listed = (site / "llms.txt").read_text("utf-8")
    own = settings.load().site_url
    assert listed.startswith(f"# {settings.load().name}\n\n> ")
    named = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): \S", listed, flags=re.MULTILINE)
    assert len(named) == len(set(named)) == len(found) + len(data.FILES)
    assert [one for one in named if not (site / one.removeprefix(own)).is_file()] == []


def test_a_page_in_a_new_folder_is_not_forgotten() -> None:
    listed = twins.listing([written.Written("new/a.md", "T", "D", "H", "")], Settings("N", URL, URL, ""), "S", [])
    assert f"({URL}new/a/index.md)" in listed
