"""What cleaning costs by the thousand: processor time, memory and output, for each way to run it.

    python benchmarks/scale.py --ways batch --counts 1000 10000 100000
    python benchmarks/scale.py --corpora ../shared/corpora --ways batch --input warc --counts 1000 10000
    python benchmarks/scale.py --corpora ../shared/corpora --ways python batch spark datatrove ray --counts 2000 10000

The pages of the corpora, or else the short ones of fixtures/, are written again and again until there are enough:
as text in JSON Lines, or as HTML in WARC files. Each way reads them, cleans them and writes Parquet, in processes
of its own.

Processor time is that of all those processes (Java's and Ray's too), and so tells more than the clock on a
machine with other work. A way's start costs the same for few pages and for many; where two counts are given, the
last column is what a further page costs, without the start. Memory is the largest sum over the processes at
any moment, of what each has to itself plus its part of what it shares (PSS). All is read from /proc: Linux only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from corpus import read_raw

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
CORPORA = ("fundus", "aeb", "wcxb")
SHARDS = 8
MARK = "NEWSCLEAN_SCALE"
TICK = os.sysconf("SC_CLK_TCK")


def texts(corpora: Path | None) -> Iterator[str]:
    if corpora is None:
        yield from (path.read_bytes().decode() for path in sorted(FIXTURES.glob("*/input.txt")))
        return
    for corpus in CORPORA:
        yield from read_raw(corpora / corpus, "html_text").values()


def htmls(corpora: Path) -> Iterator[bytes]:
    for corpus in CORPORA:
        for path in sorted((corpora / corpus / "html").glob("*.html.gz")):
            yield gzip.decompress(path.read_bytes())


def write_jsonl(corpora: Path | None, folder: Path, count: int) -> None:
    records = (
        json.dumps({"id": str(number), "url": f"https://news{number % 200}.example/{number}", "text": text}) + "\n"
        for number, text in enumerate(islice(cycle(list(texts(corpora))), count))
    )
    for shard in range(SHARDS):
        with (folder / f"{shard}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(islice(records, -(-count // SHARDS)))


def write_warc(corpora: Path, folder: Path, count: int) -> None:
    members = []
    for number, page in enumerate(htmls(corpora)):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid.UUID(int=number)}>\r\n"
            f"WARC-Date: 2024-03-06T00:00:00Z\r\nWARC-Target-URI: https://news{number % 200}.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        members.append(gzip.compress(head.encode() + http + b"\r\n\r\n", 6))
    stream = islice(cycle(members), count)
    for shard in range(SHARDS):
        with (folder / f"{shard}.warc.gz").open("wb") as file:
            file.writelines(islice(stream, -(-count // SHARDS)))


def run_python(pages: Path, out: Path, _workers: int) -> None:
    import pyarrow.parquet as pq
    from pyarrow import json as pj

    from newsclean.batch.schema import SCHEMA
    from newsclean.batch.table import clean_table

    out.mkdir()
    with pq.ParquetWriter(out / "clean.parquet", SCHEMA) as writer:
        for path in sorted(pages.iterdir()):
            for batch in pj.open_json(path, pj.ReadOptions(block_size=1 << 22)):
                writer.write_table(clean_table(batch))


def run_batch(pages: Path, out: Path, workers: int) -> None:
    out.mkdir()
    command = [sys.executable, "-m", "newsclean", "batch", str(pages), "-o", str(out / "clean.parquet"), "--quiet"]
    subprocess.run([*command, "--workers", str(workers)], check=False)  # 1: a page was rejected


def run_spark(pages: Path, out: Path, workers: int) -> None:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    from newsclean.integrations.spark import clean_frame

    spark = SparkSession.builder.master(f"local[{workers}]").config("spark.ui.enabled", "false").getOrCreate()
    clean_frame(spark.read.json(str(pages), "id string, url string, text string")).write.parquet(str(out))
    spark.stop()


def run_datatrove(pages: Path, out: Path, workers: int) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import ParquetWriter

    from newsclean.batch.schema import SCHEMA
    from newsclean.integrations.datatrove import NewsCleaner, to_row

    steps = [JsonlReader(str(pages)), NewsCleaner(drop=()), ParquetWriter(str(out), adapter=to_row, schema=SCHEMA)]
    LocalPipelineExecutor(steps, tasks=SHARDS, workers=workers, logging_dir=str(out.with_suffix(".logs"))).run()


def run_ray(pages: Path, out: Path, workers: int) -> None:
    import ray
    import ray.data

    from newsclean.integrations.ray import clean_dataset

    ray.init(num_cpus=workers, include_dashboard=False)
    clean_dataset(ray.data.read_json(str(pages))).write_parquet(str(out))
    ray.shutdown()


WAYS: dict[str, Callable[[Path, Path, int], None]] = {
    "python": run_python, "batch": run_batch, "spark": run_spark, "datatrove": run_datatrove, "ray": run_ray,
}  # fmt: skip


class Cost(NamedTuple):
    """What a run took: seconds by the clock, of processor time, and bytes of memory and of output."""

    clock: float
    cpu: float
    memory: int
    output: int


class Meter:
    """Sums over all processes that carry a mark in their environment, wherever they were started from."""

    def __init__(self, mark: str) -> None:
        self._mark = f"{MARK}={mark}".encode()
        self._known: dict[int, bool] = {os.getpid(): False}
        self._cpu: dict[int, int] = {}
        self.memory = 0

    def sample(self) -> None:
        memory = 0
        for pid in (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()):
            try:
                process = Path("/proc", str(pid))
                if not self._known.setdefault(pid, self._mark in (process / "environ").read_bytes()):
                    continue
                fields = (process / "stat").read_text().rpartition(")")[2].split()
                self._cpu[pid] = int(fields[11]) + int(fields[12])
                memory += 1024 * int((process / "smaps_rollup").read_text().partition("\nPss:")[2].split()[0])
            except (OSError, IndexError):  # it has ended meanwhile
                continue
        self.memory = max(self.memory, memory)

    @property
    def cpu(self) -> float:
        return sum(self._cpu.values()) / TICK


def measure(way: str, pages: Path, out: Path, workers: int) -> Cost:
    mark = uuid.uuid4().hex
    command = [sys.executable, __file__, "--run", way, str(pages), str(out), str(workers)]
    start = time.perf_counter()
    with out.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, MARK: mark}, stdout=log, stderr=log)
        meter = Meter(mark)
        while process.poll() is None:
            meter.sample()
            time.sleep(0.2)
    clock = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{way} failed, see {log.name}")
    output = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    if not output:
        raise SystemExit(f"{way} wrote nothing, see {log.name}")
    return Cost(clock, meter.cpu, meter.memory, output)


def main() -> None:
    if sys.argv[1:2] == ["--run"]:
        way, pages, out, workers = sys.argv[2:]
        WAYS[way](Path(pages), Path(out), int(workers))
        return
    parser = argparse.ArgumentParser(description="Measure what cleaning costs by the thousand.")
    parser.add_argument("--corpora", type=Path, help=f"folder that holds {', '.join(CORPORA)}")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=["python", "batch"])
    parser.add_argument("--counts", nargs="+", type=int, default=[1_000, 10_000], help="numbers of pages")
    parser.add_argument("--input", choices=["text", "warc"], default="text", help="warc: for batch only")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where to put pages and results (default: a temporary folder)")
    args = parser.parse_args()
    if args.input == "warc" and (args.ways != ["batch"] or args.corpora is None):
        parser.error("--input warc goes with --ways batch alone, and with --corpora")
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        folder = Path(name)
        print("| way | pages | clock, s | processor, s | ms a page | memory, MB | output, MB | ms a further page |")
        print("|---|---|---|---|---|---|---|---|")
        before: dict[str, tuple[int, float]] = {}
        for count in args.counts:
            pages = folder / "pages"
            pages.mkdir()
            (write_warc if args.input == "warc" else write_jsonl)(args.corpora, pages, count)
            for way in args.ways:
                cost = measure(way, pages, folder / f"{way}-{count}", args.workers)
                less, spent = before.get(way, (0, 0.0))
                further = f"{1000 * (cost.cpu - spent) / (count - less):.2f}" if less else ""
                before[way] = (count, cost.cpu)
                print(
                    f"| {way} | {count:,} | {cost.clock:.0f} | {cost.cpu:.0f} | {1000 * cost.cpu / count:.2f} "
                    f"| {cost.memory / 1e6:.0f} | {cost.output / 1e6:.1f} | {further} |",
                    flush=True,
                )
                shutil.rmtree(folder / f"{way}-{count}")
            shutil.rmtree(pages)


if __name__ == "__main__":
    main()
