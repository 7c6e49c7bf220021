from sitegen import card
from sitegen.pages import VERDICT_WORDS

COLOURS = dict.fromkeys(
    ("paper", "ink", "accent", "hairline", "qualifies", "partly", "unclear", "does-not-qualify"), "#123456"
)


def test_the_picture_asks_the_question_and_names_the_verdicts() -> None:
    svg = card.drawing("A & B", "one two three four five six seven eight nine ten", COLOURS)
    assert "A &amp; B" in svg
    for words in VERDICT_WORDS.values():
        assert f">{words}</text>" in svg


def test_no_line_is_longer_than_the_picture_is_wide() -> None:
    lines = card._broken("Do you get your money back, and by when must you act?")
    assert " ".join(lines) == "Do you get your money back, and by when must you act?"
    assert max(map(len, lines)) <= card.LINE
