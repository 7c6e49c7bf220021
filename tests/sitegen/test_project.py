"""What holds of the project's files as a whole."""

import doctest
import re
import tomllib

import pytest
import yaml

from sitegen import words
from sitegen.settings import ROOT

# Written so that it does not find itself.
REGISTRIES = re.compile(
    r"pypi[.]org|python[h]osted|npm[j]s|yarn[p]kg|deb[.]debian|--index-[u]rl|--extra-[i]ndex|--find-[l]inks|_[r]esolved"
)
PLUGINS = {"search", "tags", "redirects"}
# What the theme's successor, which reads mkdocs.yml, supports as well.
EXTENSIONS = {
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "smarty", "tables", "toc",
    "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed",
}  # fmt: skip


class Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, where names come from the environment."""


Loader.add_constructor("!ENV", lambda loader, node: f"!{node.value}")


def test_no_file_names_a_package_index() -> None:
    found = {name for name, text in words.project_texts().items() if REGISTRIES.search(text)}
    assert found == set()
    assert all(map(REGISTRIES.search, ("-".join(("--index", "url")), ".".join(("pypi", "org")))))


def test_the_engine_is_used_as_its_successor_would_be() -> None:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(), Loader)
    names = [next(iter(item)) if isinstance(item, dict) else item for item in settings["markdown_extensions"]]
    assert set(settings["plugins"]) <= PLUGINS
    assert set(names) <= EXTENSIONS
    assert "hooks" not in settings
    assert "repo_url" not in settings
    assert settings["theme"]["font"] is False


def test_the_only_override_is_of_the_base_template() -> None:
    assert [path.name for path in (ROOT / "docs/.overrides").rglob("*") if path.is_file()] == ["main.html"]


def test_every_target_of_the_makefile_is_explained() -> None:
    text = (ROOT / "Makefile").read_text()
    named = set(re.search(r"^\.PHONY: (.+)$", text, flags=re.MULTILINE)[1].split())  # type: ignore[index]
    assert named == set(re.findall(r"^([a-z-]+):.*## ", text, flags=re.MULTILINE))
    assert {"serve", "site", "test", "lint", "bench", "check-words", "clean", "help"} <= named


def test_the_readme_names_the_two_commands_and_its_picture_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert "make serve" in text
    assert "make test" in text
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert (ROOT / picture).is_file(), picture
    for place in re.findall(r"\]\(((?!http)[^)#]+)\)", text):
        assert (ROOT / place).exists(), place


def test_the_ci_runs_what_the_readme_promises() -> None:
    commands = [line for line in (ROOT / ".ci/run").read_text().splitlines() if line and not line.startswith("#")]
    assert commands[-1] == "exec make test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_the_licences_are_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["license"] == "MIT AND CC-BY-4.0"
    for name in ("LICENSE", "LICENSES/MIT.txt", "LICENSES/CC-BY-4.0.txt"):
        assert (ROOT / name).is_file()


def test_the_way_to_report_in_private_is_as_the_settings_say() -> None:
    report_to = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["site"]["report_to"]
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert ("**In this copy none is set**" in text) == (not report_to)


def examples() -> list[str]:
    page = (ROOT / "docs/use-from-python.md").read_text("utf-8")
    return re.findall(r"^```python\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)


def test_the_page_for_python_has_three_examples() -> None:
    assert len(examples()) == 3


@pytest.mark.parametrize("example", examples(), ids=["outside", "pending", "errors"])
def test_an_example_for_python_runs(example: str) -> None:
    test = doctest.DocTestParser().get_doctest(example, {}, "use-from-python", None, None)
    said: list[str] = []
    results = doctest.DocTestRunner().run(test, out=said.append)
    assert results.attempted > 0
    assert not results.failed, "".join(said)
