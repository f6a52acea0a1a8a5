#!/usr/bin/env python3
"""Apache Spark: the files of a folder of cases, wherever Spark finds them, through kept workers.

    python3 -m pip install pyspark        (and Java)
    python3 recipes/spark.py FOLDER OUT [--program sar-decode] [--partitions 4]

Writes OUT/cases, OUT/data_points, OUT/findings and OUT/checklist as CSV with a heading: the rows that
`sar-decode batch` writes, in partitions. Each partition starts one worker (docs/worker.md), sends it the
bytes of each case, and takes the rows that it answers.
"""

import argparse
import csv
import io
import json
import struct
import subprocess

from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

SETUP = {"reports": [], "with_personal_data": False}


def send(pipe, payload):
    pipe.write(struct.pack("<I", len(payload)) + payload)


def receive(pipe):
    length = pipe.read(4)
    if len(length) < 4:
        raise RuntimeError("the worker ended")
    (length,) = struct.unpack("<I", length)
    return pipe.read(length)


def through_a_worker(program, cases):
    """Cases in, (table, cells) out; one worker for all of them."""
    with subprocess.Popen([program, "worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        send(worker.stdin, json.dumps(SETUP).encode())
        for case, files in cases:
            files = sorted(files)
            send(worker.stdin, json.dumps({"case": case, "files": [name for name, _ in files]}).encode())
            for _, content in files:
                send(worker.stdin, bytes(content))
            worker.stdin.flush()
            head = json.loads(receive(worker.stdout))
            if head.get("error"):
                raise RuntimeError(head["error"])
            for name in head.get("frames", []):
                frame = receive(worker.stdout)
                if name != "summary":
                    for cells in csv.reader(io.StringIO(frame.decode(), newline="")):
                        yield name, cells
        worker.stdin.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("--program", default="sar-decode")
    parser.add_argument("--partitions", type=int, default=4)
    args = parser.parse_args()
    schema = json.loads(subprocess.check_output([args.program, "schema", "dataset"]))
    spark = SparkSession.builder.appName("sar-decode").getOrCreate()
    root = args.folder.rstrip("/")
    program = args.program

    def named(pair):
        path, content = pair
        case, name = path.split("/")[-2:]
        return case, (name, content)

    rows = (
        spark.sparkContext.binaryFiles(f"{root}/*/*", args.partitions)
        .map(named)
        .groupByKey(args.partitions)
        .mapPartitions(lambda cases: through_a_worker(program, cases))
        .cache()
    )
    for table in schema["tables"]:
        name = table["name"]
        columns = [column["name"] for column in table["columns"] if not column["personal"]]
        typed = StructType([StructField(column, StringType()) for column in columns])
        frame = spark.createDataFrame(rows.filter(lambda row, name=name: row[0] == name).map(lambda row: row[1]), typed)
        frame.write.mode("overwrite").csv(f"{args.out}/{name}", header=True, emptyValue="")
    spark.stop()


if __name__ == "__main__":
    main()
