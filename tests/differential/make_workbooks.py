#!/usr/bin/env python3
"""Makes the workbooks of fixtures/workbooks: invented data, by writers that are not ours.

    pip install openpyxl xlsxwriter xlwt odfpy
    python3 tests/differential/make_workbooks.py fixtures/workbooks
    python3 tests/differential/expect.py fixtures/workbooks

Every person, address and number is invented; the postcodes are in ZZ99, which is never given out.
"""
import datetime as dt
import io
import sys
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt
from odf import office, opendocument, style, table, text
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

DAY = dt.datetime(2020, 1, 1)
PEOPLE = [("Hilary Specimen", "ZZ99 3AB"), ("Robin Example", "ZZ99 3AC"), ("Sam O'Sample & Sons", "ZZ99 3AD")]


def by_xlsxwriter(folder):
    book = xlsxwriter.Workbook(folder / "features-xlsxwriter.xlsx")
    book.set_properties({"title": "Invented record", "author": "A. Clerk", "company": "Mock Party", "created": DAY})
    fmt = lambda code: book.add_format({"num_format": code})
    s = book.add_worksheet("Voter")
    s.write_row(0, 0, ["Name", "Postcode", "Ref", "Score", "Birth", "Seen", "Length"])
    for i, (name, code) in enumerate(PEOPLE, 1):
        s.write_string(i, 0, name)
        s.write_string(i, 1, code)
        s.write_string(i, 2, f"00{i}7")
        s.write_number(i, 3, 0.15 * i, fmt("0%"))
        s.write_datetime(i, 4, dt.datetime(1960 + i, 5, 12), fmt("dd/mm/yyyy"))
        s.write_datetime(i, 5, dt.datetime(2017, 5, 12, 10, 30, i), fmt("d mmm yyyy hh:mm:ss"))
        s.write_number(i, 6, 26.5 / 24 * i, fmt("[h]:mm"))
    numbers = [0, -1, 1e308, 1e-300, 0.1 + 0.2, 123456789012345678, 1234.5, -0.001, 42, 1e15, 2958465]
    formats = ["General", "0", "0.00", "#,##0", "00000", "#,##0.00;(#,##0.00)", "0.00E+00", "[<100]\"low\";\"high\"", "£#,##0.00", "# ?/?", "@"]
    s = book.add_worksheet("Numbers")
    for r, number in enumerate(numbers):
        for c, code in enumerate(formats):
            s.write_number(r, c, number, fmt(code))
    s = book.add_worksheet("Dates")
    codes = ["dd/mm/yyyy", "yyyy-mm-dd hh:mm", "hh:mm", "[h]:mm:ss", "mmm yy", "h:mm AM/PM", "[$-809]d mmmm yyyy;@", "mm:ss.0"]
    for r, serial in enumerate([0, 0.4375, 0.999999, 1, 59, 60, 61, 366.5, 42867, 42867.4375, 42867.99999999, 73050.25]):
        for c, code in enumerate(codes):
            s.write_number(r, c, serial, fmt(code))
    s.write_number(20, 0, 42867, book.add_format({"num_format": 14}))
    s.write_number(20, 1, 42867.5, book.add_format({"num_format": 22}))
    s = book.add_worksheet("It's <odd> & ünïcode")
    s.write_rich_string("A1", "plain ", book.add_format({"bold": True}), "bold", " plain")
    s.write_string("A2", "  spaces kept  ")
    s.write_string("A3", "line\nbreak\ttab")
    s.write_string("A4", "AT&T <b> \"q\" 'a' ]]>")
    s.write_string("A5", "=HYPERLINK(\"x\")")
    s.write_string("A6", "emoji \U0001F600 and \u00a0nbsp")
    s.write_string("A7", "x" * 5000)
    s.write_boolean("B1", True)
    s.write_boolean("B2", False)
    s.write_formula("C1", "=1+1", None, 2)
    s.write_formula("C2", '="a"&"b"', None, "ab")
    s.write_formula("C3", "=1/0", None, "#DIV/0!")
    s.write_formula("C4", "=NA()", None, "#N/A")
    s.write_formula("C5", "=1=1", None, True)
    s.write_formula("C6", '=""', None, "")
    s.write_array_formula("C7:C8", "{=A1:A2}", None, 7)
    s.write_url("D1", "https://example.org/", string="a link")
    s.merge_range("F1:H2", "merged")
    s = book.add_worksheet("Hidden parts")
    for r in range(12):
        s.write_row(r, 0, [f"r{r}", r, r * 2, f"note {r}"])
    s.set_row(3, None, None, {"hidden": True})
    s.set_row(5, 0)
    s.set_column(2, 2, None, None, {"hidden": True})
    s.autofilter("A1:D12")
    s.filter_column("A", "x == r1")
    for r in (7, 8):
        s.set_row(r, None, None, {"hidden": True})
    s.write_comment("A1", "an invented comment", {"author": "A. Clerk"})
    s.data_validation("E1:E9", {"validate": "list", "source": ["Yes", "No", "Don't know"]})
    s.data_validation("F1", {"validate": "list", "source": "=$A$1:$A$3"})
    s.write_string("G1", "unseen", book.add_format({"font_color": "#FFFFFF"}))
    s.write_number("G2", 7, fmt(";;;"))
    s = book.add_worksheet("Secret")
    s.write_string(0, 0, "hidden sheet")
    s.hide()
    s = book.add_worksheet("Very secret")
    s.write_string(0, 0, "very hidden sheet")
    s.very_hidden()
    book.add_worksheet("Nothing")
    sheet = book.add_chartsheet("Chart")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Numbers!$A$1:$A$5"})
    sheet.set_chart(chart)
    book.close()

    book = xlsxwriter.Workbook(folder / "inline-1904.xlsx", {"constant_memory": True, "date_1904": True})
    book.set_properties({"created": DAY})
    s = book.add_worksheet("Inline")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for r, (name, code) in enumerate(PEOPLE):
        s.write(r, 0, name)
        s.write(r, 1, " " + code + " ")
        s.write_datetime(r, 2, dt.datetime(2017, 5, 12 + r), day)
    book.close()


def by_openpyxl(folder):
    book = openpyxl.Workbook()
    book.properties.creator, book.properties.created, book.properties.modified = "A. Clerk", DAY, DAY
    s = book.active
    s.title = "Elector"
    s.append(["Name", "Postcode", "Roll", "Date", "Time", "Span", "Flag"])
    for i, (name, code) in enumerate(PEOPLE):
        s.append([name, code, f"AB{i}-0007", dt.date(1950 + i, 2, 28), dt.time(9, 30, i), dt.timedelta(hours=30 + i), i % 2 == 0])
    s["A10"] = "=SUM(1,2)"
    s["A11"] = "#N/A"
    s["A12"] = " "
    s["B12"] = "_x000D_ literal"
    s["A13"] = 12345678901234567890
    s["A14"] = 0.1
    s["B14"] = 1 / 3
    s["A15"] = dt.datetime(1900, 1, 15)
    s["A15"].number_format = "yyyy-mm-dd"
    s["A16"] = -5
    s["A16"].number_format = "yyyy-mm-dd"
    s["C1"].comment = Comment("who wrote this", "A. Clerk")
    s["D14"] = "same colours"
    s["D14"].font = Font(color="FF112233")
    s["D14"].fill = PatternFill("solid", fgColor="FF112233")
    s.merge_cells("F14:G15")
    s["F14"] = "merged"
    choice = DataValidation(type="list", formula1="Codes!$A$1:$A$3")
    choice.add("C2:C9")
    s.add_data_validation(choice)
    s.column_dimensions["E"].hidden = True
    s.row_dimensions[3].hidden = True
    codes = book.create_sheet("Codes")
    for code, meaning in [("D", "Definite"), ("P", "Probable"), ("?", "Unknown")]:
        codes.append([code, meaning])
    codes.sheet_state = "hidden"
    far = book.create_sheet("Far")
    far["A1"] = "near"
    far["XFD1048576"] = "far"
    book.save(folder / "features-openpyxl.xlsx")


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"


def package(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, content)


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>%s</Types>'
)
SHEET_TYPE = '<Override PartName="%s" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
BOOK_TYPE = '<Override PartName="%s" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'


def by_hand(folder):
    """What other programs write and the three libraries do not."""
    rels = lambda *rows: f'<Relationships xmlns="{PKG}">' + "".join(
        f'<Relationship Id="{i}" Type="{t}" Target="{g}"/>' for i, t, g in rows
    ) + "</Relationships>"
    odd = (
        f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}"><x:sheetData>'
        "<x:row><x:c t='inlineStr'><x:is><x:t>no places given</x:t></x:is></x:c><x:c><x:v>2</x:v></x:c></x:row>"
        "<x:row><x:c><x:v> 3 </x:v></x:c><x:c t='str'><x:v>four &amp; more</x:v></x:c></x:row>"
        "<x:row r='5'><x:c r='C5' t='b'><x:v>1</x:v></x:c><x:c><x:v>5</x:v></x:c></x:row>"
        "<!-- <x:row r='9'><x:c r='A9'><x:v>9</x:v></x:c></x:row> -->"
        "<x:row r='6'><x:c r='A6' t='str'><x:v><![CDATA[a<b]]></x:v></x:c>"
        "<x:c r='B6' t='e'><x:v>#SPILL!</x:v></x:c><x:c r='C6' t='inlineStr'><x:is><x:r><x:t>two</x:t></x:r>"
        "<x:r><x:t xml:space='preserve'> runs</x:t></x:r><x:rPh sb='0' eb='1'><x:t>reading</x:t></x:rPh></x:is></x:c></x:row>"
        "<x:row r='7'><x:c r='A7'><x:f t='shared' ref='A7:A9' si='0'>B7+1</x:f><x:v>1</x:v></x:c></x:row>"
        "<x:row r='8'><x:c r='A8'><x:f t='shared' si='0'/><x:v>2</x:v></x:c></x:row>"
        "<x:row r='9'><x:c r='A9' t='d'><x:v>2017-05-12T10:30:00</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    package(
        folder / "odd-package.xlsx",
        {
            "[Content_Types].xml": TYPES % (BOOK_TYPE % "/data/book1.xml" + SHEET_TYPE % "/data/sheets/one.xml"),
            "_rels/.rels": rels(("r1", REL + "/officeDocument", "/data/book1.xml")),
            "data/_rels/book1.xml.rels": rels(("r1", REL + "/worksheet", "/data/sheets/one.xml")),
            "data/book1.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
            "data/sheets/one.xml": odd,
        },
    )
    strict = (
        f'<worksheet xmlns="{STRICT}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12.5</v></c></row>'
        "</sheetData></worksheet>"
    )
    package(
        folder / "strict.xlsx",
        {
            "[Content_Types].xml": TYPES % (BOOK_TYPE % "/xl/workbook.xml" + SHEET_TYPE % "/xl/worksheets/sheet1.xml"),
            "_rels/.rels": rels(("r1", STRICT_REL + "/officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": rels(
                ("r1", STRICT_REL + "/worksheet", "worksheets/sheet1.xml"),
                ("r2", STRICT_REL + "/sharedStrings", "sharedStrings.xml"),
            ),
            "xl/workbook.xml": f'<workbook xmlns="{STRICT}" xmlns:r="{STRICT_REL}" conformance="strict"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/sharedStrings.xml": f'<sst xmlns="{STRICT}"><si><t>strict text</t></si></sst>',
            "xl/worksheets/sheet1.xml": strict,
        },
    )


def by_xlwt(folder):
    book = xlwt.Workbook()
    fmt = lambda code: xlwt.easyxf(num_format_str=code)
    s = book.add_sheet("Voter")
    for c, heading in enumerate(["Name", "Postcode", "Ref", "Score", "Birth", "Seen", "Span"]):
        s.write(0, c, heading)
    for i, (name, code) in enumerate(PEOPLE, 1):
        s.write(i, 0, name)
        s.write(i, 1, code)
        s.write(i, 2, f"00{i}7")
        s.write(i, 3, 0.15 * i, fmt("0%"))
        s.write(i, 4, dt.datetime(1960 + i, 5, 12), fmt("dd/mm/yyyy"))
        s.write(i, 5, dt.datetime(2017, 5, 12, 10, 30, i), fmt("d mmm yyyy hh:mm:ss"))
        s.write(i, 6, 1.5 * i, fmt("[h]:mm"))
    numbers = book.add_sheet("Numbers")
    for r, number in enumerate([0, -1, 1e308, 1e-300, 0.1 + 0.2, 1234567890, 1234.56, -0.01, 42, 536870911, -536870912, 12.34]):
        for c, code in enumerate(["General", "0.00", "#,##0", "00000", "0.00E+00", "0;(0);\"nil\""]):
            numbers.write(r, c, number, fmt(code))
    t = book.add_sheet("Texts")
    t.write(0, 0, "  spaces kept  ")
    t.write(1, 0, "line\nbreak")
    t.write(2, 0, "ünïcode \u20ac \u2661")
    t.write(3, 0, "long " * 6000)
    for r in range(400):
        t.write(r, 2, f"row {r} " + ("\u2661" if r % 3 else "x") * 40)
    t.write(0, 1, True)
    t.write(1, 1, False)
    t.write(2, 1, xlwt.Formula("1+1"))
    t.write(3, 1, xlwt.Formula('"a"&A1'))
    t.write_merge(5, 6, 4, 6, "merged")
    t.row(10).hidden = True
    t.col(3).hidden = True
    t.write(10, 3, "in a hidden row and column")
    t.write(11, 4, "unseen", xlwt.easyxf("font: colour white"))
    secret = book.add_sheet("Secret")
    secret.write(0, 0, "hidden sheet")
    secret.visibility = 1
    very = book.add_sheet("Very secret")
    very.write(0, 0, "very hidden sheet")
    very.visibility = 2
    book.save(str(folder / "features-xlwt.xls"))

    book = xlwt.Workbook()
    far = book.add_sheet("Far")
    far.write(0, 0, "near")
    far.write(65535, 255, xlwt.Formula("1+1"))
    book.save(str(folder / "far-corners.xls"))

    book = xlwt.Workbook()
    book.dates_1904 = True
    s = book.add_sheet("Old")
    for r, serial in enumerate([1.0, 100.5, 40000.25]):
        s.write(r, 0, serial, fmt("dd/mm/yyyy hh:mm"))
    book.save(str(folder / "dates-1904.xls"))


def by_odfpy(folder):
    doc = opendocument.OpenDocumentSpreadsheet()
    hidden = style.Style(name="ta-hidden", family="table")
    hidden.addElement(style.TableProperties(display="false"))
    white = style.Style(name="ce-white", family="table-cell")
    white.addElement(style.TextProperties(color="#ffffff"))
    doc.automaticstyles.addElement(hidden)
    doc.automaticstyles.addElement(white)

    def cell(kind, shown=None, **attributes):
        c = table.TableCell(valuetype=kind, **attributes)
        for line in (shown or "").split("\n") if shown is not None else []:
            c.addElement(text.P(text=line))
        return c

    voter = table.Table(name="Voter")
    voter.addElement(table.TableColumn(numbercolumnsrepeated=2))
    voter.addElement(table.TableColumn(visibility="collapse"))
    row = table.TableRow()
    for heading in ["Name", "Postcode", "Hidden", "Score", "Date", "Time", "Flag"]:
        row.addElement(cell("string", heading))
    voter.addElement(row)
    for i, (name, code) in enumerate(PEOPLE):
        row = table.TableRow()
        row.addElement(cell("string", name))
        row.addElement(cell("string", code))
        row.addElement(cell("string", f"00{i}7"))
        row.addElement(cell("percentage", f"{15 + i}%", value=str((15 + i) / 100)))
        row.addElement(cell("date", f"1{i}/05/2017", datevalue=f"2017-05-1{i}"))
        row.addElement(cell("time", "10:30", timevalue="PT10H30M00S"))
        row.addElement(cell("boolean", "TRUE", booleanvalue="true"))
        voter.addElement(row)
    row = table.TableRow(visibility="collapse")
    row.addElement(cell("string", "in a hidden row"))
    row.addElement(table.TableCell(numbercolumnsrepeated=3))
    row.addElement(cell("float", "7", value="7", numbercolumnsrepeated=3))
    voter.addElement(row)
    voter.addElement(table.TableRow(numberrowsrepeated=3))
    row = table.TableRow(numberrowsrepeated=2)
    row.addElement(cell("string", "two lines\nof text"))
    row.addElement(cell("currency", "£5.00", value="5", currency="GBP"))
    row.addElement(cell("string", "unseen", stylename="ce-white"))
    row.addElement(cell("float", "3", value="3", formula="of:=1+2"))
    voter.addElement(row)
    row = table.TableRow()
    merged = cell("string", "merged", numbercolumnsspanned=2, numberrowsspanned=1)
    row.addElement(merged)
    row.addElement(table.CoveredTableCell())
    spaced = table.TableCell(valuetype="string")
    p = text.P(text="a")
    p.addElement(text.S(c=3))
    p.addText("b")
    p.addElement(text.Tab())
    p.addElement(text.Span(text="c"))
    spaced.addElement(p)
    row.addElement(spaced)
    noted = cell("string", "noted")
    note = office.Annotation()
    note.addElement(text.P(text="an invented note"))
    noted.addElement(note)
    row.addElement(noted)
    voter.addElement(row)
    voter.addElement(table.TableRow(numberrowsrepeated=1048000))
    doc.spreadsheet.addElement(voter)
    secret = table.Table(name="Secret", stylename="ta-hidden")
    row = table.TableRow()
    row.addElement(cell("string", "hidden sheet"))
    secret.addElement(row)
    doc.spreadsheet.addElement(secret)
    doc.save(str(folder / "features-odfpy.ods"))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    for make in (by_xlsxwriter, by_openpyxl, by_hand, by_xlwt, by_odfpy):
        make(target)
