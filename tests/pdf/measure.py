#!/usr/bin/env python3
"""Measures how fast papers are read, and how much memory that takes, in one run beside pdfplumber.

usage: measure.py [--bin target/release/sar-decode] [--folder FOLDER]

Makes its papers in FOLDER (a temporary one where none is given): a ruled table of 217 pages, a text of
1,300 pages, a letter of three pages and a list in a text file. Times are CPU seconds of the program and
its workers, the best of several runs: other work on the machine disturbs them less. Needs reportlab, and
pdfplumber for the ratio.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

WORDS = "register support score turnout ward council household income contact doorstep leaflet postal".split()


def words(r, count):
    return " ".join(r.choice(WORDS) for _ in range(count))


def table(path, pages):
    r = random.Random(1)
    date = lambda: f"{r.randint(1, 28):02}/05/2024"
    rows = [["Field", "Value", "Source", "Date"]]
    rows += [[words(r, 2), str(r.random())[:6], words(r, 1), date()] for _ in range(37 * pages)]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    made = Table(rows, colWidths=[160, 100, 120, 90], rowHeights=[18] * len(rows), repeatRows=1, style=grid)
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build([made])


def text(path, pages):
    r = random.Random(2)
    pen = canvas.Canvas(str(path), pagesize=A4, invariant=1)
    for _ in range(pages):
        pen.setFont("Times-Roman", 11)
        for line in range(48):
            pen.drawString(60, 790 - line * 15, words(r, 11))
        pen.showPage()
    pen.save()


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(command):
    before, start = children(), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return children() - before, time.perf_counter() - start


def best(command, times=5):
    runs = [run(command) for _ in range(times)]
    return min(cpu for cpu, _ in runs), min(wall for _, wall in runs)


def memory(command):
    """The most memory that a process took, in MB."""
    script = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    told = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True)
    return int(told.stdout)


def plumber(path):
    import pdfplumber

    start = time.process_time()
    with pdfplumber.open(path) as pdf:
        pages = len(pdf.pages)
        for page in pdf.pages:
            page.extract_tables()
            page.close()
    return time.process_time() - start, pages


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", default="target/release/sar-decode")
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    big, long, letter, small = (folder / name for name in ("table.pdf", "text.pdf", "letter.pdf", "small.csv"))
    table(big, 217)
    text(long, 1300)
    text(letter, 3)
    small.write_text("First name,Postcode\nOrla,ZZ99 2QT\n")

    cpu, wall = best([args.bin, "dump", str(big)], 3)
    mb = memory([args.bin, "dump", "--in-process", str(big)])
    try:
        theirs, pages = plumber(big)
        print(f"table of {pages} pages: {cpu:.2f} s CPU, {wall:.2f} s; {mb} MB; pdfplumber {theirs:.1f} s CPU: {theirs / cpu:.0f} times")
    except ImportError:
        print(f"table: {cpu:.2f} s CPU, {wall:.2f} s; {mb} MB; pdfplumber is not installed: no ratio")
    cpu, wall = best([args.bin, "dump", str(long)], 2)
    mb = memory([args.bin, "dump", "--in-process", str(long)])
    print(f"text of 1,300 pages: {cpu:.2f} s CPU, {wall:.2f} s; {mb} MB")
    cpu, wall = best([args.bin, str(letter), "--format", "json"], 15)
    print(f"letter of 3 pages, whole report: {cpu * 1000:.0f} ms CPU, {wall * 1000:.0f} ms")
    fenced, _ = best([args.bin, "dump", str(small)], 40)
    bare, _ = best([args.bin, "dump", "--in-process", str(small)], 40)
    print(f"the fence, a small file: {(fenced - bare) * 1000:+.1f} ms CPU ({fenced * 1000:.1f} and {bare * 1000:.1f})")


if __name__ == "__main__":
    main()
