#!/usr/bin/env python3
"""Makes the papers of fixtures/papers: shapes in which parties' answers come, with one invented person.

usage: make_papers.py FOLDER [NAME...]

Needs reportlab, python-docx, openpyxl, odfpy, Pillow and pikepdf; LibreOffice (`soffice`), Chromium,
pdftoppm and pdflatex on the path. The files need not come out the same to the byte: tests/papers.rs says
what is to be read in those that are kept.
"""

import io, zipfile, subprocess, textwrap, os, sys, tempfile
from pathlib import Path
from email.message import EmailMessage
from email.utils import format_datetime
import datetime as dt
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen import canvas
from reportlab.platypus import *
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
import docx
from docx.oxml.ns import qn
from docx.oxml import OxmlElement

OUT = Path(".")
N = getSampleStyleSheet()["Normal"]


def soffice(src, kind="pdf"):
    with tempfile.TemporaryDirectory() as h:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{h}",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(OUT),
                str(src),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def chromium(html, name):
    Path(name + ".src.html").write_text(html)
    subprocess.run(
        [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--print-to-pdf={name}.pdf",
            "--no-pdf-header-footer",
            str(Path(name + ".src.html").absolute()),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.remove(name + ".src.html")


REC = [
    ("Title", "Mx"),
    ("First name", "Orla"),
    ("Last name", "Tamworthy"),
    ("Address", "4 Bracken Row\nFabley\nZZ99 2QT"),
    ("E-mail", "orla@post.example"),
    ("Telephone", "01632 960714"),
    ("Elector number", "FB3-1187/2"),
    ("Likely to vote (0-10)", "8"),
    ("Party preference", "Green"),
    ("Issue", "Rail fares, rents"),
    ("Household segment", "K48"),
]


def p01():
    d = docx.Document()
    for t in [
        "The Green Party",
        "12 May 2026",
        "Dear Mx Tamworthy,",
        "Thank you for your request of 20 April 2026. The table lists all the data that we hold about you. Your name and address came from the electoral register of Fabley Council.",
    ]:
        d.add_paragraph(t)
    t = d.add_table(rows=0, cols=2)
    for a, b in REC:
        c = t.add_row().cells
        c[0].text = a
        c[1].text = b.split("\n")[0]
        for x in b.split("\n")[1:]:
            c[1].add_paragraph(x)
    d.add_paragraph("Yours sincerely,")
    d.add_paragraph("Data Protection Lead")
    d.save("p01-word-letter.docx")
    soffice("p01-word-letter.docx")


def p02():
    m = EmailMessage()
    m["From"] = "Data Team <data@party.example>"
    m["To"] = "orla@post.example"
    m["Subject"] = "RE: Subject access request"
    m["Date"] = format_datetime(dt.datetime(2026, 5, 12, 9, 3, tzinfo=dt.timezone.utc))
    m["Message-ID"] = "<a1@party.example>"
    plain = (
        "Dear Orla\n\nSee our answers below.\n\n> Please send me all data you hold about me.\n\nHere it is:\n\n"
        + "\n".join(f"{a}  {b.splitlines()[0]}" for a, b in REC)
        + "\n\n> Where did you get it?\n\nFrom the electoral register and from your web form.\n\nRegards\nPip\n\n-----Original Message-----\nFrom: Orla Tamworthy\nSent: 20 April 2026 10:00\nTo: data@party.example\nSubject: Subject access request\n\nPlease send me all data you hold about me.\nWhere did you get it?\nMy voting intention is none of your business.\n"
    )
    m.set_content(plain)
    tab = "".join(
        f"<tr><td width=200 style='border:solid 1.0pt'><p class=MsoNormal><b>{a}</b><o:p></o:p></p></td><td><p class=MsoNormal>{'<br>'.join(b.splitlines())}<o:p></o:p></p></td></tr>"
        for a, b in REC
    )
    html = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{{margin:0}}</style></head><body><div class=WordSection1><p class=MsoNormal>Dear Orla<o:p></o:p></p><p class=MsoNormal>See our answers below.</p><blockquote><p class=MsoNormal>Please send me all data you hold about me.</p></blockquote><p class=MsoNormal>Here it is:</p><table class=MsoTableGrid border=1>{tab}</table><blockquote><p>Where did you get it?</p></blockquote><p class=MsoNormal>From the electoral register and from your web form.</p><p class=MsoNormal>Regards<br>Pip</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Orla Tamworthy &lt;orla@post.example&gt;<br><b>Sent:</b> 20 April 2026 10:00<br><b>To:</b> data@party.example<br><b>Subject:</b> Subject access request</p></div><p class=MsoNormal>Please send me all data you hold about me.<br>Where did you get it?</p><p class=MsoNormal>My voting intention is none of your business.</p></div></body></html>"""
    m.add_alternative(html, subtype="html")
    Path("p02-reply-chain.eml").write_bytes(bytes(m))


def p03():
    import openpyxl

    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = "Extract"
    heads = [
        f"{h}"
        for h in [
            "Voter ID",
            "First Name",
            "Surname",
            "Address 1",
            "Address 2",
            "Town",
            "Postcode",
            "Ward",
            "Polling District",
            "Elector No",
            "DOB Flag",
            "Email",
            "Mobile",
            "VI 2019",
            "VI 2024",
            "VI 2025",
            "Turnout Score",
            "Support Score",
            "Persuasion",
            "Mosaic Group",
            "Age Band",
            "Postal Voter",
            "Last Contact",
            "Contact Type",
            "Canvasser",
            "Notes",
        ]
    ]
    ws.append(heads)
    rows = [
        [
            "V0010",
            "Orla",
            "Tamworthy",
            "4 Bracken Row",
            "Fabley",
            "Mockham",
            "ZZ99 2QT",
            "Fabley North",
            "FB3",
            "1187",
            "",
            "orla@post.example",
            "07700 900714",
            "",
            "Green",
            "Green",
            71,
            64,
            0.41,
            "K48",
            "35-44",
            "N",
            "12/03/2025",
            "Door",
            "P Quill",
            "Not in; leaflet left",
        ],
        [
            "V0011",
            "Orla",
            "Tamworthy",
            "9 Old Mill Way",
            "",
            "Mockham",
            "ZZ99 2QV",
            "Mockham East",
            "ME1",
            "88",
            "",
            "",
            "",
            "",
            "",
            "",
            55,
            48,
            0.39,
            "",
            "35-44",
            "N",
            "",
            "",
            "",
            "",
        ],
        [
            "V0012",
            "O",
            "Tamworthy",
            "4 Bracken Row",
            "Fabley",
            "Mockham",
            "ZZ99 2QT",
            "Fabley North",
            "FB3",
            "1187/2",
            "",
            "orla.t@post.example",
            "",
            "",
            "",
            "Labour",
            61,
            44,
            0.44,
            "K48",
            "25-34",
            "Y",
            "01/02/2024",
            "Phone",
            "J Fenn",
            "Moved?",
        ],
    ]
    for r in rows:
        ws.append(r)
    for col in ws.columns:
        ws.column_dimensions[col[0].column_letter].width = max(
            9, max(len(str(c.value or "")) for c in col) + 1
        )
    ws.oddHeader.center.text = "&A"
    ws.oddFooter.center.text = "Page &P of &N"
    wb.save("p03-excel-print.xlsx")
    soffice("p03-excel-print.xlsx")


def grid(p, rows, x, y, w, h, font=9):
    p.setFont("Helvetica", font)
    for i, r in enumerate(rows):
        for j, c in enumerate(r):
            p.drawString(x + sum(w[:j]) + 3, y - i * h - h + 4, c)
    tot = sum(w)
    for i in range(len(rows) + 1):
        p.line(x, y - i * h, x + tot, y - i * h)
    for j in range(len(w) + 1):
        p.line(x + sum(w[:j]), y, x + sum(w[:j]), y - len(rows) * h)


def p04():
    p = canvas.Canvas("p04-rotated.pdf", pagesize=landscape(A4), invariant=1)
    p.setPageRotation(90)
    W, H = A4
    p.translate(W, 0)
    p.rotate(90)  # now drawing landscape upright after rotate
    p.setFont("Helvetica", 12)
    p.drawString(50, 550, "Record extract of 12 May 2026")
    grid(
        p,
        [
            ["Surname", "First name", "Postcode", "Polling district", "Turnout score", "Voting intention"],
            ["Tamworthy", "Orla", "ZZ99 2QT", "FB3", "71", "Green"],
        ],
        50,
        520,
        [110, 100, 90, 120, 110, 120],
        18,
    )
    p.save()


def p04b():
    # rotated the other way: upright on portrait mediabox with /Rotate 270
    p = canvas.Canvas("p04b-rotated270.pdf", pagesize=landscape(A4), invariant=1)
    p.setPageRotation(270)
    W, H = A4
    p.translate(0, H)
    p.rotate(-90)
    p.setFont("Helvetica", 12)
    p.drawString(50, 550, "Record extract of 12 May 2026")
    for i, r in enumerate(
        [
            ["Surname", "First name", "Postcode", "Polling district", "Turnout score", "Voting intention"],
            ["Tamworthy", "Orla", "ZZ99 2QT", "FB3", "71", "Green"],
        ]
    ):
        for j, c in enumerate(r):
            p.drawString(50 + j * 115, 520 - i * 18, c)
    p.save()


def p05():
    from PIL import Image

    p = canvas.Canvas("tmp.pdf", pagesize=A4, invariant=1)
    p.setFont("Helvetica", 12)
    y = 780
    for t in [
        "The Green Party",
        "12 May 2026",
        "Dear Mx Tamworthy",
        "We hold the following data about you. It came from the electoral register.",
    ]:
        p.drawString(60, y, t)
        y -= 22
    grid(
        p, [["Field", "Value"]] + [[a, b.replace("\n", ", ")] for a, b in REC], 60, y - 10, [170, 280], 22, 11
    )
    p.save()
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", "tmp.pdf", "scan"], check=True)
    im = [f for f in os.listdir(".") if f.startswith("scan-")][0]
    from reportlab.lib.utils import ImageReader

    p = canvas.Canvas("p05-scan.pdf", pagesize=A4, invariant=1)
    p.drawImage(ImageReader(im), 0, 0, A4[0], A4[1])
    p.save()
    os.remove(im)
    os.remove("tmp.pdf")


def p06():
    p = canvas.Canvas("p06-leaders.pdf", pagesize=A4, invariant=1)
    p.setFont("Times-Roman", 11)
    p.drawString(60, 780, "SUBJECT ACCESS: RECORD CARD")
    y = 750
    from reportlab.pdfbase.pdfmetrics import stringWidth as sw

    for a, b in REC:
        b = b.replace("\n", ", ")
        n = a + " "
        while sw(n + "." + " " + b, "Times-Roman", 11) < 420:
            n += "."
        p.drawString(60, y, n + " " + b)
        y -= 18
    p.drawString(60, y - 20, "Printed 12 May 2026 for the Green Party")
    p.save()
    Path("p06b-leaders.txt").write_text(
        "RECORD CARD\n\n" + "\n".join(f"{a} {'.'*(40-len(a))} {b.splitlines()[0]}" for a, b in REC) + "\n"
    )
    d = docx.Document()
    d.add_paragraph("Record card")
    for a, b in REC:
        d.add_paragraph(f"{a}\t{b.splitlines()[0]}")
    d.save("p06c-tabs.docx")


def p07():
    p = SimpleDocTemplate("p07-multiline.pdf", pagesize=A4, invariant=1)
    long = "Spoke at the door on 12 March 2025; says she has voted Green since 2015, may lend her vote where it counts; asked for a poster and to be called back before polling day."
    rows = [(a, b.replace("\n", "<br/>")) for a, b in REC] + [
        ("Notes of the conversation held with the canvasser", long),
        ("Last updated", "13/03/2025"),
    ]
    p.build(
        [
            Paragraph("Your record", getSampleStyleSheet()["Heading1"]),
            Table(
                [[Paragraph(a, N), Paragraph(b, N)] for a, b in rows],
                colWidths=[140, 230],
                style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]),
            ),
        ]
    )


def p08():
    rows = [
        ["12/03/2025", "Door", "P Quill", "Not in; leaflet left"],
        [
            "01/02/2024",
            "Telephone",
            "J Fenn",
            "Said she may move house before the next election and asked not to be called at work again",
        ],
        ["09/11/2023", "E-mail", "System", "Opened: Rail fares petition"],
        ["02/05/2023", "Polling day", "Teller", "Voted 18:40"],
    ]
    tr = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in rows)
    chromium(
        f"<html><style>body{{font:10pt Arial}}table{{border-collapse:collapse;width:60%}}tr:nth-child(even){{background:#eee}}th{{text-align:left}}td,th{{padding:3px 10px;vertical-align:top}}</style><h2>Contact history</h2><p>All contacts with Orla Tamworthy that the Green Party has recorded.</p><table><thead><tr><th>Date</th><th>Method</th><th>Canvasser</th><th>Note</th></tr></thead><tbody>{tr}</tbody></table><p>End of report.</p></html>",
        "p08-zebra",
    )


def p09():
    p = SimpleDocTemplate("p09-footnotes.pdf", pagesize=A4, invariant=1)
    rows = [
        ["Field", "Value"],
        ["Surname", "Tamworthy"],
        ["Turnout score <super>1</super>", "71"],
        ["Support score <super>2</super>", "64"],
        ["Segment <super>3</super>", "K48"],
    ]
    p.build(
        [
            Paragraph("Modelled data", N),
            Spacer(1, 10),
            Table(
                [[Paragraph(c, N) for c in r] for r in rows],
                colWidths=[160, 120],
                style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]),
            ),
            Spacer(1, 6),
        ]
        + [
            Paragraph(t, N)
            for t in [
                "<super>1</super> Likelihood of voting, from 0 (will not vote) to 100 (certain to vote).",
                "<super>2</super> Likelihood of supporting the Green Party, from 0 to 100, where 100 is most likely.",
                "<super>3</super> Household segment supplied by Dunnage Data Ltd.",
            ]
        ]
    )


def p10():
    cy = [
        "Plaid Cymru",
        "12 Mai 2026",
        "Annwyl Mx Tamworthy,",
        "Diolch am eich cais. Rydym yn dal y data isod amdanoch chi. Daeth eich enw a'ch cyfeiriad o'r gofrestr etholiadol.",
        "Gallwch gwyno i'r Comisiynydd Gwybodaeth.",
        "Yn gywir,",
    ]
    en = [
        "Plaid Cymru",
        "12 May 2026",
        "Dear Mx Tamworthy,",
        "Thank you for your request. We hold the data below about you. Your name and address came from the electoral register.",
        "You may complain to the Information Commissioner.",
        "Yours sincerely,",
    ]
    d = docx.Document()
    t = d.add_table(rows=1, cols=2)
    for k, c in enumerate((cy, en)):
        cell = t.rows[0].cells[k]
        cell.text = c[0]
        for x in c[1:]:
            cell.add_paragraph(x)
    d.add_paragraph("")
    t2 = d.add_table(rows=1, cols=2)
    t2.rows[0].cells[0].text = "Maes / Field"
    t2.rows[0].cells[1].text = "Gwerth / Value"
    for a, b in [
        ("Enw cyntaf / First name", "Orla"),
        ("Cyfenw / Surname", "Tamworthy"),
        ("Cod post / Postcode", "ZZ99 2QT"),
        ("Bwriad pleidleisio / Voting intention", "Plaid Cymru"),
        ("Siaradwr Cymraeg / Welsh speaker", "Ie / Yes"),
    ]:
        r = t2.add_row().cells
        r[0].text = a
        r[1].text = b
    d.save("p10-welsh.docx")
    soffice("p10-welsh.docx")


def p11():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as z:
        z.writestr(
            "data/record.csv", "First name,Surname,Postcode,Turnout score\nOrla,Tamworthy,ZZ99 2QT,71\n"
        )
        z.writestr("read me.txt", "Turnout score runs from 0 to 100, where 100 means certain to vote.\n")
    m = EmailMessage()
    m["From"] = "data@party.example"
    m["To"] = "orla@post.example"
    m["Subject"] = "Your data"
    m["Date"] = "Tue, 12 May 2026 09:03:00 +0100"
    m["Message-ID"] = "<z1@party.example>"
    m.set_content("Dear Orla\n\nYour data are attached.\n\nThe Green Party\n")
    m.add_attachment(inner.getvalue(), maintype="application", subtype="zip", filename="record.zip")
    with zipfile.ZipFile("p11-nested.zip", "w") as z:
        z.writestr("mails/answer.eml", bytes(m))
        z.writestr("letter.txt", "12 May 2026\n\nDear Orla\n\nPlease see the e-mail in this archive.\n")


def p12():
    from odf.opendocument import OpenDocumentText
    from odf.text import P
    from odf.table import Table as T, TableRow, TableCell, TableColumn, CoveredTableCell

    d = OpenDocumentText()
    d.text.addElement(P(text="Scottish Greens, 12 May 2026"))
    t = T()
    t.addElement(TableColumn(numbercolumnsrepeated=3))

    def row(*cs):
        r = TableRow()
        for c in cs:
            span = 1
            if isinstance(c, tuple):
                c, span = c
            cell = TableCell(numbercolumnsspanned=span) if span > 1 else TableCell()
            cell.addElement(P(text=c))
            r.addElement(cell)
            for _ in range(span - 1):
                r.addElement(CoveredTableCell())
        t.addElement(r)

    row(("Identity", 3))
    row("Surname", "Tamworthy", "register")
    row("First name", "Orla", "register")
    row(("Modelled", 3))
    row("Turnout score", "71", "model")
    row("Support score", "64", "model")
    d.text.addElement(t)
    d.save("p12-merged.odt")


def p13():
    rows = "".join(
        r"\trowd\cellx3000\cellx8000\intbl "
        + a
        + r"\cell "
        + b.replace("\n", r"\line ")
        + r"\cell\row"
        + "\n"
        for a, b in REC
    )
    Path("p13-letter.rtf").write_text(
        r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0\pard The Green Party\par 12 May 2026\par Dear Mx Tamworthy\par We hold this about you:\par"
        + "\n"
        + rows
        + r"\pard Yours sincerely\par}"
    )


def p14():
    dl = "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in REC)
    h = f"<html><head><title>My data</title></head><body><h1>Your profile</h1><p>Downloaded on 12 May 2026 from the Green Party.</p><dl>{dl}</dl><div class=row><span class=label>Member since</span><span class=value>2019</span></div></body></html>"
    Path("p14-profile.html").write_text(h)
    chromium(h, "p14-profile")


def p15():
    d = docx.Document()
    d.add_paragraph("Form SAR-2: data held")
    for a, b in REC[:6]:
        p = d.add_paragraph(a + ": ")
        sdt = OxmlElement("w:sdt")
        pr = OxmlElement("w:sdtPr")
        sdt.append(pr)
        c = OxmlElement("w:sdtContent")
        r = OxmlElement("w:r")
        t = OxmlElement("w:t")
        t.text = b.replace("\n", ", ")
        r.append(t)
        c.append(r)
        sdt.append(c)
        p._p.append(sdt)
    for a, b in REC[6:]:
        p = d.add_paragraph(a + ": ")
        for kind in ("begin", None, "separate", "text", "end"):
            r = OxmlElement("w:r")
            if kind in ("begin", "separate", "end"):
                f = OxmlElement("w:fldChar")
                f.set(qn("w:fldCharType"), kind)
                r.append(f)
            elif kind is None:
                i = OxmlElement("w:instrText")
                i.text = " FORMTEXT "
                r.append(i)
            else:
                t = OxmlElement("w:t")
                t.text = b
                r.append(t)
            p._p.append(r)
    d.add_paragraph("\u2612 Postal voter   \u2610 Member   \u2612 Volunteer")
    d.save("p15-form.docx")


def p16():
    p = canvas.Canvas("p16-acroform.pdf", pagesize=A4, invariant=1)
    p.setFont("Helvetica", 11)
    y = 760
    p.drawString(60, 800, "Record of data held")
    for a, b in REC:
        p.drawString(60, y, a)
        p.acroForm.textfield(
            name=a.lower().replace(" ", "_"),
            x=220,
            y=y - 5,
            width=250,
            height=18,
            value=b.replace("\n", ", "),
            borderWidth=1,
        )
        y -= 26
    p.drawString(60, y, "Postal voter")
    p.acroForm.checkbox(name="postal_voter", x=220, y=y - 4, size=14, checked=True)
    p.save()


def p17():
    # two pairs per line cards
    p = canvas.Canvas("p17-card.pdf", pagesize=A4, invariant=1)
    p.setFont("Helvetica-Bold", 13)
    p.drawString(60, 790, "Elector card")
    y = 760
    pairs = [(a, b.splitlines()[0]) for a, b in REC]
    for i in range(0, len(pairs), 2):
        for k, (a, b) in enumerate(pairs[i : i + 2]):
            x = 60 + k * 260
            p.setFont("Helvetica-Bold", 9)
            p.drawString(x, y, a + ":")
            p.setFont("Helvetica", 9)
            p.drawString(x + 110, y, b)
        y -= 20
    p.save()


def p18():
    m = EmailMessage()
    m["From"] = "orla@post.example"
    m["To"] = "clinic@help.example"
    m["Subject"] = "Fwd: Your subject access request"
    m["Date"] = "Thu, 14 May 2026 20:00:00 +0100"
    m["Message-ID"] = "<f1@post.example>"
    m.set_content(
        "Hi, this is what they sent me. I think they hold more about me!\n\nOrla\n\n---------- Forwarded message ---------\nFrom: Data Team <data@party.example>\nDate: Tue, 12 May 2026 at 09:03\nSubject: Your subject access request\nTo: Orla Tamworthy <orla@post.example>\n\nDear Orla\n\nWe hold the following about you.\n\n"
        + "\n".join(f"{a}: {b.splitlines()[0]}" for a, b in REC)
        + "\n\nWe got your name from the electoral register.\n\nData Team, Green Party\n"
    )
    Path("p18-forwarded.eml").write_bytes(bytes(m))


def p19():
    p = SimpleDocTemplate("p19-turned.pdf", pagesize=A4, invariant=1)
    rows = [["", "Record 1", "Record 2", "Record 3"]] + [
        [a, b.splitlines()[0], b.splitlines()[0] if i % 2 else "", "" + ("" if i % 3 else b.splitlines()[0])]
        for i, (a, b) in enumerate(REC)
    ]
    p.build(
        [
            Paragraph("Three records match your details.", N),
            Spacer(1, 8),
            Table(rows, style=TableStyle([("LINEBELOW", (0, 0), (-1, 0), 1, colors.black)])),
        ]
    )


def p20():
    tex = (
        r"""\documentclass[11pt]{article}\usepackage{longtable}\usepackage[a4paper,margin=25mm]{geometry}\begin{document}\noindent The Green Party\\12 May 2026\\[1em]Dear Mx Tamworthy,\\[1em]The office holds the following first-class efficient data about you.\\
\begin{longtable}{|p{4cm}|p{9cm}|}\hline \textbf{Field} & \textbf{Value}\\\hline\endhead
"""
        + "\n".join(f"{a} & " + b.replace("\n", ", ").replace("&", "\\&") + r"\\\hline" for a, b in REC * 4)
        + r"""
\end{longtable}
\begin{tabular}{lrr}\hline Election & Voted & Method\\\hline 2019 & Yes & Post\\ 2021 & No & --\\ 2024 & Yes & Person\\\hline\end{tabular}
\end{document}"""
    )
    Path("p20-latex.tex").write_text(tex)
    subprocess.run(["pdflatex", "-interaction=batchmode", "p20-latex.tex"], stdout=subprocess.DEVNULL)
    subprocess.run(["pdflatex", "-interaction=batchmode", "p20-latex.tex"], stdout=subprocess.DEVNULL)
    for e in ("aux", "log"):
        Path("p20-latex." + e).unlink(missing_ok=True)


def p21():
    p = canvas.Canvas("p21-beside.pdf", pagesize=landscape(A4), invariant=1)
    p.setFont("Helvetica", 11)
    p.drawString(50, 550, "Voting record")
    p.drawString(450, 550, "Issues")
    grid(
        p,
        [["Election", "Voted"], ["May 2023", "Y"], ["July 2024", "Y"], ["May 2025", "N"]],
        50,
        530,
        [140, 80],
        18,
    )
    grid(p, [["Issue", "Score"], ["Rents", "0.81"], ["Rail", "0.64"]], 450, 530, [140, 80], 18)
    p.save()


def p22():
    p = canvas.Canvas("p22-vertical.pdf", pagesize=A4, invariant=1)
    heads = ["Surname", "Postcode", "Turnout score", "Support score", "Postal voter"]
    xs = [60, 170, 260, 310, 360, 410]
    for h, x in zip(heads, xs):
        p.saveState()
        p.setFont("Helvetica", 9)
        p.translate(x + 20, 700)
        p.rotate(90)
        p.drawString(0, 0, h)
        p.restoreState()
    for i, r in enumerate(
        [["Tamworthy", "ZZ99 2QT", "71", "64", "N"], ["Tamworthy", "ZZ99 2QV", "55", "48", "Y"]]
    ):
        p.setFont("Helvetica", 9)
        for c, x in zip(r, xs):
            p.drawString(x + 3, 680 - i * 18, c)
    for i in range(3):
        p.line(60, 694 - i * 18, 410, 694 - i * 18)
    p.line(60, 790, 410, 790)
    for x in xs:
        p.line(x, 790, x, 658)
    p.save()


def p23():
    d = docx.Document()
    d.add_paragraph("Reform UK\n12 May 2026")
    d.add_paragraph("Dear Mx Tamworthy")
    d.add_paragraph("We hold:")
    for a, b in REC:
        d.add_paragraph(f"{a} \u2013 {b.splitlines()[0]}", style="List Bullet")
    d.add_paragraph("We keep it for six years.")
    d.save("p23-bullets.docx")
    soffice("p23-bullets.docx")


def p24():
    import pikepdf

    with pikepdf.open("p07-multiline.pdf") as pdf:
        pdf.save("p24-locked.pdf", encryption=pikepdf.Encryption(owner="owner", user="open sesame", R=6))


def main():
    os.chdir(sys.argv[1])
    makers = [name for name in globals() if name.startswith("p") and name[1:3].isdigit()]
    for name in sys.argv[2:] or makers:
        globals()[name]()


if __name__ == "__main__":
    main()
