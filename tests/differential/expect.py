#!/usr/bin/env python3
"""Writes, beside each workbook of a folder, the cells that another reader finds in it.

One JSON object a line, `{"sheet","row","col","t","v"}`, as `sar-decode dump` has them: openpyxl for
xlsx, xlrd for xls, odfpy for ods. Cells without a value and empty texts are left out.
"""
import datetime as dt
import json
import sys
import warnings
from pathlib import Path

import openpyxl
import xlrd
from odf import opendocument, table, teletype, text
from odf.namespaces import OFFICENS, TABLENS

warnings.simplefilter("ignore")


def clock(moment):
    written = moment.isoformat(timespec="milliseconds")
    return written[:-4] if written.endswith(".000") else written


def iso(value):
    if isinstance(value, dt.datetime):
        written = clock(value)
        return written[:10] if written.endswith("T00:00:00") else written
    if isinstance(value, dt.time):
        return clock(value)
    if isinstance(value, dt.timedelta):
        millis = round(value.total_seconds() * 1000)
        sign, millis = ("-", -millis) if millis < 0 else ("", millis)
        hours, rest = divmod(millis, 3_600_000)
        minutes, rest = divmod(rest, 60_000)
        seconds, rest = divmod(rest, 1000)
        out = sign + "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        if rest:
            return out + f"{seconds}.{rest:03}S"
        return out + (f"{seconds}S" if seconds or out.endswith("PT") else "")
    return value.isoformat()


def typed(value, is_error=False):
    if is_error:
        return "e", value
    if isinstance(value, bool):
        return "b", "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return "n", repr(float(value))
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return "d", iso(value)
    return "s", value


def from_xlsx(path):
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        for (row, col), cell in sorted(sheet._cells.items()):
            if cell.value is not None and cell.value != "":
                yield sheet.title, row, col, *typed(cell.value, cell.data_type == "e")


def from_xls(path):
    book = xlrd.open_workbook(path, formatting_info=True)
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for col in range(sheet.ncols):
                cell = sheet.cell(row, col)
                if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
                    continue
                value, error = cell.value, False
                if cell.ctype == xlrd.XL_CELL_DATE:
                    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                    if "[h" in code.lower():
                        value = dt.timedelta(days=value)
                    else:
                        value = xlrd.xldate_as_datetime(value, book.datemode)
                elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                    value = bool(value)
                elif cell.ctype == xlrd.XL_CELL_ERROR:
                    value, error = xlrd.error_text_from_code[value], True
                yield sheet.name, row + 1, col + 1, *typed(value, error)


def from_ods(path):
    book = opendocument.load(path)
    for sheet in book.spreadsheet.getElementsByType(table.Table):
        name, row_no = sheet.getAttribute("name"), 0
        for row in sheet.getElementsByType(table.TableRow):
            repeat = int(row.getAttribute("numberrowsrepeated") or 1)
            cells, col = [], 0
            for cell in row.childNodes:
                if cell.qname not in ((TABLENS, "table-cell"), (TABLENS, "covered-table-cell")):
                    continue
                across = int(cell.getAttribute("numbercolumnsrepeated") or 1)
                shown = "\n".join(teletype.extractText(p) for p in cell.childNodes if p.qname == (text.P().qname))
                kind = cell.getAttrNS(OFFICENS, "value-type")
                if kind in ("float", "percentage", "currency"):
                    found = "n", repr(float(cell.getAttrNS(OFFICENS, "value")))
                elif kind == "date":
                    found = "d", cell.getAttrNS(OFFICENS, "date-value")
                elif kind == "time":
                    found = "d", cell.getAttrNS(OFFICENS, "time-value")
                elif kind == "boolean":
                    found = "b", cell.getAttrNS(OFFICENS, "boolean-value").upper()
                else:
                    found = "s", shown
                if found[1]:
                    cells.extend((col + i + 1, *found) for i in range(across))
                col += across
            if cells:
                for i in range(repeat):
                    for at, kind, value in cells:
                        yield name, row_no + i + 1, at, kind, value
            row_no += repeat


READERS = {".xlsx": from_xlsx, ".xls": from_xls, ".ods": from_ods}

if __name__ == "__main__":
    for path in sorted(Path(sys.argv[1]).iterdir()):
        reader = READERS.get(path.suffix)
        if not reader:
            continue
        with open(f"{path}.expected.jsonl", "w", encoding="utf-8") as out:
            for sheet, row, col, kind, value in reader(path):
                line = {"sheet": sheet, "row": row, "col": col, "t": kind, "v": value}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
