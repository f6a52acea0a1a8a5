# One response in Python, through JSON lines: python3 recipes/jsonl.py PATH [PROGRAM]
import json
import subprocess
import sys

program = sys.argv[2] if len(sys.argv) > 2 else "sar-decode"
run = subprocess.run([program, sys.argv[1], "--format", "jsonl"], capture_output=True, text=True)
lines = [json.loads(line) for line in run.stdout.splitlines()]
points = [line for line in lines if line["record"] == "data-point"]
guesses = [point["label"] for point in points if point["inferred"]]
print(len(points), "headings with their values;", len(guesses), "guesses:", ", ".join(guesses))
