"""Answers a request a line, after a line that tells which Python this is and what its clock says; see elsewhere.py."""

import json
import locale
import sys
import time

import checker

try:
    told = locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    told = "C"
here = {"python": "{}.{}".format(*sys.version_info), "locale": told}
print(json.dumps(here | {"day": time.strftime("%Y-%m-%d"), "offset": time.localtime().tm_gmtoff}))
for line in sys.stdin:
    print(checker.respond(line.rstrip("\n")))
