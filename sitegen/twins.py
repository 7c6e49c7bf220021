"""A Markdown twin of each page, and `llms.txt`, which lists them: for machines that read, and for people who quote."""

import html
import re
from collections.abc import Iterable

from sitegen.settings import Settings
from sitegen.written import Written, leads_to

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_ATTRIBUTES = re.compile(r"[ ]?\{:? ?[#.][^}\n]*\}")
_LINK = re.compile(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)")
_ANCHOR = re.compile(r"<a\b[^>]*href=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)
_ITEM = re.compile(r"<ol\b(?:[^>]*?\bstart=\"(\d+)\")?[^>]*>|<li\b[^>]*>\s*|</ol>")
_SUMMARY = re.compile(r"<summary>(.*?)</summary>", re.DOTALL)
# What a reader works with, and a machine does not.
_CONTROLS = re.compile(r"<(script|select|button|label|figure|form|pre)\b.*?</\1>", re.DOTALL)
_BREAK = re.compile(r"<br ?/?>")
_TAG = re.compile(
    r"</?(?:div|p|span|section|ul|li|details|nav|form|code|small|table|thead|tbody|tr|th|td|refund-questionnaire|refund-checker)\b[^>]*>"
)

# The folders of pages as parts of the list, in its order.
PARTS = {"": "Pages", "problems": "By problem", "outcomes": "Every outcome", "guides": "The guides"}


def twin(page: Written, site_url: str, notice: str) -> str:
    """The page as plain Markdown with whole addresses; the page's own address and the notice stand at its end."""
    fences: list[str] = []

    def put_by(fence: re.Match[str]) -> str:
        fences.append(fence[0])
        return f"\0{len(fences) - 1}\0"

    text = _plain(_FENCE.sub(put_by, page.body), page.file, site_url)
    text = re.sub(r"\0(\d+)\0", lambda mark: fences[int(mark[1])], text)
    return f"{text.strip()}\n\n---\n\n{site_url}{page.address}\n\n{notice} Words under CC BY 4.0.\n"


def _plain(text: str, file: str, site_url: str) -> str:
    def whole(target: str) -> str:
        return leads_to(html.unescape(target), file, site_url)

    text = _CONTROLS.sub("", text)
    text = _ATTRIBUTES.sub("", text)
    text = _LINK.sub(lambda link: f"]({whole(link[1])})", text)
    text = _ANCHOR.sub(lambda link: f"[{' '.join(link[2].split())}]({whole(link[1])})", text)
    text = _SUMMARY.sub(lambda summary: f"**{summary[1]}**", text)
    text = _numbered(text)
    text = html.unescape(_TAG.sub("", _BREAK.sub(" ", text)))
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text)


def _numbered(text: str) -> str:
    """The items of lists that are written in HTML, each with its number; one without a number is a point."""
    number: int | None = None

    def mark(found: re.Match[str]) -> str:
        nonlocal number
        if not found[0].startswith("<li"):
            number = int(found[1] or 1) if found[0].startswith("<ol") else None
            return ""
        if number is None:
            return "- "
        number += 1
        return f"{number - 1}. "

    return _ITEM.sub(mark, text)


def listing(pages: Iterable[Written], settings: Settings, description: str, data: Iterable[tuple[str, str]]) -> str:
    """The file `llms.txt`: what the site is, every page's twin with what it says, and the data (path, meaning)."""
    url = settings.site_url
    by_part: dict[str, list[str]] = {}
    for page in pages:
        part = page.file.rpartition("/")[0]
        by_part.setdefault(part, []).append(f"- [{page.title}]({url}{page.address}index.md): {page.description}")
    parts = [f"# {settings.name}", f"> {description}"]
    for part in sorted(by_part, key=lambda part: (part not in PARTS, list(PARTS).index(part) if part in PARTS else 0)):
        parts.append(f"## {PARTS.get(part, part)}\n\n" + "\n".join(by_part[part]))
    parts.append("## Data\n\n" + "\n".join(f"- [{path}]({url}{path}): {meaning}" for path, meaning in data))
    return "\n\n".join(parts) + "\n"
