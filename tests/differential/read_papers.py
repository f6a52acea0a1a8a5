#!/usr/bin/env python3
"""Reads a Word document with python-docx, or a mail with Python's own reader, and writes what is in it.

usage: read_papers.py FILE

Writes JSON: {"texts": [...], "cells": [[row, column, text], ...], "headers": {...}, "attached": [...]}.
Exit status 4 where python-docx is not installed.
"""

import email
import email.policy
import json
import sys


def docx(path):
    try:
        import docx as library
    except ImportError:
        sys.exit(4)
    document = library.Document(path)
    # Paragraphs and tables of the body; a cell that reaches over others is there once for each.
    cells = []
    for table in document.tables:
        for r, row in enumerate(table.rows, 1):
            seen = set()
            for c, cell in enumerate(row.cells, 1):
                if cell._tc in seen:
                    continue
                seen.add(cell._tc)
                text = "\n".join(p.text.strip() for p in cell.paragraphs if p.text.strip())
                if text:
                    cells.append([r, c, text])
    texts = [p.text.strip() for p in document.paragraphs if p.text.strip()]
    return {"texts": texts, "cells": cells, "headers": {}, "attached": []}


def mail(path):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain",))
    lines = body.get_content().splitlines() if body else []
    headers = {"subject": str(message["subject"] or ""), "message-id": str(message["message-id"] or "").strip("<>")}
    attached = [part.get_filename() for part in message.iter_attachments() if part.get_filename()]
    texts = [line.strip() for line in lines if line.strip()]
    return {"texts": texts, "cells": [], "headers": headers, "attached": attached}


if __name__ == "__main__":
    read = docx if sys.argv[1].endswith(".docx") else mail
    json.dump(read(sys.argv[1]), sys.stdout)
