"""A minute of fuzzing ``respond``; ``make fuzz`` goes on for an hour."""

import re
import subprocess
import sys
from collections.abc import Callable

from tests.fuzz.respond import ROOT

SECONDS = 60
TRIED = re.compile(r"stat::number_of_executed_units: (\d+)")
#: Of libFuzzer's: the edges of the checker's own bytecode that were reached.
REACHED = re.compile(r"cov: (\d+)")


def test_nothing_breaks_respond_within_a_minute(record_property: Callable[[str, object], None]) -> None:
    command = [sys.executable, "-m", "tests.fuzz.respond", str(SECONDS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS * 5, check=False)
    assert done.returncode == 0, done.stderr.partition("FOUND")[2] or done.stderr[-3000:]
    tried, reached = TRIED.search(done.stderr), REACHED.findall(done.stderr)
    assert tried and reached
    record_property("seconds of fuzzing", SECONDS)
    record_property("inputs tried by the fuzzer", int(tried[1]))
    record_property("places in the code reached by the fuzzer", int(reached[-1]))
    assert int(tried[1]) > 500
