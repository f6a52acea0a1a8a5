#!/usr/bin/env python3
"""Recomputes what a cohort report publishes from what is true of the invented responses, independently.

    python3 tests/cohort_truth.py target/debug/sar-decode [CASES, 400]

Makes responses with benches/batch/generate.py, hostile files among them, runs `batch`, and reckons
responses, people, prevalence of headings, late answers, scores and contradictions again from the truth.
"""

import calendar
import collections
import datetime
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
CELL = 5
# England, gov.uk/bank-holidays, as far as due days of the made requests can fall.
HOLIDAYS = {datetime.date.fromisoformat(day) for day in """2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25
2025-12-25 2025-12-26 2026-01-01""".split()}


def due(requested):
    """The same day of the next month, or its last; the next working day where it is none."""
    month = requested.month % 12 + 1
    year = requested.year + (requested.month == 12)
    day = datetime.date(year, month, min(requested.day, calendar.monthrange(year, month)[1]))
    while day.weekday() > 4 or day in HOLIDAYS:
        day += datetime.timedelta(days=1)
    return day


def wilson(count, of):
    z = 1.959963984540054
    share = count / of
    middle, spread = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)


def check(what, figure, count, of):
    assert figure["of"] == of, (what, figure, of)
    if 0 < count < CELL or 0 < of - count < CELL:
        assert figure["count"] is None and figure["share"] is None, (what, "is not withheld", figure, count)
        return
    assert figure["count"] == count, (what, figure, count)
    low, high = wilson(count, of)
    assert abs(figure["share"] - count / of) < 1e-4, (what, figure)
    assert abs(figure["low"] - (0 if count == 0 else low)) < 1e-4, (what, figure, low)
    assert abs(figure["high"] - (1 if count == of else high)) < 1e-4, (what, figure, high)


def main():
    program, cases = Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 400
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        made = [sys.executable, HERE / "benches/batch/generate.py", str(cases), work / "all", "--truth", "--hostile", "24"]
        subprocess.run(made, check=True)
        run = subprocess.run([program, "batch", work / "all", "--out", work / "out", "--reports", "json", "--quiet"])
        assert run.returncode == 3, run
        truth = json.loads((work / "all.truth.json").read_text())
        cohort = json.loads((work / "out/cohort.json").read_text())
        failures = (work / "out/failures.csv").read_text()
    assert cohort["responses"]["all"] == cases + 24, cohort["responses"]
    for name in ["broken.xlsx", "cut.pdf", "legacy.doc"]:
        assert name in failures, name
    checked = 0
    for party in sorted({case["party"] for case in truth.values()}):
        own = [case for case in truth.values() if case["party"] == party]
        of = len(own)
        line = next(line for line in cohort["parties"] if line["party"] == party)
        assert (line["responses"], line["people"]) == (of, len({case["subject"] for case in own})), line
        holds = next(line for line in cohort["what_kinds_of_data_does_each_party_hold"] if line["party"] == party)
        counts = collections.Counter(heading for case in own for heading in case["held"])
        headings = {line["heading"]: line for line in holds["headings"]}
        for heading, count in counts.items():
            if count >= CELL:
                check((party, heading), headings[heading]["held"], count, of)
                checked += 1
            else:
                assert heading not in headings, (party, heading)
        late = sum(datetime.date.fromisoformat(case["received"]) > due(datetime.date.fromisoformat(case["requested"])) for case in own)
        times = next(line for line in cohort["response_times"] if line["party"] == party)
        check((party, "late"), times["late"], late, of)
        for scores in cohort["scores"]:
            if scores["party"] == party and scores["heading"].endswith(("Score", "0-10")):
                values = [float(case["held"][scores["heading"]]) for case in own]
                assert abs(scores["mean"]["mean"] - sum(values) / of) < 1e-3, (party, scores["heading"])
                checked += 1
    codes = collections.defaultdict(dict)
    for case in truth.values():
        if "Mosaic Type" in case["held"]:
            codes[case["subject"]][case["party"]] = case["held"]["Mosaic Type"]
    several = [held for held in codes.values() if len(held) > 1]
    differing = sum(len(set(held.values())) > 1 for held in several)
    line = next(line for line in cohort["contradictions"] if "mosaic" in line["field"])
    check("contradictions", line["differing"], differing, len(several))
    print(f"the cohort report says what is true: {checked} figures of headings and scores, and those of time and people")


if __name__ == "__main__":
    main()
