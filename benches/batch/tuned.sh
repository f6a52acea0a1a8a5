#!/usr/bin/env bash
# Builds the program as `--profile dist` does, laid out by what a run over many responses does most: a build
# that counts, a run of it over invented responses that no comparison is made with, and the build that uses
# the counts; then, where llvm-bolt is there, the same once more with the finished program, whose blocks are
# put in the order in which they run. The same program and the same reports, in about a third less processor
# time; it takes three times as long to build. It is for processors like the one that builds it; CPU names
# another (rustc --print target-cpus).
#
#   benches/batch/tuned.sh && PROGRAM=target/tuned/sar-decode benches/batch/compare.sh
#
# Needs llvm-profdata of the LLVM that rustc has: `rustup component add llvm-tools`, or that of the system.
# llvm-bolt is that of the system (Debian: bolt-22); without it the last step is left out, and said so.
set -euo pipefail
cd "$(dirname "$0")/../.."
cases=1500
cpu=${CPU:-native}
host=$(rustc -vV | sed -n 's/^host: //p')
llvm=$(rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
for tool in "$(rustc --print sysroot)/lib/rustlib/$host/bin/llvm-profdata" "llvm-profdata-$llvm" "/usr/lib/llvm-$llvm/bin/llvm-profdata" ""; do
  if [ -n "$tool" ] && command -v "$tool" >/dev/null; then break; fi
done
if [ -z "$tool" ]; then
  echo "tuned.sh: no llvm-profdata of LLVM $llvm; try rustup component add llvm-tools" >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The build that counts is not linked as the other is: what is counted is the same, and it is there sooner.
RUSTFLAGS="-Ctarget-cpu=$cpu -Cprofile-generate=$work/counts" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
  cargo build --locked --release --bin sar-decode --target "$host" --target-dir target/counting
python3 benches/batch/generate.py "$cases" "$work/cohort" --first 1000000
python3 - "$work/cohort" >"$work/jobs" <<'JOBS'
import json, struct, sys
from pathlib import Path

def frame(what):
    text = json.dumps(what).encode()
    sys.stdout.buffer.write(struct.pack("<I", len(text)) + text)

frame({"reports": ["json", "html"]})
for case in sorted(Path(sys.argv[1]).iterdir()):
    frame({"case": case.name, "path": str(case)})
JOBS
counting=target/counting/$host/release/sar-decode
"$counting" worker <"$work/jobs" >"$work/answers"
"$counting" batch "$work/cohort" --out "$work/out" --quiet
"$tool" merge -o "$work/counts.profdata" "$work/counts"
rm -rf target/counting

# With its relocations (-q), so that its blocks can be moved.
RUSTFLAGS="-Ctarget-cpu=$cpu -Cprofile-use=$work/counts.profdata -Clink-arg=-Wl,-q" \
  cargo build --locked --profile dist --bin sar-decode --target "$host" --target-dir target/tuned
built=target/tuned/$host/dist/sar-decode
tuned=target/tuned/sar-decode
rm -f "$tuned"

bolt=""
for tool in llvm-bolt "llvm-bolt-$llvm" "/usr/lib/llvm-$llvm/bin/llvm-bolt"; do
  if command -v "$tool" >/dev/null; then bolt=$tool; break; fi
done
if [ -z "$bolt" ]; then
  echo "tuned.sh: no llvm-bolt; the blocks stay in the order of the build" >&2
  cp "$built" "$tuned"
else
  "$bolt" "$built" -instrument -instrumentation-file="$work/blocks" -o "$work/counting" >/dev/null
  "$work/counting" worker <"$work/jobs" >"$work/answers"
  "$bolt" "$built" -data="$work/blocks" -o "$work/ordered" -reorder-blocks=ext-tsp -reorder-functions=cdsort \
    -split-functions -split-all-cold -split-eh -icf=1 >/dev/null
  cp "$work/ordered" "$tuned"
fi
echo "$tuned"
