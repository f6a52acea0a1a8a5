#!/usr/bin/env python3
"""What a competent researcher would write: pandas with its calamine engine and every cell kept as text,
pdfplumber for PDF, a dictionary of headings and codes, and two worker processes that stay warm.

    python3 -m pip install pandas python-calamine pdfplumber
    python3 benches/batch/rival.py FOLDER OUT.csv [--jobs 2]

Reads a folder that generate.py made and writes one long table: case, heading, value, what it means. It
finds no sources, no guesses, no findings and no places, and checks nothing; it is here for its speed.
"""

import argparse
import csv
import email
import email.policy
import io
import multiprocessing
import sys
import time
import tomllib
import warnings
from pathlib import Path

MOSAIC = {f"{letter}{number:02d}": f"Mosaic type {letter}{number:02d}" for letter in "ABCDEFGHIJKLMNO" for number in range(1, 70)}
CODES = {
    "VID": {"L": "Labour", "T": "Conservative", "S": "SNP", "D": "Liberal Democrat", "G": "Green", "N": "will not vote", "A": "against", "C": "Conservative"},
    "Voting Intention": {"S": "supporter", "P": "probable", "U": "undecided", "A": "against", "O": "other", "D": "doubtful"},
    "Previous Vote": {"L": "Labour", "C": "Conservative", "LD": "Liberal Democrat", "G": "Green", "X": "none"},
    "Mosaic Type": MOSAIC,
}
MEANINGS = {
    "Lab_Supp_Score": "support score, 0 to 100",
    "Con_Supp_Score": "support score, 0 to 100",
    "Turnout_Score": "turnout score, 0 to 100",
    "Con 0-10": "likelihood to vote, 0 to 10",
    "Lab 0-10": "likelihood to vote, 0 to 10",
}

pandas = pdfplumber = None


def warm():
    global pandas, pdfplumber
    import pandas as loaded_pandas
    import pdfplumber as loaded_pdfplumber

    warnings.filterwarnings("ignore")
    pandas, pdfplumber = loaded_pandas, loaded_pdfplumber


def tables(name, content):
    if name.endswith(".csv"):
        yield pandas.read_csv(content, header=None, dtype=str, keep_default_na=False)
    elif name.endswith(".xlsx"):
        yield pandas.read_excel(content, header=None, dtype=str, engine="calamine", keep_default_na=False)
    elif name.endswith(".pdf"):
        with pdfplumber.open(content) as document:
            rows = [row for page in document.pages for found in page.extract_tables() for row in found]
        yield pandas.DataFrame(rows, dtype=str)
    elif name.endswith(".eml"):
        message = email.message_from_binary_file(content, policy=email.policy.default)
        for attached in message.iter_attachments():
            yield from tables(attached.get_filename() or "", io.BytesIO(attached.get_content()))
    else:
        content.read()


def pairs(frame):
    if frame.shape[1] == 2:
        return list(zip(frame[0].tolist()[1:], frame[1].tolist()[1:]))
    return list(zip(frame.iloc[0].tolist(), frame.iloc[1].tolist()))


def case(folder):
    about = {}
    rows = []
    for path in sorted(folder.iterdir()):
        if path.name == "case.toml":
            about = tomllib.loads(path.read_text())
            continue
        with path.open("rb") as content:
            for frame in tables(path.name, content):
                for heading, value in pairs(frame):
                    meaning = CODES.get(heading, {}).get(value) or MEANINGS.get(heading, "")
                    rows.append((folder.name, about.get("party", ""), heading, value, meaning))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    folders = sorted(path for path in args.folder.iterdir() if path.is_dir())
    with multiprocessing.Pool(args.jobs, initializer=warm) as pool, args.out.open("w", newline="") as out:
        pool.map(case, folders[: args.jobs * 8])  # every worker has loaded everything before the clock starts
        began = time.perf_counter()
        writer = csv.writer(out)
        for rows in pool.imap(case, folders, chunksize=16):
            writer.writerows(rows)
        spent = time.perf_counter() - began
    print(f"{len(folders)} cases in {spent:.2f} s: {len(folders) / spent:.0f} a second", file=sys.stderr)


if __name__ == "__main__":
    main()
