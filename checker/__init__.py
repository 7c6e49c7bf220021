"""Does an Alibaba.com order qualify for a Trade Assurance refund, and by when must the buyer act?

``assess(answers, today)`` gives an :class:`Assessment`; ``respond(text)`` answers one request of the JSON contract.
Standard library only; no clock, no network, no randomness.
"""

from checker.answers import BadAnswers, Fault
from checker.assessment import Assessment, assess
from checker.contract import notice, respond, response
from checker.version import __version__

#: The notice that every page, result, export and frame carries.
NOTICE = notice()

__all__ = ["NOTICE", "Assessment", "BadAnswers", "Fault", "__version__", "assess", "respond", "response"]
