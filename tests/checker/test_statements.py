"""The guides: what is loaded, what is refused and how clearly, and who says what."""

import re
import shutil
from importlib import resources
from pathlib import Path

import pytest

from checker import evidence, statements
from checker.assessment import gates
from checker.outcomes import OUTCOMES
from checker.policy import POLICY
from checker.statements import GuideError, Money, Period

GUIDES = Path(str(resources.files("checker"))) / "guides"
LEDGER = Path(__file__).parents[1] / "ledger-ids.txt"

HEAD = """title = "A guide"
kind = "trade"
checked = 2026-11-24
mark = "Ours"
about = "Made for a test."
"""
TOPICS = """[[topic]]
id = "window"
asks = "How long?"
type = "days"
page = "deadlines"
[[topic]]
id = "who"
asks = "Who is covered?"
type = "choice"
options = ["all", "some"]
page = "covered"
"""
STATEMENT = """
[[statement]]
id = "thirty"
topic = "window"
where = "Part 1"
says = "Thirty days."
value = { days = 30, from = "delivered_on" }
"""


def load(folder: Path, guide: str, topics: str = TOPICS) -> statements.Statements:
    (folder / "topics.toml").write_text(topics, "utf-8")
    (folder / "ours.toml").write_text(guide, "utf-8")
    return statements.load(folder)


def test_our_guides_load_with_the_official_one_first() -> None:
    book = statements.load()
    assert [guide.id for guide in book.guides] == ["official", "archive", "chinaispp", "inspector", "ruizhi"]
    assert len(book.statements) > 300
    assert book.statements["official/window-30-from-delivery"].value == Period(30, "delivered_on")
    assert book.position("late-credit").followed is not None
    assert isinstance(book.statements["official/late-remedy-credit-100"].value, Money)


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (('topic = "window"', 'topic = "windw"'), 9, "did you mean 'window'"),
        (("days = 30", "dayz = 30"), 12, "days working_days from at_least"),
        (("days = 30", 'days = "30"'), 12, "whole number"),
        (("days = 30", "days = -1"), 12, "whole number"),
        (('from = "delivered_on"', 'from = "delivery"'), 12, "id of a date question"),
        (("value = {", 'when = { buyer_teer = "pro" }\nvalue = {'), 12, "did you mean 'buyer_tier'"),
        (("value = {", 'when = { buyer_tier = "gold" }\nvalue = {'), 12, "it takes standard, platinum, pro"),
        (('where = "Part 1"\n', ""), 7, "where is missing"),
        (("says =", "said ="), 7, "says is missing"),
        (('says = "Thirty days."', "says = 30"), 11, "says is 30"),
        (("value =", "valu ="), 12, "unknown key 'valu'"),
        (
            ('says = "Thirty days."', 'says = "Thirty days."\ncontradicts = "sixty"'),
            12,
            "which this guide does not say",
        ),
        (('kind = "trade"', 'kind = "blog"'), 2, "official, archive, trade"),
        (("checked = 2026-11-24", 'checked = "yesterday"'), 3, "checked is 'yesterday'"),
        (("checked = 2026-11-24", "checked = 2026-02-30"), 3, "not valid TOML"),
        (('about = "Made for a test."', 'about = "Made for a test'), 5, "not valid TOML"),
    ],
)
def test_a_wrong_guide_is_refused_with_its_place_and_the_mend(
    tmp_path: Path, change: tuple[str, str], line: int, says: str
) -> None:
    text = HEAD + STATEMENT
    assert change[0] in text
    with pytest.raises(GuideError) as refused:
        load(tmp_path, text.replace(*change))
    assert str(refused.value).startswith("ours.toml")
    assert f"line {line}" in str(refused.value)
    assert says in str(refused.value)


def test_two_statements_with_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="'thirty' stands already in line 7"):
        load(tmp_path, HEAD + STATEMENT + STATEMENT)


def test_a_guide_that_contradicts_itself_must_say_so(tmp_path: Path) -> None:
    second = STATEMENT.replace("thirty", "sixty").replace("days = 30", "days = 60")
    with pytest.raises(GuideError, match=r"line 19.*another value than 'thirty' \(line 7\).*contradicts"):
        load(tmp_path, HEAD + STATEMENT + second)
    declared = second + 'contradicts = "thirty"\n'
    assert load(tmp_path, HEAD + STATEMENT + declared).position("window").status == "disputed"
    under = second + 'when = { buyer_tier = ["pro"] }\n'
    assert load(tmp_path, HEAD + STATEMENT + under).position("window").status == "agreed"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('type = "days"', 'type = "weeks"'), "use one of text, days"),
        (('id = "who"', 'id = "window"'), "listed twice"),
        (('options = ["all", "some"]\n', ""), "options belong to type choice"),
        (('page = "deadlines"', 'page = "deadlines"\nfollow = "ours/thirty"'), "follow needs the policy row"),
        (
            ('page = "deadlines"', 'page = "deadlines"\nfollow = "ours/ten"\npolicy = "P-window"'),
            "which no guide says",
        ),
        (('page = "deadlines"', 'page = "deadlines"\nsilent = "x"'), "marked silent, but a guide speaks"),
        (("asks =", "askz ="), "asks is missing"),
    ],
)
def test_a_wrong_topic_is_refused(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    with pytest.raises(GuideError, match=says):
        load(tmp_path, HEAD + STATEMENT, TOPICS.replace(*change, 1))


def test_a_choice_takes_only_its_options(tmp_path: Path) -> None:
    chosen = '\n[[statement]]\nid = "x"\ntopic = "who"\nwhere = "a"\nsays = "b."\nvalue = "al"\n'
    with pytest.raises(GuideError, match="did you mean 'all'"):
        load(tmp_path, HEAD + chosen)
    assert load(tmp_path, HEAD + chosen.replace('"al"', '"all"')).statements["ours/x"].value == "all"


def test_a_guide_more_is_a_file_more(tmp_path: Path) -> None:
    folder = tmp_path / "guides"
    shutil.copytree(GUIDES, folder)
    statement = STATEMENT.replace('"window"', '"filing-window"').replace("days = 30", "days = 45")
    (folder / "fifth.toml").write_text(HEAD + statement, "utf-8")
    book = statements.load(folder)
    assert statements.load().position("filing-window").status == "agreed"
    assert book.position("filing-window").status == "disputed"
    assert book.position("filing-window").followed == book.statements["official/window-30-from-delivery"]
    assert "fifth/thirty" in book.statements


def test_the_official_page_is_followed_then_what_the_others_agree_on() -> None:
    book = statements.load()
    assert book.position("filing-window").reason == "official"
    assert book.position("escalation").reason == "agreed"
    steps_in = book.position("alibaba-steps-in")
    assert (steps_in.status, steps_in.reason) == ("disputed", "P-supplier-answer")
    assert steps_in.followed is not None
    assert steps_in.followed.ref == "ruizhi/auto-step-in-7"


def test_where_no_guide_speaks_the_topic_is_silent() -> None:
    book = statements.load()
    silent = [topic for topic in book.topics.values() if topic.silent]
    assert silent
    assert all(book.position(topic.id).status == "silent" for topic in silent)


def test_every_line_of_the_ledger_is_carried_silent_or_left_out() -> None:
    book = statements.load()
    ids = LEDGER.read_text("utf-8").split()
    carried = {statement.id for statement in book.statements.values()}
    carried |= {topic.silent for topic in book.topics.values() if topic.silent}
    assert len(ids) == 270
    assert [i for i in ids if i not in carried and not book.left_out.get(i)] == []
    assert len(book.left_out) <= 10


def test_whatever_is_cited_exists() -> None:
    book = statements.load()
    rules = [rule for gate in gates() for rule in gate.rules]
    cited = {name for rule in rules for name in rule.because}
    cited |= {name for outcome in OUTCOMES.values() for step in outcome.steps for name in step.cites}
    cited |= {name for item in evidence.ITEMS for name in item.cites} | set(evidence.LIMITS_CITE)
    cited |= {name for row in POLICY.values() for name in row.rests_on}
    assert [name for name in sorted(cited) if not book.cite(name)] == []
    rows = {row for rule in rules for row in rule.policy} | {row for gate in gates() for _, row in gate.notes}
    rows |= {topic.policy for topic in book.topics.values() if topic.policy}
    assert sorted(rows - set(POLICY)) == []


def test_every_outcome_a_rule_names_exists_and_fits_its_status() -> None:
    fits = {"open": {"qualifies", "partly"}, "unclear": {"unclear"}, "closed": {"does_not_qualify"}}
    for gate in gates():
        for rule in gate.rules:
            assert rule.outcome is None or OUTCOMES[rule.outcome].verdict in fits[rule.status], rule.id
            assert rule.outcome is not None or rule.status == "open", rule.id


def test_the_policy_carries_the_window_as_the_statement_does() -> None:
    window = statements.load().period("filing-window").days
    assert re.search(rf"\b{window}\b", POLICY["P-window"].says)
