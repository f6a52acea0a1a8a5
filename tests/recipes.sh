#!/usr/bin/env bash
# Runs the recipes that this machine has the programs for, and compares what they make with one run.
#
#   PROGRAM=target/debug/sar-decode PYTHON=.venv/bin/python tests/recipes.sh [CASES, 60]
#
# PYTHON: a Python with any of pandas, pyarrow, duckdb, pyspark; what is not there is left out and said so.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
export PROGRAM=$(realpath "${PROGRAM:-$here/target/debug/sar-decode}")
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 "$here/benches/batch/generate.py" "${1:-60}" responses
"$PROGRAM" batch responses --out whole --quiet --reports json

OPTIONS="--reports json" "$here/recipes/xargs.sh" responses results 3 >/dev/null
diff -r -x lock whole results && echo "xargs: the same bytes as one run"

"$python" "$here/recipes/jsonl.py" responses/case-000000 "$PROGRAM" | grep -q "17 headings" && echo "jsonl.py: runs"
if command -v Rscript >/dev/null; then Rscript "$here/recipes/jsonl.R" responses/case-000000 "$PROGRAM" | grep -q "17 headings" && echo "jsonl.R: runs"; else echo "jsonl.R: left out, there is no R"; fi

if "$python" -c 'import pandas' 2>/dev/null; then
  "$python" - <<'PY'
import pandas
cases = pandas.read_csv("whole/dataset/cases.csv", dtype=str, keep_default_na=False)
points = pandas.read_csv("whole/dataset/data_points.csv", dtype=str, keep_default_na=False)
joined = points.merge(cases, on="case", validate="many_to_one")
assert len(joined) == len(points) == cases["data_points"].astype(int).sum(), "the tables join"
print("pandas: opens the data set, and its tables join")
PY
else echo "pandas: left out, it is not installed"; fi

if "$python" -c 'import duckdb' 2>/dev/null; then
  ln -s results.parts parts
  "$python" - "$here/recipes/reduce.sql" <<'PY'
import sys, json, duckdb
for statement in open(sys.argv[1]).read().split(";"):
    if statement.strip():
        found = duckdb.sql(statement)
        if found is not None and "guesses" in found.columns:
            ranking = found.fetchall()
cohort = json.load(open("whole/cohort.json"))["which_party_profiles_more"]["parties"]
assert [row[0] for row in ranking] == [party["party"] for party in cohort], ranking
assert all(abs(row[2] - party["guesses"]["mean"]) < 0.01 for row, party in zip(ranking, cohort)), ranking
print("DuckDB: opens the parts, and ranks as the cohort report does")
PY
else echo "DuckDB: left out, it is not installed"; fi

if "$python" -c 'import pyarrow.parquet' 2>/dev/null && [ -e whole/dataset/cases.parquet ]; then
  "$python" - <<'PY'
import csv, pyarrow.parquet
for table in ["cases", "data_points", "findings", "checklist"]:
    rows = list(csv.DictReader(open(f"whole/dataset/{table}.csv", newline="")))
    read = pyarrow.parquet.read_table(f"whole/dataset/{table}.parquet")
    assert read.num_rows == len(rows) and read.column_names == list(rows[0]), table
    told = lambda cell: "" if cell is None else str(cell).lower() if isinstance(cell, bool) else cell
    for row, other in zip(rows, read.to_pylist()):
        for name, cell in row.items():
            value = told(other[name])
            assert cell == value or float(cell) == float(value), (table, name, cell, value)
print("Parquet: the same rows as the CSV")
PY
else echo "Parquet: left out, the program is built without it or pyarrow is not installed"; fi

if "$python" -c 'import pyspark' 2>/dev/null && command -v java >/dev/null; then
  PYSPARK_PYTHON=$python "$python" "$here/recipes/spark.py" responses spark --program "$PROGRAM" 2>spark.log || { tail -20 spark.log; exit 1; }
  "$python" - <<'PY'
import csv, glob
for table in ["cases", "data_points", "findings", "checklist"]:
    def rows(paths):
        return sorted(tuple(row.items()) for path in paths for row in csv.DictReader(open(path, newline=""), escapechar="\\"))
    whole, spark = rows([f"whole/dataset/{table}.csv"]), rows(glob.glob(f"spark/{table}/part-*.csv"))
    assert whole == spark, (table, len(whole), len(spark), set(whole) ^ set(spark))
print("Spark: the same rows as one run")
PY
else echo "Spark: left out, pyspark or Java is not there"; fi
