"""How a statement is cited, and how somebody tells us that it is wrong."""

from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from checker.statements import Guide, Statement
from sitegen.facts import day, shown_date


def address(statement: Statement, site_url: str) -> str:
    """The statement's own address on this site."""
    return f"{site_url}guides/{statement.guide}/#says-{statement.id}"


def cite(guide: Guide, statement: Statement, site_url: str) -> str:
    """A statement as others cite it: what, whose, where, checked when, and where to find it here."""
    whose = ", ".join(filter(None, (guide.title, guide.publisher, shown_date(guide), statement.where)))
    stands = f"withdrawn on {day(statement.withdrawn)}" if statement.withdrawn else f"checked on {day(guide.checked)}"
    source = f" {guide.url}" if guide.url else ""
    return f"{statement.says} ({whose}.{source}) As put by {address(statement, site_url)}, {stands}."


def report(report_to: str, statement: Statement, cited: str) -> str:
    """The address that opens a report on the statement, with its ref and citation filled in; empty where none is set.

    `report_to` is an e-mail address or the page of a tracker that takes `title` and `body` in its query.
    """
    if not report_to:
        return ""
    title, body = f"Wrong: {statement.ref}", f"{cited}\n\nWhat is wrong, and what your source says:\n"
    if "://" not in report_to:
        return (
            f"mailto:{report_to.removeprefix('mailto:')}?{urlencode({'subject': title, 'body': body}, quote_via=quote)}"
        )
    scheme, host, path, query, _ = urlsplit(report_to)
    filled = "&".join(filter(None, (query, urlencode({"title": title, "body": body}))))
    return urlunsplit((scheme, host, path, filled, ""))
