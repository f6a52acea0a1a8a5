#!/usr/bin/env bash
# One machine, so many parts at once: recipes/xargs.sh FOLDER OUT [PARTS]
# Each part is a run of its own; what a part writes is kept, so that the whole can be started again.
set -euo pipefail
folder=$1 out=$2 parts=${3:-$(getconf _NPROCESSORS_ONLN)}
program=${PROGRAM:-sar-decode}
mkdir -p "$out.parts"
export folder out parts program
part() { "$program" batch "$folder" --out "$out.parts/$1" --shard "$1/$parts" --jobs 1 --quiet ${OPTIONS:-} || [ $? = 3 ] || [ $? = 4 ]; }
export -f part
if command -v parallel >/dev/null; then
  seq "$parts" | parallel -j "$parts" part {}
else
  seq "$parts" | xargs -P "$parts" -I{} bash -c 'part {}'
fi
# A part without a case makes no results.
find "$out.parts" -mindepth 2 -maxdepth 2 -name manifest.json -exec dirname {} + | xargs -d '\n' "$program" merge --out "$out"
