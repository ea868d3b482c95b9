"""`newsclean batch` loses nothing and writes nothing twice, whatever dies, hangs or is full."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from runs_for_tests import InProcess, install_trap, lines_in, read_jsonl, records, run, start, wait_for, write_jsonl

from newsclean.batch import journal
from newsclean.batch.items import Fault, Item
from newsclean.batch.journal import Journal, JournalError
from newsclean.batch.pool import Pool, PoolError
from newsclean.batch.run import Plan, StoppedError
from newsclean.batch.run import run as run_plan
from newsclean.batch.sources import Chunk, chunks
from newsclean.batch.table import Options, Page, RowCleaner, clean_table

COUNT = 320
GOOD = "The river rose all night, the mayor said on Monday, and the lower town lay under water."


@cache
def expected(count: int) -> list[dict[str, object]]:
    cleaner = RowCleaner(Options())
    return [cleaner.row(Page(page["text"], page["id"], page["url"])) for page in records(count)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_jsonl(tmp_path / "pages.jsonl", records(COUNT))
    return tmp_path


def plan(folder: Path, **changes: object) -> Plan:
    given = {
        "inputs": (str(folder / "pages.jsonl"),),
        "out": folder / "clean.jsonl",
        "form": "jsonl",
        "rejects": folder / "clean.rejects.jsonl",
        "summary": folder / "clean.summary.json",
        "quiet": True,
        **changes,
    }
    return Plan(**given)  # type: ignore[arg-type]


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """Return a run's workers; it has a child that keeps track of semaphores, too."""
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(child) for child in path.read_text(encoding="ascii").split() if b"spawn_main" in command_of(child)]


def command_of(number: str) -> bytes:
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{number}/cmdline").read_bytes()
    return b""


def is_alive(number: int) -> bool:
    """Tell whether a process runs; one that is only waited for (Z) does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def test_a_run_killed_at_any_moment_and_resumed_gives_the_file_of_an_undisturbed_one(folder: Path) -> None:
    chance = random.Random(11)
    command = ("pages.jsonl", "-o", "clean.jsonl", "--workers", "2", "--resume")
    journal = folder / "clean.jsonl.run" / "journal.jsonl"
    kills = 0
    while True:
        process = start(folder, *command)
        goal = lines_in(journal) + chance.randint(0, 2)
        if kills < 5 and wait_for(lambda goal=goal: lines_in(journal) >= goal, process):  # type: ignore[misc]
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.random() / 20)
            kills += process.poll() is None
            os.killpg(process.pid, signal.SIGKILL) if chance.random() < 0.5 else process.kill()
        process.communicate(timeout=60)
        if process.returncode == 0:
            break
    assert kills >= 3
    assert read_jsonl(folder / "clean.jsonl") == expected(COUNT)
    summary = json.loads((folder / "clean.summary.json").read_bytes())
    assert (summary["documents"], summary["cleaned"], summary["rejected"]) == (COUNT, COUNT, {})
    assert not journal.parent.exists()


def test_workers_killed_from_outside_cost_no_page(folder: Path) -> None:
    chance = random.Random(5)
    process = start(folder, "pages.jsonl", "-o", "clean.jsonl", "--workers", "2")
    journal = folder / "clean.jsonl.run" / "journal.jsonl"
    killed = 0
    for goal in (1, 3):  # a page is given up with the third worker that dies on it
        if wait_for(lambda goal=goal: lines_in(journal) >= goal and bool(workers_of(process)), process):  # type: ignore[misc]
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(workers_of(process)), signal.SIGKILL)
                killed += 1
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert killed == 2
    assert read_jsonl(folder / "clean.jsonl") == expected(COUNT)


def test_workers_end_with_a_main_process_that_is_killed(folder: Path) -> None:
    install_trap(folder)
    write_jsonl(folder / "hangs.jsonl", [{"text": "trap: page hangs"}])
    process = start(folder, "hangs.jsonl", "-o", "clean.jsonl", "--workers", "1", "--pack", "trap", "--timeout", "0")
    assert wait_for((folder / "hanging").exists, process)
    (worker,) = workers_of(process)
    process.kill()
    process.communicate(timeout=60)
    deadline = time.monotonic() + 30
    while is_alive(worker):
        assert time.monotonic() < deadline, "the worker lives on"
        time.sleep(0.02)


def test_pages_that_raise_hang_or_kill_are_rejected_and_the_rest_is_done(folder: Path) -> None:
    install_trap(folder)
    traps = ["page raises", "page hangs", "worker dies", "worker exits"]
    pages = [{"id": f"trap-{n}", "text": f"{GOOD}\n\ntrap: {trap}"} for n, trap in enumerate(traps)]
    good = [{"id": f"good-{n}", "text": GOOD} for n in range(60)]
    mixed = [*good[:30], *pages[:3], *good[30:], *pages[3:], {"id": "none", "text": None}]
    write_jsonl(folder / "mixed.jsonl", mixed)
    done = run(
        folder,
        "mixed.jsonl",
        "-o",
        "clean.jsonl",
        "--workers",
        "2",
        "--pack",
        "trap",
        "--timeout",
        "2",
    )
    assert done.code == 1, done.err
    assert [row["id"] for row in read_jsonl(folder / "clean.jsonl")] == [page["id"] for page in good]
    rejects = {
        reject["id"]: (reject["stage"], reject["reason"]) for reject in read_jsonl(folder / "clean.rejects.jsonl")
    }
    assert rejects == {
        "trap-0": ("clean", "RuntimeError: no such harbour"),
        "trap-1": ("timeout", "took longer than 2 seconds"),
        "trap-2": ("worker", "3 workers died on it, the last by SIGSEGV"),
        "trap-3": ("worker", "3 workers died on it, the last with exit code 7"),
        "none": ("clean", "there is no page: the field is null"),
    }
    assert "mixed.jsonl:31: RuntimeError: no such harbour" in done.err
    assert "Traceback" not in done.err


def test_a_full_disk_is_told_and_the_run_goes_on_where_there_is_room(folder: Path) -> None:
    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    command = ("pages.jsonl", "-o", "clean.jsonl", "--workers", "1")
    done = run(folder, *command, before=little_room)
    assert done.code == 1
    assert "cannot write clean.jsonl.run: File too large; mend it" in done.err
    assert "--resume" in done.err
    assert "Traceback" not in done.err
    assert not (folder / "clean.jsonl").exists()
    assert lines_in(folder / "clean.jsonl.run" / "journal.jsonl") > 1
    assert run(folder, *command, "--resume").code == 0
    assert read_jsonl(folder / "clean.jsonl") == expected(COUNT)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_run_that_ends_while_its_files_are_put_together_is_resumed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    calls = iter(range(4))

    def until_stopped(real: Callable[..., None]) -> Callable[..., None]:
        def call(*args: Any) -> None:
            if next(calls) == place:
                raise KeyboardInterrupt
            real(*args)

        return call

    with monkeypatch.context() as patch:
        patch.setattr("newsclean.batch.run.replace", until_stopped(journal.replace))
        patch.setattr("newsclean.batch.journal.shutil.rmtree", until_stopped(shutil.rmtree))
        with pytest.raises(StoppedError, match="70 documents are done"):
            run_plan(plan(folder, limit=70))
    run_plan(plan(folder, limit=70, resume=True))
    assert read_jsonl(folder / "clean.jsonl") == expected(COUNT)[:70]
    assert not list(folder.glob(".*"))


def test_ctrl_c_stops_in_one_line_and_can_be_resumed(folder: Path) -> None:
    command = ("pages.jsonl", "-o", "clean.jsonl", "--workers", "2", "--quiet")
    process = start(folder, *command)
    assert wait_for(lambda: lines_in(folder / "clean.jsonl.run" / "journal.jsonl") > 1, process)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert re.fullmatch(r"newsclean: stopped; \d+ documents are done, the same command with --resume goes on\n", err)
    done = run(folder, *command)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "holds an unfinished run; go on with it by --resume, or delete it" in done.err
    assert run(folder, *command, "--resume").code == 0
    assert read_jsonl(folder / "clean.jsonl") == expected(COUNT)


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsclean.batch.run.Pool", InProcess)


@pytest.fixture
def stopped(folder: Path, monkeypatch: pytest.MonkeyPatch, in_process: None) -> Path:  # noqa: ARG001 - for its effect
    """A folder with a run that was stopped after a chunk."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("newsclean.batch.run.replace", stop)
        with pytest.raises(StoppedError):
            run_plan(plan(folder, limit=10))
    return folder


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"options": Options(kind="html")}, "began with kind 'auto', not 'html'"),
        ({"options": Options(without=("promo",))}, "began with rules_version"),
        ({"form": "parquet"}, "began with format 'jsonl', not 'parquet'"),
        ({"limit": 11}, "began with limit 10, not 11"),
        ({"inputs": ("other.jsonl",)}, "began with the inputs "),
    ],
)
def test_a_run_is_resumed_as_it_began_or_not_at_all(stopped: Path, changes: dict[str, Any], message: str) -> None:
    given = {"limit": 10, "resume": True, **changes}
    with pytest.raises(JournalError, match=message) as error:
        run_plan(plan(stopped, **given))
    assert "delete the folder to start anew" in str(error.value)


def test_a_run_whose_input_changed_is_not_resumed(stopped: Path) -> None:
    with (stopped / "pages.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(JournalError, match=r"input .*pages.jsonl has changed since the run"):
        run_plan(plan(stopped, limit=10, resume=True))


def test_two_processes_do_not_write_the_same_run(stopped: Path) -> None:
    first = Journal(stopped / "other.jsonl", {"inputs": []}, resume=False)
    with pytest.raises(JournalError, match="another process is at the run"):
        Journal(stopped / "other.jsonl", {"inputs": []}, resume=True)
    first.close()


def test_a_run_that_lost_data_is_not_resumed(stopped: Path) -> None:
    (stopped / "clean.jsonl.run" / "rows").write_bytes(b"")
    with pytest.raises(JournalError, match="has lost data; delete the folder"):
        run_plan(plan(stopped, limit=10, resume=True))


def test_what_was_torn_by_a_crash_is_done_again(stopped: Path) -> None:
    lines = stopped / "clean.jsonl.run" / "journal.jsonl"
    lines.write_bytes(lines.read_bytes()[:-20])
    run_plan(plan(stopped, limit=10, resume=True))
    assert read_jsonl(stopped / "clean.jsonl") == expected(COUNT)[:10]


@pytest.mark.usefixtures("in_process")
def test_resuming_what_is_finished_changes_nothing_and_another_run_is_refused(folder: Path) -> None:
    first = run_plan(plan(folder, limit=10, resume=True))
    before = (folder / "clean.jsonl").stat()
    assert run_plan(plan(folder, limit=10, resume=True)) == json.loads(json.dumps(first))
    assert (folder / "clean.jsonl").stat() == before
    with pytest.raises(JournalError, match="not from this run, and there is nothing to resume"):
        run_plan(plan(folder, limit=11, resume=True))
    run_plan(plan(folder, limit=11))
    assert read_jsonl(folder / "clean.jsonl") == expected(COUNT)[:11]


def test_workers_that_cannot_start_end_the_run() -> None:
    with (
        Pool(1, Options(packs=("no/such.toml",)), "jsonl", None) as pool,
        pytest.raises(PoolError, match=r"5 workers died and no page is to blame, the last with exit code 1"),
    ):
        list(pool.run(chunks([Item(Page(GOOD), "a")])))


def test_what_is_under_way_is_bounded() -> None:
    drawn = 0

    def endless() -> Iterator[Item | Fault]:
        nonlocal drawn
        while True:
            drawn += 1
            yield Item(Page(GOOD), f"page {drawn}")

    done = 0
    with Pool(2, Options(), "jsonl", None) as pool:
        for group in pool.run(chunks(endless())):
            done += sum(one.tally.documents for one in group)
            assert drawn - done <= 64 * 5  # a chunk in each worker, one waiting for each, one being read
            if done > 2000:
                break


def test_a_process_that_was_stopped_itself_blames_no_page() -> None:
    """After Ctrl-Z and fg, a page seems to have taken the time that all of them stood still."""
    pool = Pool(1, Options(), "jsonl", timeout=20)
    with pool:
        chunk = Chunk(0, [Item(Page(GOOD), "a")], {})
        worker = pool._workers[0]
        worker.chunk, worker.seen, worker.at.value = chunk, 0, 0
        worker.since = pool._looked = time.monotonic() - 100
        pool._look_for_hangs()
        assert not chunk.given_up
        worker.since = time.monotonic() - 100
        pool._look_for_hangs()
        assert chunk.given_up == {0: ("timeout", "took longer than 20 seconds")}


def test_a_thousand_pages_give_equal_rows_by_any_way(folder: Path) -> None:
    pages = records(1000)
    write_jsonl(folder / "pages.jsonl", pages)
    for workers in ("1", "3"):
        done = run(folder, "pages.jsonl", "-o", f"clean{workers}.jsonl", "--workers", workers)
        assert done.code == 0, done.err
        assert "1,000 documents in" in done.out
    ours = (folder / "clean1.jsonl").read_bytes()
    assert (folder / "clean3.jsonl").read_bytes() == ours
    assert [json.loads(line) for line in ours.splitlines()] == expected(1000)
    table = clean_table(pa.Table.from_pylist(pages))
    assert table.to_pylist() == expected(1000)
