#!/usr/bin/env python3
"""Makes a folder of invented responses, one person each, and says what is true of them.

    python3 benches/batch/generate.py 10000 /tmp/cohort [--first 0] [--hostile 40] [--truth]

The same number gives the same bytes, on any machine: nothing but the standard library is used. Every
person, address and number is invented; postcodes, telephone numbers and domains are of the ranges kept
for that. Beside the folder FOLDER stands FOLDER.truth.json: for each case its party, its form, the
headings that hold a value with that value, and the days of request and answer.

Of twenty cases, eight are workbooks, five are PDFs, four are CSV files, two are letters beside a table,
and one is a mail with a workbook: about the shares in which parties are known to answer.
"""

import argparse
import base64
import datetime
import io
import json
import random
import zipfile
from pathlib import Path

FIRST = ["Casey", "Alex", "Morgan", "Frances", "Leslie", "Robin", "Jamie", "Kit", "Noor", "Asha", "Bryn", "Sorcha"]
LAST = ["Dummyfield", "Placeholt", "Mockford", "Specimen", "Fixturelow", "Samplewick", "Testerby", "Proofham"]
STREETS = ["Draft Avenue", "Proof Lane", "Sample Street", "Fixture Road", "Mock Hill", "Trial Close"]
TOWNS = ["Mockton", "Testbury", "Sampleford", "Draftwell"]
COUNCILS = ["Testbury Borough Council", "Mockton City Council", "Sampleford District Council"]
MOSAIC = ["A01", "B08", "C11", "D15", "E19", "F23", "G27", "H32", "I37", "J43", "K46", "L51"]
ZIP_DAY = (2026, 1, 1, 0, 0, 0)


def person(rng):
    first, last = rng.choice(FIRST), rng.choice(LAST)
    postcode = f"ZZ99 {rng.randint(1, 9)}{rng.choice('ABDEFGHJ')}{rng.choice('LNPQRSTU')}"
    return {
        "URN": str(rng.randint(10_000_000, 99_999_999)),
        "Title": rng.choice(["Ms", "Mr", "Mx", "Dr"]),
        "First Name": first,
        "Last Name": last,
        "Address 1": f"{rng.randint(1, 120)} {rng.choice(STREETS)}",
        "Address 2": rng.choice(TOWNS),
        "Postcode": postcode,
        "Polling District": rng.choice("ABK") + rng.choice("ABC") + str(rng.randint(1, 9)),
        "Elector Number": str(rng.randint(1, 2400)),
        "Email Address": f"{first}.{last}{rng.randint(1, 999)}@people.example".lower(),
        "Mobile": f"07700 900{rng.randint(0, 999):03d}",
    }


def wide_one(rng, who):
    row = {key: who[key] for key in list(who)[:9]}
    row["Local Authority"] = rng.choice(COUNCILS)
    row["VID"] = rng.choice("LTCSDGAN")
    row["VID Date"] = f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{rng.randint(2015, 2025)}"
    row["Lab_Supp_Score"] = str(rng.randint(0, 100))
    row["Con_Supp_Score"] = str(rng.randint(0, 100))
    row["Turnout_Score"] = str(rng.randint(0, 100))
    row["Family_Lifestage"] = f"{rng.randint(1, 14):02d}"
    row["Mosaic Type"] = rng.choice(MOSAIC)
    if rng.random() < 0.3:
        row["XQ_Flag"] = rng.choice(["Y", "N"])
    return row


def wide_two(rng, who):
    row = {key: who[key] for key in list(who)[:9]}
    row["Voting Intention"] = rng.choice("SPUAOD")
    row["VI Date"] = f"{rng.randint(2015, 2025)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    row["Con 0-10"] = str(rng.randint(0, 10))
    row["Lab 0-10"] = str(rng.randint(0, 10))
    row["Mosaic Type"] = rng.choice(MOSAIC)
    row["Est_Age_Band"] = rng.choice(["18-24", "25-34", "35-44", "45-54", "55-64", "65+"])
    if rng.random() < 0.5:
        row["Seg K2"] = f"K{rng.randint(1, 9)}"
    return row


def pairs_three(rng, who):
    return {
        "Full Name": f"{who['First Name']} {who['Last Name']}",
        "Postcode": who["Postcode"],
        "Polling District": who["Polling District"],
        "Elector Number": who["Elector Number"],
        "Email Address": who["Email Address"],
        "Likelihood of being a Labour voter in 2019": f"{rng.randint(0, 99)}%",
        "Likelihood of being a core Lib Dem": f"{rng.randint(0, 99)}%",
        "Likelihood of voting Remain in a second referendum": f"{rng.randint(0, 99)}%",
        "Score 38": str(rng.randint(0, 100)),
        "Score 39": str(rng.randint(0, 100)),
        "Mosaic Type": rng.choice(MOSAIC),
    }


def wide_four(rng, who):
    row = {
        "PDCode": who["Polling District"],
        "RollNo": who["Elector Number"],
        "ElectorSurname": who["Last Name"],
        "ElectorForename": who["First Name"],
        "Postcode": who["Postcode"],
        "Mobile": who["Mobile"],
        "1-5": str(rng.randint(1, 5)),
        "Previous Vote": rng.choice(["L", "C", "LD", "G", "X"]),
    }
    if rng.random() < 0.4:
        row["Comments"] = rng.choice(["call back Friday", "has a dog", "asked about buses"])
    return row


PARTIES = [("labour", wide_one), ("conservative", wide_two), ("libdem", pairs_three), ("green", wide_four)]


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\n') else cell


def csv_wide(row):
    lines = [",".join(map(quoted, row)), ",".join(map(quoted, row.values()))]
    return ("\r\n".join(lines) + "\r\n").encode()


def csv_pairs(row):
    lines = ["Field,Value"] + [f"{quoted(key)},{quoted(value)}" for key, value in row.items()]
    return ("\r\n".join(lines) + "\r\n").encode()


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def cell(column, row, text):
    name = (chr(64 + (column - 1) // 26) if column > 26 else "") + chr(65 + (column - 1) % 26) + str(row)
    if text.isdigit() and not text.startswith("0") and len(text) < 9:
        return f'<c r="{name}"><v>{text}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{escaped(text)}</t></is></c>'


def workbook(rows):
    sheet = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>']
    for number, row in enumerate(rows, 1):
        cells = "".join(cell(column, number, text) for column, text in enumerate(row, 1) if text)
        sheet.append(f'<row r="{number}">{cells}</row>')
    sheet.append("</sheetData></worksheet>")
    parts = {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": "".join(sheet),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_DAY), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def pdf_pairs(row):
    """A page with headings on the left, values on the right, and a ruled line under each row."""
    text, y = [], 780
    for key, value in [("Field", "Value"), *row.items()]:
        plain = [word.replace("\\", "").replace("(", "").replace(")", "") for word in (key, value)]
        text.append(f"BT /F1 9 Tf 60 {y} Td ({plain[0]}) Tj ET BT /F1 9 Tf 330 {y} Td ({plain[1]}) Tj ET")
        text.append(f"55 {y - 5} m 540 {y - 5} l S")
        y -= 18
    text.append(f"55 {780 + 13} m 540 {780 + 13} l S 55 {y + 13} m 55 793 l S 320 {y + 13} m 320 793 l S 540 {y + 13} m 540 793 l S")
    stream = "\n".join(text)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


LETTER = """Dear {name},

Thank you for your subject access request. We confirm that we process personal data about you. A copy is attached.

We use your data to campaign, to canvass and to send you newsletters.
We obtained it from the electoral register supplied by {council}, and from you.
We keep it for as long as necessary.
You may ask us to correct or erase your data, and you may complain to the Information Commissioner.

Yours sincerely,
Data Protection Officer
"""


def mail(name, council, attached):
    """A message with a letter as its text and a workbook beside it."""
    coded = base64.encodebytes(attached).decode().replace("\n", "\r\n")
    text = LETTER.format(name=name, council=council).replace("\n", "\r\n")
    head = "From: Data Protection <dpo@party.example>\r\nTo: {}@people.example\r\nSubject: Your request\r\nMIME-Version: 1.0\r\n"
    return (
        head.format(name.replace(" ", ".").lower())
        + 'Content-Type: multipart/mixed; boundary="part"\r\n\r\n--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        + text
        + '\r\n--part\r\nContent-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name="response.xlsx"\r\n'
        + 'Content-Disposition: attachment; filename="response.xlsx"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + coded
        + "\r\n--part--\r\n"
    ).encode()


def hostile(number):
    """Files that a folder of post holds too."""
    kinds = [
        ("empty.csv", b""),
        ("broken.xlsx", b"PK\x03\x04" + bytes(range(200))),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"),
        ("noise.bin", bytes((number * 31 + n * 7) % 256 for n in range(700))),
        ("deep.xlsx", workbook([["Name", "Score"], ["Casey", "7"]])[:-30]),
        ("long.csv", b"A" * 3_000_000 + b"\n"),
        ("legacy.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("script.csv", b'Name,Notes\n"<script>alert(1)</script>","=HYPERLINK(""http://203.0.113.9/"",""x"")"\n'),
    ]
    return kinds[number % len(kinds)]


def case(number, folder, truth):
    rng = random.Random(f"case {number}")
    party, make = PARTIES[number % len(PARTIES)]
    who = person(rng)
    row = make(rng, who)
    form = ["csv"] * 4 + ["xlsx"] * 8 + ["letter"] * 2 + ["pdf"] * 5 + ["mail"]
    form = form[(number // len(PARTIES)) % len(form)]
    wide = make is not pairs_three
    name = f"{who['First Name']} {who['Last Name']}"
    rows = [list(row), list(row.values())] if wide else [["Field", "Value"], *row.items()]
    if form == "pdf":
        files = {"response.pdf": pdf_pairs(row)}
    elif form == "xlsx":
        files = {"response.xlsx": workbook(rows)}
    elif form == "mail":
        files = {"response.eml": mail(name, rng.choice(COUNCILS), workbook(rows))}
    else:
        files = {"response.csv": csv_wide(row) if wide else csv_pairs(row)}
    if form == "letter":
        files["letter.txt"] = LETTER.format(name=name, council=rng.choice(COUNCILS)).encode()
    requested = datetime.date(2025, 1, 6) + datetime.timedelta(days=rng.randint(0, 300))
    received = requested + datetime.timedelta(days=rng.choice([20, 25, 28, 40, 75]))
    about = [f'party = "{party}"', f'subject = "P-{number // len(PARTIES):05d}"', 'nation = "england"']
    about += [f"requested = {requested}", f"received = {received}", "receipt_proved = true"]
    member = rng.random() < 0.5
    if number % 10 == 0:
        about += ["[truth]", f"remain = {str(member).lower()}"]
    folder.mkdir()
    (folder / "case.toml").write_text("\n".join(about) + "\n")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if truth is not None:
        truth[folder.name] = {
            "party": party,
            "form": form,
            "held": row,
            "requested": str(requested),
            "received": str(received),
            "subject": f"P-{number // len(PARTIES):05d}",
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case: other people from there on")
    parser.add_argument("--hostile", type=int, default=0, help="so many files that are no response, or broken ones")
    parser.add_argument("--truth", action="store_true", help="write FOLDER.truth.json")
    args = parser.parse_args()
    args.folder.mkdir(parents=True)
    truth = {} if args.truth else None
    for number in range(args.first, args.first + args.cases):
        case(number, args.folder / f"case-{number:06d}", truth)
    for number in range(args.hostile):
        name, content = hostile(number)
        (args.folder / f"hostile-{number:04d}-{name}").write_bytes(content)
    if truth is not None:
        args.folder.with_name(args.folder.name + ".truth.json").write_text(json.dumps(truth, indent=1))


if __name__ == "__main__":
    main()
