"""The check of files: names and sizes only, judged by Python, and nothing leaves the machine."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Request, expect

from checker.answers import MAX_FILES
from checker.questions import QUESTIONS
from tests.checker.policy_cases import TODAY, base
from tests.wide import wide
from tests.widget.reader import change, focused, heard_after, mount, respond, send

STORY = base("wrong_spec")
Told = tuple[str, int]


def payload(name: str, size: int = 10) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * size}


def check(page: Page) -> Locator:
    return page.get_by_role("region", name="Would your files be taken?", exact=True)


def button(page: Page) -> Locator:
    return check(page).get_by_label("Choose files, or drop them here")


def choose(page: Page, *files: Told) -> None:
    heard_after(page, lambda: button(page).set_input_files([payload(*file) for file in files]))


def judged(*files: Told) -> dict[str, Any]:
    """What the checker says of these files outside the browser."""
    told = [{"name": name, "bytes": size} for name, size in files]
    found: dict[str, Any] = respond(STORY | {"files": told}, TODAY)["files"]
    return found


def shows_what_is_judged(page: Page, *files: Told) -> None:
    wanted = judged(*files)
    rows = check(page).locator(".file-list > li")
    expect(rows).to_have_count(len(files))
    for row, file in zip(rows.all(), wanted["each"], strict=True):
        assert row.locator(".file-name").text_content() == file["name"]
        expect(row).to_contain_text(file["size"])
        faults = [fault["says"] for fault in file["faults"]]
        if faults:
            expect(row.locator(".faults li")).to_contain_text(faults)
        else:
            expect(row).to_contain_text("Can be handed in unchanged.")
    expect(check(page).locator(".together li")).to_contain_text([fault["says"] for fault in wanted["together"]])


@pytest.fixture
def result(desk: Page) -> Page:
    mount(desk, STORY, TODAY)
    return desk


def test_each_file_is_ticked_or_told_what_to_do(result: Page) -> None:
    files = [("photo.jpg", 1200), ("report.pdf", 10), ("empty.png", 0), ("two words.zip", 5)]
    choose(result, *files)
    shows_what_is_judged(result, *files)
    expect(check(result).locator(".tally")).to_have_text("1 of 4 files can be handed in unchanged.")
    expect(check(result).locator(".tally")).to_be_focused()
    # The verdict is the checker's with these files.
    told = [{"name": name, "bytes": size} for name, size in files]
    expect(result.locator(".headline")).to_have_text(respond(STORY | {"files": told}, TODAY)["headline"])
    source = check(result).locator(".faults").get_by_role("button", name="Source: Ruizhi", exact=True)
    expect(source).to_have_count(2)


def test_files_add_up_and_can_be_taken_away(result: Page) -> None:
    headline = result.locator(".headline").inner_text()
    choose(result, ("a.jpg", 1), ("b.jpg", 1))
    choose(result, ("a.jpg", 1), ("c.pdf", 1))
    shows_what_is_judged(result, ("a.jpg", 1), ("b.jpg", 1), ("c.pdf", 1))
    heard_after(result, check(result).get_by_role("button", name="Remove b.jpg", exact=True).click)
    shows_what_is_judged(result, ("a.jpg", 1), ("c.pdf", 1))
    heard_after(result, check(result).get_by_role("button", name="Remove all", exact=True).click)
    expect(check(result).locator(".tally")).to_have_text("No file is chosen yet.")
    expect(check(result).locator(".file-list")).to_have_count(0)
    expect(result.locator(".headline")).to_have_text(headline)
    assert "Files" not in result.locator(".answers").inner_text()


def test_files_that_are_too_many_together(result: Page) -> None:
    files = [(f"photo{number}.jpg", 1) for number in range(6)]
    choose(result, *files)
    shows_what_is_judged(result, *files)
    expect(check(result).locator(".tally")).to_have_text("Right alone: 6 of 6 files. Together they are too much.")


def test_a_thousand_files_are_met_with_what_is_looked_at(result: Page) -> None:
    choose(result, *((f"photo{number}.jpg", 1) for number in range(1000)))
    expect(check(result).locator(".file-list > li")).to_have_count(MAX_FILES)
    expect(check(result)).to_contain_text(f"At most {MAX_FILES} files are looked at.")
    expect(check(result).locator(".together li")).to_contain_text(f"These are {MAX_FILES} files")


NAMES = {
    "markup": "<img src=x onerror=\"document.title='run'\"><b>bold.jpg",
    "another direction": "photo\u202egpj.exe",
    "right to left": "صورة.jpg",
    "long": "n" * 251 + ".jpg",
    "without letters": "😀.png",
}


@pytest.mark.parametrize("name", wide(NAMES.values(), short=2), ids=NAMES)
def test_a_name_is_only_ever_a_name(result: Page, name: str) -> None:
    choose(result, (name, 1))
    shows_what_is_judged(result, (name, 1))
    assert result.title() != "run"
    expect(check(result).locator(".file-list img, .file-list b")).to_have_count(0)
    assert "\u202e" not in result.locator("refund-questionnaire").inner_text()
    result.set_viewport_size({"width": 320, "height": 640})
    assert result.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_keyboard_alone_is_enough(result: Page) -> None:
    # The browser needs a moment until it hands its choice of files to the test instead of the reader.
    with result.expect_file_chooser() as opened:
        check(result).get_by_role("button", name="Source: How we decide", exact=True).first.focus()
        result.keyboard.press("Tab")
        expect(button(result)).to_be_focused()
        result.keyboard.press("Enter")
    assert opened.value.is_multiple()
    heard_after(result, lambda: opened.value.set_files([payload("a.jpg"), payload("b.pdf")]))
    expect(check(result).locator(".tally")).to_be_focused()
    result.keyboard.press("Tab")
    assert focused(result)[1] == "Remove a.jpg"
    heard_after(result, lambda: result.keyboard.press("Enter"))
    shows_what_is_judged(result, ("b.pdf", 10))
    expect(check(result).locator(".tally")).to_be_focused()


# Dropped: a folder as the browser tells it, with its entries in portions

DROP = """(zone, tree) => {
  const file = ([name, size]) => new File([new Uint8Array(size)], name);
  const entry = (told) => Array.isArray(told)
    ? { name: told[0], isFile: true, isDirectory: false, file: (take) => take(file(told)) }
    : { name: told.folder, isFile: false, isDirectory: true, createReader: () => {
        const left = [...told.holds];
        return { readEntries: (take) => take(left.splice(0, 2).map(entry)) };
      } };
  const items = tree.map((told) => ({ kind: "file", webkitGetAsEntry: () => entry(told) }));
  items.push({ kind: "string", webkitGetAsEntry: () => null });
  const event = new Event("drop", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { items } });
  zone.dispatchEvent(event);
  return event.defaultPrevented;
}"""


def dropping(page: Page, tree: Sequence[Any]) -> Callable[[], None]:
    def drop() -> None:
        assert check(page).locator(".drop").evaluate(DROP, tree)

    return drop


def test_a_folder_stands_for_its_files(result: Page) -> None:
    inner = {"folder": "labels", "holds": [["d.pdf", 3]]}
    tree = [["a.jpg", 1], {"folder": "proof", "holds": [["b.jpg", 2], inner, ["c.png", 4]]}]
    heard_after(result, dropping(result, tree))
    shows_what_is_judged(result, ("a.jpg", 1), ("b.jpg", 2), ("d.pdf", 3), ("c.png", 4))


def test_an_empty_folder_is_told_as_empty(result: Page) -> None:
    heard_after(result, dropping(result, [{"folder": "proof", "holds": []}]))
    shows_what_is_judged(result, ("proof", 0))


def test_files_are_dropped_as_a_browser_drops_them(result: Page) -> None:
    """With the browser's own event, whose items come without entries here."""
    carried = result.evaluate_handle(
        """() => { const carried = new DataTransfer();
        carried.items.add(new File(["xxx"], "dropped.gif")); return carried; }"""
    )
    zone = check(result).locator(".drop")
    zone.dispatch_event("dragover", {"dataTransfer": carried})
    expect(zone).to_contain_class("over")
    heard_after(result, lambda: zone.dispatch_event("drop", {"dataTransfer": carried}))
    shows_what_is_judged(result, ("dropped.gif", 3))


# Nothing leaves, and nothing is opened

SPY = """() => {
  window.opened = [];
  for (const [kind, calls] of [[Blob, ["text", "arrayBuffer", "bytes", "stream", "slice"]],
      [FileReader, ["readAsText", "readAsArrayBuffer", "readAsDataURL", "readAsBinaryString"]]])
    for (const call of calls) kind.prototype[call] = () => { window.opened.push(call); };
  window.opened = [];
}"""


def test_no_file_is_opened_and_nothing_leaves(result: Page) -> None:
    said = "Only names and sizes are read, here in your browser. No file is opened, and nothing leaves this device."
    expect(check(result)).to_contain_text(said)
    expect(button(result)).to_have_accessible_description(said)
    result.evaluate(SPY)
    asked: list[Request] = []
    result.on("request", lambda request: asked.append(request))
    address = result.url
    choose(result, ("secret-name.jpg", 100))
    assert result.evaluate("opened") == []
    assert asked == []
    assert result.url == address
    kept = result.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}]) + document.cookie")
    assert "secret-name" not in kept


def test_the_files_are_changed_like_any_other_answer(result: Page) -> None:
    choose(result, ("a.jpg", 1), ("b.pdf", 1))
    change(result, "files", "a.jpg; b.pdf")
    form = result.locator("form.change")
    form.get_by_label(QUESTIONS["files"].prompt, exact=True).set_input_files([payload("c.zip", 3)])
    expect(form.locator(".file-name")).to_have_text(["a.jpg", "b.pdf", "c.zip"])
    form.get_by_role("button", name="Remove b.pdf", exact=True).click()
    heard_after(result, lambda: send(result))
    shows_what_is_judged(result, ("a.jpg", 1), ("c.zip", 3))


def test_no_files_are_asked_for_while_the_case_is_open(desk: Page) -> None:
    mount(desk, {"problem": ["wrong_spec"]}, TODAY)
    expect(check(desk)).to_have_count(0)
