"""Every rule of the four gates stands on its gate's page, with what it rests on and an example that holds."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

import checker
from checker import statements
from checker.assessment import gates
from checker.contract import rules_version
from checker.statements import Statements
from sitegen import gate_pages
from sitegen.facts import Facts
from sitegen.gate_pages import ExampleError, Row, load
from sitegen.pages import Pages
from sitegen.settings import ROOT
from tests.conftest import NewPage
from tests.sitegen.test_pages import DOCS, FILES, SETTINGS

FILE = ROOT / "docs/examples.toml"
ROWS = [row for rows in load(statements.load()).values() for row in rows]


@pytest.fixture(scope="module")
def rendered(book: Statements) -> dict[str, str]:
    return {name: page for name, page in Pages(DOCS, book, SETTINGS, FILES).all() if name.startswith("gates/")}


def part(page: str, rule: str) -> str:
    return page.split(f'<tr role="row" id="{rule}"')[1].split("</tr>")[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example.rule)
def test_the_example_is_decided_by_its_rule(row: Row) -> None:
    response = json.loads(checker.respond(json.dumps(row.example.request)))
    assert response["errors"] == []
    assert (response["verdict"], response["outcome"]) == (row.example.outcome.verdict, row.example.outcome.code)
    decided = {gate["gate"]: gate["rule"] for gate in response["gates"]}
    assert decided[row.gate.name] == row.rule.id


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example.rule)
def test_an_example_shows_what_its_rule_leads_to(row: Row) -> None:
    assert row.rule.outcome in (None, row.example.outcome.code)


def test_every_rule_that_can_hold_has_a_row(book: Statements, rendered: dict[str, str]) -> None:
    waiting = {"fault-after-shipment", "late-delivery-covered", "late-delivery-not-covered"}  # for another guide
    for gate in gates(book):
        page = rendered[f"gates/{gate.name}.md"]
        shown = {rule.id for rule in gate.rules if f'<tr role="row" id="{rule.id}"' in page}
        assert {rule.id for rule in gate.rules} - shown <= waiting
        for row in ROWS:
            if row.gate.name == gate.name:
                told = part(page, row.rule.id)
                assert row.rule.says in told
                assert all(f"how-we-decide.md#{policy.lower()})" in told for policy in row.rule.policy)
                said = [one for one in row.rule.because if book.says(one)]
                assert all(f"#says-{statement} " in told for statement in said)


def test_when_a_rule_holds_is_said_for_the_problems_that_need_the_same(book: Statements) -> None:
    said = Facts(book, "gates/ground.md", {})
    when = {row.rule.id: row.when(said) for row in ROWS}
    assert when["cancelled"] == "“The seller cancelled the order”."
    assert when["sent-late"].count("shipment came after") + when["sent-late"].count("Shipment came after") == 1
    assert when["nothing-paid"].startswith("Paid through: ")
    assert "Any problem but" in when["force-majeure"]
    assert when["broken-term"] == "Where no other rule of this gate holds."
    assert "<summary>" in when["window-closed"] and "<summary>" not in when["escalate-now"]


def test_the_link_carries_the_example(book: Statements) -> None:
    for row in ROWS:
        told = parse_qs(row.example.fragment)
        if "files" in row.example.answers:  # names of files are never put into a link
            assert told == {}
            continue
        assert told["on"] == [row.example.today.isoformat()]
        assert told["rules"] == [rules_version()]
        for key, value in row.example.request["answers"].items():
            carried = told[key] if key in told else json.loads(told[f"{key}:"][0])
            assert carried in (value, [value]), row.example.rule


def test_an_example_opens_in_the_checker(new_page: NewPage, address: str) -> None:
    row = next(row for row in ROWS if row.example.rule == "coverage/part-off-platform")
    page = new_page(today=row.example.today)
    page.goto(f"{address}gates/coverage/")
    page.locator("#part-off-platform").get_by_role("link", name="Open it in the checker").click()
    answer = json.loads(checker.respond(json.dumps(row.example.request)))
    expect(page.locator(".headline")).to_have_text(answer["headline"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"coverage/off-platform"', '"coverage/no-such-rule"', "no-such-rule"),
        ('"coverage/off-platform"', '"coverage/nothing-paid"', "'coverage/off-platform' has no example"),
        ('"coverage/off-platform"', '"ground/late-delivery-covered"', "late-delivery-covered"),
    ],
)
def test_examples_that_do_not_fit_are_refused(tmp_path: Path, book: Statements, old: str, new: str, said: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    (tmp_path / "examples.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ExampleError, match=said):
        gate_pages.load(book, tmp_path / "examples.toml")
