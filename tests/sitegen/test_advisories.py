"""The two auditors, each with a service that answers, that finds something, that is not there, and that fails."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import advisories, locked
from sitegen.advisories import AuditError, Heard, python
from sitegen.settings import ROOT

Run = Callable[[list[str], Path], subprocess.CompletedProcess[str]]

FINE = {"dependencies": [{"name": "jinja2", "version": "3.1.6", "vulns": []}], "fixes": []}
FOUND = {
    "dependencies": [
        {"name": "jinja2", "version": "3.1.2", "vulns": [{"id": "PYSEC-2"}, {"id": "PYSEC-1"}]},
        {"name": "micropip", "skip_reason": "Dependency not found on PyPI and could not be audited"},
    ]
}
UNKNOWN = {"dependencies": [{"name": "jinja2", "skip_reason": "Dependency not found on PyPI and could not be audited"}]}
NPM_FINE = {"auditReportVersion": 2, "vulnerabilities": {}}
NPM_FOUND = {"vulnerabilities": {"lit": {"name": "lit", "severity": "high"}}}
NPM_REFUSED = {"message": "405 Method Not Allowed", "error": {"summary": "", "detail": ""}}


def saying(told: object, errors: str = "", code: int = 0) -> Run:
    """A run that prints this as JSON, and these errors."""
    said = json.dumps(told) if told else ""
    return lambda command, folder: subprocess.CompletedProcess(command, code, said, errors)


def test_a_service_that_knows_no_fault() -> None:
    assert advisories.python(run=saying(FINE)).faults == ()
    assert str(advisories.npm("package-lock.json", run=saying(NPM_FINE))) == "package-lock.json: no known fault"


def test_what_is_found_is_named() -> None:
    heard = advisories.python(run=saying(FOUND, code=1))
    assert heard.faults == ("jinja2 3.1.2 (PYSEC-1, PYSEC-2)",)
    assert str(heard).endswith("jinja2 3.1.2 (PYSEC-1, PYSEC-2); nothing is known of micropip")
    assert advisories.npm("package-lock.json", run=saying(NPM_FOUND, code=1)).faults == ("lit (high)",)


@pytest.mark.parametrize("run", [saying(UNKNOWN), saying(None, "ERROR: Could not connect to PyPI's feed", 1)])
def test_pip_audit_reaches_nothing(run: Run) -> None:
    heard = advisories.python(run=run)
    assert not heard.reached
    assert str(heard).endswith("not asked, the data on known faults cannot be reached from here")


def test_npm_audit_reaches_nothing() -> None:
    run = saying(NPM_REFUSED, "npm error audit endpoint returned an error", 1)
    assert advisories.npm("package-lock.json", run=run) == Heard("package-lock.json", reached=False)


def test_another_failure_is_an_error() -> None:
    with pytest.raises(AuditError, match="invalid requirements input"):
        advisories.python(run=saying(None, "ERROR: invalid requirements input", 1))
    with pytest.raises(AuditError, match="EJSONPARSE"):
        advisories.npm("package-lock.json", run=saying({"error": {"code": "EJSONPARSE"}}, code=1))


def test_a_failure_ends_with_what_the_auditor_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(advisories, "run", saying(None, "ERROR: invalid requirements input", 1))
    monkeypatch.setattr(advisories, "python", lambda: python(run=advisories.run))
    assert advisories.main() == 1
    assert "pip-audit failed for requirements/" in capsys.readouterr().err


def test_every_lock_file_is_asked_about() -> None:
    asked = []

    def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        asked.extend(folder / word for word in command if word.endswith(".txt"))
        return subprocess.CompletedProcess(command, 0, json.dumps(FINE), "")

    advisories.python(run=run)
    assert asked == sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize(
    ("python", "npm", "code"),
    [
        (Heard("a", True), Heard("b", True), 0),
        (Heard("a", False), Heard("b", False), 0),
        (Heard("a", True, ("jinja2",)), Heard("b", False), 1),
        (Heard("a", False), Heard("b", True, ("lit",)), 1),
    ],
)
def test_only_a_fault_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], python: Heard, npm: Heard, code: int
) -> None:
    monkeypatch.setattr(advisories, "python", lambda: python)
    monkeypatch.setattr(advisories, "npm", lambda name: npm)
    assert advisories.main() == code
    assert capsys.readouterr().out.splitlines() == [f"audit: {python}", *[f"audit: {npm}"] * len(locked.npm_files())]
