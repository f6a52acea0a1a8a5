#!/usr/bin/env bash
# The run over many responses against what a researcher would write and against bare parsers, in one
# run on one machine: cases a second, ratios, memory, and what a second run costs.
#
#   cargo build --profile dist && benches/batch/compare.sh [CASES, 10000] [FOLDER, a new one in /tmp]
#
# PROGRAM is another build of it, such as that of tuned.sh.
# PYTHON is a Python that has pandas, python-calamine and pdfplumber; without them the rival is left out.
# Nothing is removed before or between the runs that are timed: where thousands of files were removed a
# minute ago, ext4 takes several times as long to make new ones.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
cases=${1:-10000}
work=${2:-$(mktemp -d)}
program=${PROGRAM:-$here/target/dist/sar-decode}
python=${PYTHON:-python3}
jobs=${JOBS:-2}
mkdir -p "$work"
[ -d "$work/cohort" ] || python3 "$here/benches/batch/generate.py" "$cases" "$work/cohort"

seconds() { # runs a command and prints its wall time in seconds
  local began; began=$(date +%s.%N)
  "$@" >"$work/out.txt" 2>"$work/err.txt"
  awk -v from="$began" -v to="$(date +%s.%N)" 'BEGIN { printf "%.3f", to - from }'
}
rate() { awk -v n="$cases" -v s="$1" 'BEGIN { printf "%.0f", n / s }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
out=$(mktemp -d "$work/run.XXXXXX")
run() { seconds "$program" batch "$work/cohort" --out "$out/$1" --jobs "$jobs" --quiet --reports "$2"; }

# Read once, so that the first run does not fetch from the disk what those after it find in memory.
find "$work/cohort" -type f -exec cat {} + >/dev/null
json=$(run json json)
again=$(run json json)
html=$(run html json,html)
echo "json reports and data set       $(rate "$json") cases a second"
echo "json and html reports           $(rate "$html") cases a second"
echo "again, nothing changed          $(ratio "$again" "$json") of the first run (bound 0.10)"
if [ -n "${BARE:-}" ]; then
  bare=$(seconds "$BARE" "$work/cohort" "$out/bare" "$jobs")
  echo "bare parsers, as much written   $(rate "$bare") cases a second; a run takes $(ratio "$html" "$bare") times as long (bound 3)"
fi
if "$python" -c 'import pandas, python_calamine, pdfplumber' 2>/dev/null; then
  "$python" "$here/benches/batch/rival.py" "$work/cohort" "$out/rival.csv" --jobs "$jobs" 2>"$work/rival.txt"
  rival=$(sed -n 's/.* in \([0-9.]*\) s:.*/\1/p' "$work/rival.txt")
  echo "pandas, calamine, pdfplumber    $(rate "$rival") cases a second; json $(ratio "$rival" "$json") times as fast (bound 10), html $(ratio "$rival" "$html") (bound 4)"
else
  echo "the rival is left out: pandas, python-calamine and pdfplumber are not installed for $python"
fi
if [ -x /usr/bin/time ]; then
  for few in $((cases / 10)) "$cases"; do
    ls "$work/cohort" | sed -n "1,${few}p" >"$work/list.txt"
    /usr/bin/time -f "memory of the parent, $few cases: %M kB" "$program" batch "$work/cohort" --files-from "$work/list.txt" \
      --out "$out/memory-$few" --jobs "$jobs" --quiet --reports json 2>&1 >/dev/null | tail -1
  done
fi
