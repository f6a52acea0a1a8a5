#!/usr/bin/env python3
"""Makes a corpus of PDF files with the truth about their tables.

usage: make_corpus.py FOLDER

Every person in it is invented. Needs reportlab and weasyprint; with LibreOffice (`soffice`), Chromium
and `pdflatex` on the path it makes their prints too, and says what it leaves out. For each file NAME.pdf
there is NAME.json: {"tables": [[row, ...], ...]}, rows of cell texts in reading order, a table that
runs over pages as one, repeated headings left out.
"""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

WORDS = (
    "register support score turnout ward council household income band lifestage contact doorstep "
    "leaflet postal voter remain leave concern healthcare housing austerity pledge canvass petition"
).split()
NAMES = "Casey Kit Robin Sam Alex Jo Pat Lee".split()
FAMILIES = "Mockford Sampleton Testwick Fabley Notreal Inventham".split()


def rng(name):
    return random.Random(name)


def label(r):
    return " ".join(r.sample(WORDS, r.randint(1, 3))).capitalize()


def value(r, kind=None):
    kind = kind if kind is not None else r.randint(0, 5)
    return [
        lambda: str(r.randint(0, 99)),
        lambda: f"0.{r.randint(0, 99):02}{r.randint(1, 9)}",
        lambda: r.choice("YN"),
        lambda: f"{r.randint(1, 28):02}/{r.randint(1, 12):02}/20{r.randint(10, 24)}",
        lambda: f"{r.choice(NAMES)} {r.choice(FAMILIES)}",
        lambda: f"{r.randint(1, 90)} {r.choice(WORDS).capitalize()} Street, ZZ99 {r.randint(1, 9)}AB",
    ][kind]()


def prose(r, words):
    text = " ".join(r.choice(WORDS) for _ in range(words))
    return text.capitalize() + "."


def pairs(r, count):
    return [["Field", "Value"]] + [[label(r), value(r)] for _ in range(count)]


def records(r, count, columns):
    kinds = [r.randint(0, 4) for _ in range(columns)]
    head = [f"{r.choice(WORDS).capitalize()} {n + 1}" for n in range(columns)]
    return [head] + [[value(r, kind) for kind in kinds] for _ in range(count)]


def notes(r, count):
    rows = [["Heading", "Entry"]]
    for _ in range(count):
        rows.append([label(r), prose(r, r.choice([2, 3, 4, 25, 40]))])
    return rows


STYLES = getSampleStyleSheet()
NORMAL = STYLES["Normal"]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
PLAIN = [("VALIGN", (0, 0), (-1, -1), "TOP")]
INNER = [("LINEBELOW", (0, 0), (-1, -2), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
HALF_OPEN = [
    ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
ZEBRA = [
    ("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.whitesmoke, colors.lightgrey]),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
BOOK = [
    ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
]


def platypus(path, tables, style, widths=None, wrap=False, size=A4, repeat=0, around=True):
    r = rng(path.stem)
    story = []
    for rows in tables:
        if around:
            story += [Paragraph(prose(r, 30), NORMAL), Spacer(1, 12)]
        cells = [[Paragraph(c, NORMAL) if wrap else c for c in row] for row in rows]
        story += [Table(cells, colWidths=widths, style=TableStyle(style), repeatRows=repeat)]
        story += [Spacer(1, 14)]
    if around:
        story.append(Paragraph(prose(r, 40), NORMAL))
    SimpleDocTemplate(str(path), pagesize=size, invariant=1).build(story)


def stripes(path, rows, columns_a_page):
    pen = canvas.Canvas(str(path), pagesize=landscape(A4), invariant=1)
    for start in range(0, len(rows[0]), columns_a_page):
        for n, row in enumerate(rows):
            x = 50
            for cell in row[start : start + columns_a_page]:
                pen.setFont("Helvetica", 10)
                pen.drawString(x, 540 - n * 14, cell)
                x += 140
        pen.showPage()
    pen.save()


def made_with_reportlab(out, add):
    for n in range(3):
        r = rng(f"ruled-{n}")
        add(f"rl-ruled-{n}", [pairs(r, 30)], lambda p, t: platypus(p, t, GRID))
        r = rng(f"wrapped-{n}")
        add(f"rl-wrapped-{n}", [notes(r, 18)], lambda p, t: platypus(p, t, GRID, [150, 300], True))
        r = rng(f"open-{n}")
        add(f"rl-half-open-{n}", [records(r, 12, 4)], lambda p, t: platypus(p, t, HALF_OPEN))
        r = rng(f"below-{n}")
        add(f"rl-row-rules-{n}", [notes(r, 10)], lambda p, t: platypus(p, t, INNER, [150, 300], True))
        r = rng(f"plain-{n}")
        add(f"rl-plain-{n}", [pairs(r, 20)], lambda p, t: platypus(p, t, PLAIN, [190, 250]))
        r = rng(f"plainnotes-{n}")
        add(f"rl-plain-wrapped-{n}", [notes(r, 12)], lambda p, t: platypus(p, t, PLAIN, [150, 300], True))
        r = rng(f"records-{n}")
        add(f"rl-plain-records-{n}", [records(r, 15, 5)], lambda p, t: platypus(p, t, PLAIN))
        r = rng(f"book-{n}")
        add(f"rl-book-{n}", [records(r, 12, 4)], lambda p, t: platypus(p, t, BOOK))
        r = rng(f"zebra-{n}")
        add(f"rl-zebra-{n}", [notes(r, 10)], lambda p, t: platypus(p, t, ZEBRA, [150, 300], True))
        r = rng(f"long-{n}")
        add(f"rl-long-{n}", [records(r, 150, 5)], lambda p, t: platypus(p, t, GRID, repeat=1))
        r = rng(f"longplain-{n}")
        add(f"rl-long-plain-{n}", [pairs(r, 110)], lambda p, t: platypus(p, t, PLAIN, [200, 200], repeat=1))
        r = rng(f"two-{n}")
        add(f"rl-two-tables-{n}", [pairs(r, 8), records(r, 6, 3)], lambda p, t: platypus(p, t, GRID))
        r = rng(f"stripes-{n}")
        add(f"rl-stripes-{n}", [records(r, 1 + 3 * n, 15)], lambda p, t: stripes(p, t[0], 5))


CSS = {
    "ruled": "table{border-collapse:collapse}td,th{border:1px solid #000;padding:3px 6px}",
    "rows": "table{border-collapse:collapse}td,th{border-bottom:1px solid #999;padding:4px 8px}",
    "plain": "td,th{padding:2px 14px 2px 0}",
    "shaded": "table{border-collapse:collapse}th{background:#ddd}td{background:#f4f4f4;border:2px solid #fff}td,th{padding:4px 8px}",
}


def page(rows, css):
    r = rng(css + str(len(rows)))
    cells = lambda row, tag: "".join(f"<{tag}>{c}</{tag}>" for c in row)
    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows[1:])
    return (
        f"<html><head><meta charset=utf-8><style>body{{font:11pt sans-serif}}td,th{{text-align:left;vertical-align:top}}{css}</style></head>"
        f"<body><p>{prose(r, 40)}</p><table><thead><tr>{cells(rows[0], 'th')}</tr></thead><tbody>{body}</tbody></table><p>{prose(r, 50)}</p></body></html>"
    )


def html_tables():
    for name, css in CSS.items():
        for n, make in enumerate([lambda r: pairs(r, 18), lambda r: notes(r, 12), lambda r: records(r, 60, 5)]):
            yield f"{name}-{n}", make(rng(f"{name}{n}")), css


def made_with_weasyprint(out, add):
    from weasyprint import HTML

    for name, rows, css in html_tables():
        add(f"wp-{name}", [rows], lambda p, t, css=css: HTML(string=page(t[0], css)).write_pdf(str(p)))


def convert(source, out, filter=None):
    kind = "pdf" if not filter else f"pdf:{filter}"
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", kind, "--outdir", str(out), str(source)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )


def made_with_libreoffice(out, add):
    if not shutil.which("soffice"):
        print("left out: prints of LibreOffice (soffice is not installed)")
        return
    import csv

    for n, (count, columns) in enumerate([(1, 24), (12, 14), (70, 6), (30, 3)]):
        rows = records(rng(f"calc{n}"), count, columns)

        def calc(path, t):
            with tempfile.TemporaryDirectory() as folder:
                source = Path(folder) / (path.stem + ".csv")
                with source.open("w", newline="") as file:
                    csv.writer(file).writerows(t[0])
                convert(source, path.parent)

        add(f"lo-calc-{n}", [rows], calc)
    for name, rows, css in html_tables():

        def writer(path, t, css=css):
            with tempfile.TemporaryDirectory() as folder:
                source = Path(folder) / (path.stem + ".html")
                source.write_text(page(t[0], css))
                convert(source, path.parent, "writer_web_pdf_Export")

        add(f"lo-{name}", [rows], writer)


def made_with_chromium(out, add):
    program = next((p for p in ("chromium", "chromium-browser", "google-chrome") if shutil.which(p)), None)
    if not program:
        print("left out: prints of Chromium (it is not installed)")
        return
    for name, rows, css in html_tables():

        def chromium(path, t, css=css):
            with tempfile.TemporaryDirectory() as folder:
                source = Path(folder) / "page.html"
                source.write_text(page(t[0], css))
                subprocess.run(
                    [program, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={path}", f"file://{source}"],
                    check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )

        add(f"ch-{name}", [rows], chromium)


LATEX = {
    "ruled": (r"|", r"\hline"),
    "rules": (r"", r"\hline"),
    "plain": (r"", r""),
}


def latex(rows, style, widths):
    down, across = LATEX[style]
    r = rng(style + str(len(rows)))
    safe = lambda text: text.replace("&", r"\&").replace("%", r"\%").replace("_", r"\_")
    columns = down + down.join(f"p{{{width}cm}}" for width in widths) + down
    line = lambda row: " & ".join(safe(cell) for cell in row) + r"\\" + across
    head = across + " " + line(rows[0]) + r"\endhead"
    body = "\n".join(line(row) for row in rows[1:])
    return (
        r"\documentclass[10pt]{article}\usepackage{longtable}\usepackage[a4paper,margin=20mm]{geometry}"
        r"\begin{document}" + prose(r, 40) + "\n\n"
        r"\begin{longtable}{" + columns + "}\n" + head + "\n" + body + "\n" + r"\end{longtable}"
        "\n" + prose(r, 40) + r"\end{document}"
    )


def made_with_latex(out, add):
    if not shutil.which("pdflatex"):
        print("left out: prints of LaTeX (pdflatex is not installed)")
        return
    makers = [(lambda r: pairs(r, 18), [6, 8]), (lambda r: notes(r, 12), [5, 10]), (lambda r: records(r, 60, 5), [3] * 5)]
    for style in LATEX:
        for n, (make, widths) in enumerate(makers):

            def print_latex(path, t, style=style, widths=widths):
                with tempfile.TemporaryDirectory() as folder:
                    source = Path(folder) / (path.stem + ".tex")
                    source.write_text(latex(t[0], style, widths))
                    for _ in range(3):  # The widths of columns settle from run to run.
                        subprocess.run(
                            ["pdflatex", "-interaction=batchmode", source.name],
                            cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                        )
                    shutil.copy(source.with_suffix(".pdf"), path)

            add(f"tex-{style}-{n}", [make(rng(f"tex{style}{n}"))], print_latex)


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)

    def add(name, tables, make):
        path = out / f"{name}.pdf"
        make(path, tables)
        (out / f"{name}.json").write_text(json.dumps({"tables": tables}))

    for maker in (made_with_reportlab, made_with_weasyprint, made_with_libreoffice, made_with_chromium, made_with_latex):
        maker(out, add)
    print(f"{len(list(out.glob('*.pdf')))} files")


if __name__ == "__main__":
    main()
