"""Fuzz ``respond`` with atheris: ``make fuzz`` (an hour; SECONDS=60 for a minute).

The property is that of tests/checker/test_any_input.py. The fuzzer begins with the policy's own cases and knows the ids
of all questions and options; what it finds on the way is kept in build/fuzz/corpus, so that the next run goes on from
there. An input that breaks the property is kept in build/fuzz/findings. To run it again, without the fuzzer:

    python -m tests.fuzz.respond build/fuzz/findings/…
"""

import hashlib
import json
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "build/fuzz"
CORPUS, FINDINGS, WORDS = ROOM / "corpus", ROOM / "findings", ROOM / "words.dict"
#: In seconds: what takes longer is a finding.
HANGS = 20
#: In bytes. Longer requests are Hypothesis's part.
LONGEST = 8192
#: A whole assessment takes a hundred times as long as a refusal: most inputs ask for what is quick.
QUICK = ["gates"]


def seeds() -> Iterator[bytes]:
    """Every story of the policy as a request for little, and one of each outcome as a request for everything."""
    from tests.checker.policy_cases import BY_OUTCOME, CASES
    from tests.checker.talk import request

    for case in CASES:
        yield request(case.answers, case.today, parts=QUICK).encode()
    for case in BY_OUTCOME.values():
        yield request(case.answers, case.today).encode()


def words() -> Iterator[str]:
    """What a request is made of: keys, ids, options, words and edges."""
    from checker.contract import PARTS
    from checker.questions import QUESTIONS
    from tests.checker.test_any_input import EDGES, ODD

    keys = ("schema", "today", "answers", "parts", "name", "bytes", *PARTS, *QUESTIONS)
    yield from (f'"{key}": ' for key in keys)
    yield from dict.fromkeys(f'"{word}"' for question in QUESTIONS.values() for word in question.answers)
    yield from (f'"{day}"' for day in EDGES)
    yield from (odd for odd in ODD if 0 < len(odd) < 100)


def prepare() -> None:
    """Write the seeds and the dictionary."""
    for folder in (CORPUS, FINDINGS):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds():
        (CORPUS / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    WORDS.write_text("".join(f'"{_escaped(word)}"\n' for word in words()), "ascii")


def _escaped(word: str) -> str:
    """A word as libFuzzer's dictionary has it."""
    plain = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in word.encode())
    return "".join(plain)


def kept(check: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """The property with a limit of time. What breaks it is kept, and told how to be run again."""

    def hangs(*_: object) -> None:
        raise TimeoutError(f"no answer within {HANGS} seconds")

    signal.signal(signal.SIGALRM, hangs)

    def tried(raw: bytes) -> None:
        signal.alarm(HANGS)
        try:
            check(raw)
        except BaseException:
            finding = FINDINGS / hashlib.sha256(raw).hexdigest()[:16]
            finding.write_bytes(raw)
            again = f"python -m tests.fuzz.respond {finding.relative_to(ROOT)}"
            print(f"\nFOUND {raw!r}\nTo run it again: {again}", file=sys.stderr, flush=True)
            raise
        finally:
            signal.alarm(0)

    return tried


def fuzz(seconds: int) -> None:
    """Fuzz for so long. Ends the process: with 0, or with another number at the first finding."""
    import atheris

    with atheris.instrument_imports(include=["checker"]):
        import checker  # noqa: F401 - what is instrumented is loaded here
    from tests.checker.test_any_input import check

    prepare()
    options = {
        "max_total_time": seconds,
        "max_len": LONGEST,
        "dict": WORDS,
        "artifact_prefix": f"{ROOM}/",
        "rss_limit_mb": 3000,
        "print_final_stats": 1,
        # Its own alarm would end the process without a word.
        "handle_alrm": 0,
    }
    atheris.Setup([sys.argv[0], *(f"-{name}={value}" for name, value in options.items()), str(CORPUS)], kept(check))
    atheris.Fuzz()


def again(files: list[str]) -> None:
    """Put findings to the property again."""
    from tests.checker.test_any_input import check

    for file in files:
        print(file, json.dumps(Path(file).read_bytes().decode("utf-8", "replace")))
        check(Path(file).read_bytes())
        print("holds")


if __name__ == "__main__":
    if len(sys.argv) == 2 and sys.argv[1].isdecimal():
        fuzz(int(sys.argv[1]))
    elif len(sys.argv) > 1:
        again(sys.argv[1:])
    else:
        sys.exit("Say for how many seconds to fuzz, or which findings to run again.")
