#!/usr/bin/env python3
"""Makes the small PDF files of fixtures/pdf, byte for byte the same each time.

usage: make_fixtures.py FOLDER

Needs reportlab. Nobody in them exists.
"""

import sys
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen import canvas


def pen(path, size=A4):
    pen = canvas.Canvas(str(path), pagesize=size, invariant=1)
    pen.setFont("Helvetica", 11)
    return pen


def rows(p, rows, top, step, xs):
    for n, row in enumerate(rows):
        for x, cell in zip(xs, row):
            p.drawString(x, top - n * step, cell)


RECORD = [
    ("Field", "Value"),
    ("Given name", "Cressida"),
    ("Family name", "Mockford"),
    ("Lives at", "1 Sample Street, ZZ99 3AB"),
    ("Pledge", "U"),
]


def aligned(path):
    p = pen(path)
    p.drawString(60, 780, "Dear Ms Mockford")
    p.drawString(60, 750, "Please find below the data that we hold about you.")
    rows(p, RECORD, 720, 16, (80, 240))
    p.drawString(60, 610, "Yours faithfully")
    p.save()


def ruled(path):
    p = pen(path)
    for half in (RECORD[:3], [RECORD[0]] + RECORD[3:]):
        p.setFont("Helvetica", 11)
        rows(p, half, 720, 20, (64, 204))
        bottom = 735 - 20 * len(half)
        for n in range(len(half) + 1):
            p.line(60, 735 - 20 * n, 420, 735 - 20 * n)
        for x in (60, 200, 420):
            p.line(x, 735, x, bottom)
        p.showPage()
    p.save()


def covered(path):
    p = pen(path)
    p.drawString(60, 760, "Neighbour Gwendolen Canary says he is keen.")
    p.rect(113, 756, 98, 14, fill=1, stroke=0)
    p.drawString(60, 730, "Met with")
    p.rect(106, 726, 90, 14, fill=1, stroke=0)
    p.drawString(200, 730, "at the allotments.")
    p.setFillColorRGB(1, 1, 1)
    p.drawString(60, 700, "White on white")
    p.save()


def stripes(path):
    p = pen(path, landscape(A4))
    head = ["Surname", "Town", "Score 38", "Age from name", "Score 39"]
    body = ["Mockford", "Emberley", "0.417", "older", "0.093"]
    for part in (slice(0, 2), slice(2, 4), slice(4, 5)):
        p.setFont("Helvetica", 11)
        rows(p, [head[part], body[part]], 540, 15, (50, 250))
        p.showPage()
    p.save()


def scan(path):
    from reportlab.lib.utils import ImageReader
    from PIL import Image

    p = pen(path)
    p.drawImage(ImageReader(Image.new("L", (40, 56), 230)), 0, 0, A4[0], A4[1])
    p.save()


def main():
    out = Path(sys.argv[1])
    for make in (aligned, ruled, covered, stripes, scan):
        make(out / f"{make.__name__}.pdf")


if __name__ == "__main__":
    main()
