"""How long a decision takes: verdict, gates and deadlines; all parts; the next screen.

Beside ours stands the work that any answer costs: reading the same request and writing the same response as JSON.
"""

import datetime
import json
from collections.abc import Iterator

from benchmarks.figures import Figure, in_turn
from checker import contract
from checker.assessment import assess, assess_facts
from checker.interview import next_screen

TODAY = datetime.date(2026, 5, 20)
STARTED: dict[str, object] = {"problem": "wrong_spec", "ordered_on_platform": "yes", "paid_through": "alibaba"}
COMPLETE: dict[str, object] = STARTED | {
    "protection_mark": "yes",
    "dispute_stage": "none",
    "delivered_on": "2026-05-01",
    "expected_delivery_on": "2026-05-03",
    "receipt_confirmed_on": "not_yet",
    "term_in_order": "exact",
    "goods_used": "no",
    "circumstances": [],
    "paid_on_platform": "38500.00",
}


def measure(*, quick: bool) -> Iterator[Figure]:
    request = json.dumps({"schema": 1, "today": TODAY.isoformat(), "answers": COMPLETE})
    response = contract.respond(request)
    facts = assess(COMPLETE, TODAY).facts
    started = assess(STARTED, TODAY)
    runs = {
        ("verdict, gates and deadlines", "ours"): lambda: assess_facts(facts, TODAY),
        ("all parts, JSON to JSON", "ours"): lambda: contract.respond(request),
        ("all parts, JSON to JSON", "reading + writing"): lambda: json.dumps(
            [json.loads(request), json.loads(response)]
        ),
        ("the next screen", "ours"): lambda: next_screen(started),
    }
    yield from in_turn(runs, times=50 if quick else 500)
