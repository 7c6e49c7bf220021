"""Asks for known faults of everything that the lock files pin: pip-audit for PyPI, npm audit for npm.

    python -m sitegen.advisories

Both ask a service. Where it cannot be reached, one line says so and nothing is an error; a fault that is found is one.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sitegen import BuildError, locked, node
from sitegen.settings import ROOT

type Run = Callable[[list[str], Path], subprocess.CompletedProcess[str]]

# What the two say when the service does not answer as itself. A mirror of PyPI that has packages alone knows none.
NOT_REACHED = {
    "pip-audit": ("Could not connect to", "not redirecting properly"),
    "npm audit": ("audit endpoint returned an error",),
}


@dataclass(frozen=True)
class Heard:
    """What an auditor said of lock files: the packages with faults, and those that it knows nothing of."""

    files: str
    reached: bool
    faults: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As one line."""
        if not self.reached:
            return f"{self.files}: not asked, the data on known faults cannot be reached from here"
        unknown = f"; nothing is known of {', '.join(self.unknown)}" if self.unknown else ""
        return f"{self.files}: {', '.join(self.faults) or 'no known fault'}{unknown}"


class AuditError(BuildError):
    """An auditor failed for another reason than the network; the text is its own."""


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def python(folder: Path = ROOT / locked.REQUIREMENTS, run: Run = run) -> Heard:
    """What pip-audit says of the requirement files in a folder. It only reads them: nothing is installed."""
    files = sorted(file.name for file in folder.glob("*.txt"))
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--format", "json", "--disable-pip"]
    done = run([*command, "--require-hashes", *(word for file in files for word in ("--requirement", file))], folder)
    name = f"{folder.name}/{', '.join(files)}"
    if not done.stdout.strip():
        return _silent("pip-audit", name, done)
    told = json.loads(done.stdout)["dependencies"]
    faults = tuple(f"{one['name']} {one['version']} ({_ids(one['vulns'])})" for one in told if one.get("vulns"))
    unknown = tuple(one["name"] for one in told if "skip_reason" in one)
    return Heard(name, len(unknown) < len(told), faults, unknown)


def _ids(faults: list[dict[str, str]]) -> str:
    return ", ".join(sorted(fault["id"] for fault in faults))


def npm(name: str, root: Path = ROOT, run: Run = run) -> Heard:
    """What npm audit says of a lock file."""
    tool = Path(node.find()).with_name("npm")
    done = run([str(tool), "audit", "--json", "--package-lock-only"], (root / name).parent)
    told = json.loads(done.stdout or "{}")
    if "vulnerabilities" not in told:
        return _silent("npm audit", name, done)
    faults = (f"{package} ({fault['severity']})" for package, fault in sorted(told["vulnerabilities"].items()))
    return Heard(name, True, tuple(faults))


def _silent(tool: str, name: str, done: subprocess.CompletedProcess[str]) -> Heard:
    """An auditor that tells no result has reached nothing, or has failed."""
    said = f"{done.stdout}{done.stderr}".strip()
    if any(mark in said for mark in NOT_REACHED[tool]):
        return Heard(name, reached=False)
    raise AuditError(f"{tool} failed for {name}:\n{said}")


def main() -> int:
    """Ask about every lock file, a line each; 1 where a fault is known, or an auditor fails."""
    try:
        heard = [python(), *(npm(name) for name in locked.npm_files())]
    except AuditError as error:
        print(f"audit: {error}", file=sys.stderr)
        return 1
    for one in heard:
        print(f"audit: {one}")
    return 1 if any(one.faults for one in heard) else 0


if __name__ == "__main__":
    sys.exit(main())
