from pathlib import Path

import pytest

from sitegen import browser


@pytest.fixture(autouse=True)
def empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "playwrights_own", lambda: None)


def install(folder: Path, name: str) -> Path:
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


def test_one_on_the_path_is_taken(tmp_path: Path) -> None:
    assert browser.on_this_machine() is None
    chrome = install(tmp_path, "google-chrome")
    assert browser.on_this_machine() == chrome
    assert browser.on_this_machine() == chrome
    assert install(tmp_path, "chromium") == browser.on_this_machine()


def test_the_one_that_is_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "chromium")
    mine = install(tmp_path, "my-chromium")
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert browser.on_this_machine() == mine


def test_playwrights_own_is_fetched_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[str, ...]] = []

    def install_it(*command: str) -> bool:
        tried.append(command)
        monkeypatch.setattr(browser, "playwrights_own", lambda: Path("/own/chromium"))
        return True

    monkeypatch.setattr(browser, "_try", install_it)
    assert browser.get() == Path("/own/chromium")
    assert [command[1:] for command in tried] == [("-m", "playwright", "install", "chromium")]


def test_the_systems_package_is_the_last_resort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "apt-get")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)

    def only_apt(*command: str) -> bool:
        if command[:2] == ("apt-get", "install"):
            install(tmp_path, "chromium")
        return command[0] == "apt-get"

    monkeypatch.setattr(browser, "_try", only_apt)
    assert browser.get() == tmp_path / "chromium"


def test_nothing_works_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_try", lambda *command: False)
    assert browser.get() is None
    assert "\n" not in browser.NO_BROWSER
