TODAY = __import__("datetime").date(2026, 4, 10)
