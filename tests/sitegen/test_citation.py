"""A statement can be cited and reported by anybody, and keeps its address when it is withdrawn."""

import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import markupsafe
import pytest
from playwright.sync_api import Page, expect

from checker.statements import Statements, load
from sitegen import citation
from sitegen.pages import Pages
from sitegen.settings import ROOT
from tests.conftest import NewPage
from tests.sitegen.test_pages import DOCS, FILES, SETTINGS

SITE = "https://example.org/refunds/"
REF = "chinaispp/window-30-from-delivery"


def cited(book: Statements, ref: str = REF) -> str:
    statement = book.statements[ref]
    return citation.cite(book.guide(statement.guide), statement, SITE)


def test_a_citation_names_guide_place_date_and_address(book: Statements) -> None:
    statement, guide = book.statements[REF], book.guide("chinaispp")
    text = cited(book)
    for part in (statement.says, guide.title, guide.publisher, statement.where, "dated 3 July 2026", guide.url):
        assert part and part in text
    assert f"{SITE}guides/chinaispp/#says-{statement.id}, checked on 24 November 2026." in text


def test_what_a_guide_does_not_carry_is_left_out(book: Statements) -> None:
    ref = next(ref for ref, s in book.statements.items() if not book.guide(s.guide).url)
    assert "None" not in cited(book, ref)
    assert "undated" in cited(book, "official/window-30-from-delivery")


@pytest.mark.parametrize("to", ["mail@example.org", "mailto:mail@example.org"])
def test_a_report_by_mail_is_filled_in(book: Statements, to: str) -> None:
    parts = urlsplit(citation.report(to, book.statements[REF], cited(book)))
    assert (parts.scheme, parts.path) == ("mailto", "mail@example.org")
    assert "+" not in parts.query  # mail programs do not read it as a space
    told = parse_qs(parts.query)
    assert REF in told["subject"][0]
    assert cited(book) in told["body"][0]


def test_a_report_to_a_tracker_is_filled_in(book: Statements) -> None:
    address = citation.report("https://example.org/new?labels=wrong", book.statements[REF], cited(book))
    told = parse_qs(urlsplit(address).query)
    assert address.startswith("https://example.org/new?labels=wrong&title=")
    assert told["labels"] == ["wrong"]
    assert cited(book) in told["body"][0]


def rendered(book: Statements, guide: str, report_to: str = "mail@example.org") -> str:
    return dict(Pages(DOCS, book, replace(SETTINGS, report_to=report_to), FILES).all())[f"guides/{guide}.md"]


def entry(page: str, statement_id: str) -> str:
    return page.split(f'id="says-{statement_id}"')[1].split("</div>")[0]


def test_each_statement_can_be_cited_and_reported(book: Statements) -> None:
    page, guide = rendered(book, "chinaispp"), book.guide("chinaispp")
    for statement in guide.statements:
        part = entry(page, statement.id)
        assert f'data-copy="{markupsafe.escape(citation.cite(guide, statement, SETTINGS.site_url))}"' in part
        assert 'href="mailto:mail@example.org?' in part
        assert "Checked 24 November 2026" in part


def test_nobody_is_sent_where_nobody_takes_reports(book: Statements) -> None:
    assert "Report as wrong" not in rendered(book, "chinaispp", report_to="")


def test_a_changed_and_a_withdrawn_statement_say_so(tmp_path: Path, book: Statements) -> None:
    folder = Path(shutil.copytree(ROOT / "checker/guides", tmp_path / "guides"))
    file = folder / "ruizhi.toml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    gone, other = (book.statements[f"ruizhi/{name}"] for name in ("ta-before-2015-hard-to-recover", "ta-launched-2015"))
    lines[gone.line] = "withdrawn = 2026-11-20\n" + lines[gone.line]
    lines[other.line] = "changed = 2026-11-21\n" + lines[other.line]
    file.write_text("".join(lines), "utf-8")
    page = rendered(load(folder), "ruizhi")
    assert "**Withdrawn on 20 November 2026.**" in entry(page, gone.id)
    assert gone.says in entry(page, gone.id)
    assert f"#says-{gone.id}, withdrawn on 20 November 2026." in entry(page, gone.id)
    assert "changed 21 November 2026" in entry(page, other.id)


@pytest.fixture
def guide_page(new_page: NewPage, address: str) -> Page:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}guides/official/")
    return page


def test_the_citation_is_copied(guide_page: Page, book: Statements) -> None:
    one = guide_page.locator("#says-window-30-from-delivery")
    button = one.get_by_role("button", name="Copy citation")
    button.click()
    expect(one.get_by_role("button")).to_have_text("Copied")
    copied = guide_page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(book.statements["official/window-30-from-delivery"].says)
    assert "guides/official/#says-window-30-from-delivery" in copied
