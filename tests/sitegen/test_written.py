import pytest

from sitegen import written
from sitegen.written import WrittenError, address_of, leads_to

PAGE = '---\ntitle: "A: title"\ndescription: What it says.\n---\n# A heading {: #here }\n\nWords.\n'


def test_a_page_is_taken_apart() -> None:
    page = written.read("a/b.md", PAGE)
    assert (page.title, page.description, page.heading) == ("A: title", "What it says.", "A heading")
    assert (page.address, page.body.split("\n")[0]) == ("a/b/", "# A heading {: #here }")


@pytest.mark.parametrize("lacking", ["title:", "description:", "# A heading"])
def test_a_page_that_lacks_something_is_refused_by_name(lacking: str) -> None:
    with pytest.raises(WrittenError, match=r"a/b\.md: the page needs a (title|description|heading)"):
        written.read("a/b.md", PAGE.replace(lacking, "else:" if lacking.endswith(":") else "Nothing"))


@pytest.mark.parametrize(
    ("file", "address"),
    [("index.md", ""), ("tips.md", "tips/"), ("guides/index.md", "guides/"), ("guides/archive.md", "guides/archive/")],
)
def test_addresses(file: str, address: str) -> None:
    assert address_of(file) == address


@pytest.mark.parametrize(
    ("target", "file", "whole"),
    [
        ("tips.md", "index.md", "tips/"),
        ("../tips.md#a", "guides/archive.md", "tips/#a"),
        ("index.md", "guides/archive.md", "guides/"),
        ("#a", "guides/archive.md", "guides/archive/#a"),
        ("../checker/#problem=shortage", "tips.md", "checker/#problem=shortage"),
        ("../../wheel/x.whl", "guides/archive.md", "wheel/x.whl"),
    ],
)
def test_a_link_leads_to_a_whole_address(target: str, file: str, whole: str) -> None:
    assert leads_to(target, file, "https://example.org/base/") == f"https://example.org/base/{whole}"
    assert leads_to("mailto:a@example.org", file, "https://example.org/") == "mailto:a@example.org"
