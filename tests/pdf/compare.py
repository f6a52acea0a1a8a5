#!/usr/bin/env python3
"""Compares tables and text read by sar-decode with pdfplumber and pdftotext, in one run.

usage: compare.py FOLDER [--bin PATH] [--worst N] [--only WORD]

FOLDER is what make_corpus.py made. Tables: F1 over cell texts, and over pairs of neighbouring cells
(right and below), against the truth. pdfplumber runs with its default settings and with columns and
rows by text, and the better of the two is taken for each file. `found` is the share of neighbouring cells
in what was found that are so in the truth (precision). Text: similarity of characters to pdftotext, white
space left out, as sorted runs of four characters; pdftotext runs as it is, with -layout and with -raw, and
the nearest of the three is taken: it reads cells of several lines across, and we read them down.
"""

import argparse
import json
import subprocess
import time
from collections import Counter, defaultdict
from pathlib import Path


def tidy(text):
    return " ".join((text or "").split())


def squeeze(text):
    return "".join((text or "").split())


def cells(tables):
    return Counter(squeeze(c) for t in tables for row in t for c in row if squeeze(c))


def pairs(tables):
    found = Counter()
    for table in tables:
        for r, row in enumerate(table):
            for c, cell in enumerate(row):
                if not squeeze(cell):
                    continue
                for d in range(c + 1, len(row)):
                    if squeeze(row[d]):
                        found[("right", squeeze(cell), squeeze(row[d]))] += 1
                        break
                for s in range(r + 1, len(table)):
                    if c < len(table[s]) and squeeze(table[s][c]):
                        found[("below", squeeze(cell), squeeze(table[s][c]))] += 1
                        break
    return found


def f1(truth, found):
    both = sum((truth & found).values())
    if not truth and not found:
        return 1.0
    return 2 * both / (sum(truth.values()) + sum(found.values()))


def share(truth, found):
    return sum((truth & found).values()) / (sum(found.values()) or 1)


def ours(path, program):
    start = time.perf_counter()
    run = subprocess.run([program, "dump", str(path)], capture_output=True, text=True)
    spent = time.perf_counter() - start
    tables, text = defaultdict(dict), []
    for line in run.stdout.splitlines():
        one = json.loads(line)
        if "table" in one:
            tables[one["table"]][(one["row"], one["col"])] = one["v"]
            text.append(one["v"])
        elif "text" in one and not one.get("hidden"):
            text.append(one["text"])
    grids = []
    for _, table in sorted(tables.items()):
        rows = max(r for r, _ in table)
        cols = max(c for _, c in table)
        grids.append([[table.get((r, c), "") for c in range(1, cols + 1)] for r in range(1, rows + 1)])
    return grids, "".join(text), spent


def theirs(path):
    import pdfplumber

    start = time.perf_counter()
    with pdfplumber.open(path) as pdf:
        lines = [t for page in pdf.pages for t in page.extract_tables()]
        spent = time.perf_counter() - start
        by_text = {"vertical_strategy": "text", "horizontal_strategy": "text"}
        text = [t for page in pdf.pages for t in page.extract_tables(by_text)]
    return lines, text, spent


def similar(a, b):
    runs = lambda s: Counter(s[i : i + 4] for i in range(len(s) - 3))
    return f1(runs(squeeze(a)), runs(squeeze(b)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bin", default="target/debug/sar-decode")
    parser.add_argument("--worst", type=int, default=8)
    parser.add_argument("--only", default="")
    parser.add_argument("--no-plumber", action="store_true")
    args = parser.parse_args()
    rows = []
    for truth_file in sorted(args.folder.glob("*.json")):
        if args.only not in truth_file.stem:
            continue
        pdf = truth_file.with_suffix(".pdf")
        truth = json.loads(truth_file.read_text())["tables"]
        grids, text, spent = ours(pdf, args.bin)
        row = {"name": pdf.stem, "cells": f1(cells(truth), cells(grids)), "pairs": f1(pairs(truth), pairs(grids)),
               "found": share(pairs(truth), pairs(grids)), "s": spent}
        if not args.no_plumber:
            lines, by_text, their_s = theirs(pdf)
            row["their cells"] = max(f1(cells(truth), cells(t)) for t in (lines, by_text))
            row["their pairs"] = max(f1(pairs(truth), pairs(t)) for t in (lines, by_text))
            row["their s"] = their_s
        modes = ([], ["-layout"], ["-raw"])
        plain = [subprocess.run(["pdftotext", *mode, str(pdf), "-"], capture_output=True, text=True).stdout for mode in modes]
        row["text"] = max(similar(text, one) for one in plain)
        rows.append(row)
    keys = [key for key in rows[0] if key != "name"]
    groups = defaultdict(list)
    for row in rows:
        groups[row["name"].rsplit("-", 1)[0]].append(row)
    groups["all"] = rows
    print(f"{'':26}" + "".join(f"{key:>13}" for key in keys))
    for name, group in groups.items():
        print(f"{name:26}" + "".join(f"{sum(row[key] for row in group) / len(group):13.3f}" for key in keys))
    print("\nworst by pairs:")
    for row in sorted(rows, key=lambda row: row["pairs"])[: args.worst]:
        print(f"  {row['name']:28} pairs {row['pairs']:.3f} cells {row['cells']:.3f} text {row['text']:.3f}")


if __name__ == "__main__":
    main()
