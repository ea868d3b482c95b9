"""Readers of `newsclean batch`: every format gives the same pages, and damage costs what is damaged."""

from __future__ import annotations

import csv
import gzip
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from newsclean.batch import inflate, read_files, read_lines, read_warc
from newsclean.batch.items import Fault, Item, Meter
from newsclean.batch.sources import Source, read
from newsclean.batch.table import Options, Page

PAGES = [
    {"id": "1", "url": "https://harbour.example/1", "text": "The river rose all night,\nthe mayor of Zürich said."},
    {"id": "2", "url": "https://harbour.example/2", "text": 'He said "no", and left — 朝日.'},
    {"id": "3", "url": "https://harbour.example/3", "text": "x" * 200_000},
]
WANTED = [Page(page["text"], page["id"], page["url"]) for page in PAGES]


def jsonl(pages: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages).encode()


def csv_of(pages: list[dict[str, str]], folder: Path) -> bytes:
    path = folder / "made.csv.tmp"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "url", "text"])
        writer.writeheader()
        writer.writerows(pages)
    return path.read_bytes()


def record(number: int, body: bytes, kind: str = "response", content_type: str = "text/html") -> bytes:
    """A WARC record; for "response" with an HTTP response around the body."""
    if kind == "response":
        body = b"HTTP/1.1 200 OK\r\nContent-Type: " + content_type.encode() + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://harbour.example/{number}\r\nWARC-Date: 2024-03-06T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def found(*names: Path, options: Options | None = None) -> tuple[list[Page], list[Fault]]:
    items = list(read(map(str, names), options or Options(), Meter()))
    pages = [item.page for item in items if isinstance(item, Item)]
    return pages, [item for item in items if isinstance(item, Fault)]


def gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def zipped(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


PACKERS: list[tuple[str, Callable[[bytes], bytes]]] = [("", bytes), (".gz", gzipped), (".zst", zipped)]


@pytest.mark.parametrize(("suffix", "pack"), PACKERS, ids=["plain", "gz", "zst"])
def test_lines_and_rows_are_read_packed_or_not(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    for name, data in (
        ("a.jsonl", jsonl(PAGES)),
        ("a.ndjson", b"\xef\xbb\xbf" + jsonl(PAGES).rstrip()),
        ("a.csv", csv_of(PAGES, tmp_path)),
    ):
        path = tmp_path / (name + suffix)
        path.write_bytes(pack(data))
        assert found(path) == (WANTED, [])


def test_parquet_is_read_whatever_type_its_strings_have(tmp_path: Path) -> None:
    table = pa.Table.from_pylist(PAGES)
    others = table.set_column(2, "text", table["text"].cast(pa.large_binary()))
    others = others.set_column(1, "url", others["url"].dictionary_encode()).append_column("more", pa.array([1, 2, 3]))
    numbers = others.set_column(0, "id", pa.array([1, 2, 3]))
    for name, made, wanted in (
        ("a.parquet", table, WANTED),
        ("b.parquet", numbers, [page._replace(raw=str(page.raw).encode()) for page in WANTED]),
    ):
        pq.write_table(made, tmp_path / name, row_group_size=2)
        assert found(tmp_path / name) == (wanted, [])


def test_folders_are_read_in_the_order_of_names_and_ids_are_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in/b/c").mkdir(parents=True)
    Path("in/b/c/2.html").write_text("<p>Two.</p>", encoding="utf-8")
    Path("in/b/1.txt.gz").write_bytes(gzipped(b"One."))
    Path("in/3.htm.zst").write_bytes(zipped(b"<p>Three.</p>"))
    Path("in/z.jpg").write_bytes(b"\xff\xd8")
    meter = Meter()
    items = list(read(["in/"], Options(), meter))
    assert [item.page for item in items if isinstance(item, Item)] == [
        Page(b"<p>Three.</p>", "in/3.htm.zst", kind="html"),
        Page(b"One.", "in/b/1.txt.gz"),
        Page(b"<p>Two.</p>", "in/b/c/2.html", kind="html"),
    ]
    assert meter.skipped == 1
    assert Source.of("in").files == 4


@pytest.mark.parametrize("whole", [False, True], ids=["a member per record", "packed as a whole"])
@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_warc_gives_html_with_the_charset_of_the_header(
    tmp_path: Path, suffix: str, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_warc, "LARGEST", 1500)
    chunked = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    )
    body = gzipped(b"<p>Packed.</p>")
    chunked += f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    records = [
        record(0, b"software: x", "warcinfo"),
        record(1, "<p>Käse.</p>".encode("latin-1"), content_type="text/html; charset=ISO-8859-1"),
        record(2, b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(3, b"\x89PNG", content_type="image/png"),
        record(4, b"moved").replace(b"200 OK", b"301 No"),
        record(5, b"")
        .replace(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", chunked)
        .replace(b"Content-Length: 44", f"Content-Length: {len(chunked)}".encode()),
        record(6, b"<p>Unpacked already.</p>", content_type="text/html\r\nContent-Encoding: gzip"),
        record(7, b"<html>Feet</html>", content_type="application/xhtml+xml"),
    ]
    pack = gzipped if suffix.endswith("gz") else bytes
    path = tmp_path / f"a{suffix}"
    path.write_bytes(pack(b"".join(records)) if whole else b"".join(map(pack, records)))
    pages, faults = found(path)
    assert faults == []
    assert [(page.raw, page.encoding) for page in pages] == [
        ("<p>Käse.</p>".encode("latin-1"), "iso-8859-1"),
        (b"<p>Packed.</p>", None),
        (b"<p>Unpacked already.</p>", None),
        (b"<html>Feet</html>", None),
    ]
    assert [page.id for page in pages] == [f"urn:uuid:{n}" for n in (1, 5, 6, 7)]
    assert {page.kind for page in pages} == {"html"}
    assert {page.crawled for page in pages} == {"2024-03-06T10:00:00+00:00"}
    assert pages[0].url == "https://harbour.example/1"


def test_wet_gives_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.wet.gz"
    texts = ["Käse.\nBrot.".encode(), b"More <b> text </b>."]
    records = [record(0, b"x", "warcinfo"), *(record(n, text, "conversion") for n, text in enumerate(texts, 1))]
    path.write_bytes(b"".join(map(gzipped, records)))
    pages, faults = found(path)
    assert faults == []
    assert [(page.raw, page.kind, page.encoding) for page in pages] == [(text, "text", "utf-8") for text in texts]


def test_a_corrupt_member_of_a_warc_costs_one_record(tmp_path: Path) -> None:
    members = [gzipped(record(n, os.urandom(4000).hex().encode())) for n in range(6)]
    bad = bytearray(members[2])
    bad[len(bad) // 2] ^= 0xFF
    crc = bytearray(members[4])
    crc[-6] ^= 0xFF
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join([*members[:2], bytes(bad), members[3], bytes(crc), b"junk", members[5], b"\0" * 100]))
    pages, faults = found(path)
    assert [page.id for page in pages] == ["urn:uuid:0", "urn:uuid:1", "urn:uuid:3", "urn:uuid:5"]
    assert [fault.place for fault in faults] == [f"{path}:record 3", f"{path}:record 5"]
    start = len(members[0]) + len(members[1])
    assert faults[0].reason.startswith(f"corrupt gzip member at byte {start}: ")


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_a_record_that_is_cut_short_is_told(tmp_path: Path, suffix: str) -> None:
    pack = gzipped if suffix.endswith("gz") else bytes
    data = b"".join(pack(record(n, os.urandom(3000).hex().encode())) for n in range(3))
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data[:-900])
    pages, faults = found(path)
    assert [page.id for page in pages] == ["urn:uuid:0", "urn:uuid:1"]
    assert len(faults) == 1
    assert faults[0].place == f"{path}:record 3"
    assert "cut short" in faults[0].reason


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_a_record_with_a_wrong_length_does_not_hide_its_neighbours(tmp_path: Path, suffix: str) -> None:
    pack = gzipped if suffix.endswith("gz") else bytes
    records = [record(n, b"<p>It rained all night.</p>" * 30) for n in range(4)]
    records[1] = records[1][:-200] + b"\r\n\r\n"
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"".join(map(pack, records)))
    pages, faults = found(path)
    assert [page.id for page in pages] == ["urn:uuid:0", "urn:uuid:2", "urn:uuid:3"]
    assert [(fault.id, fault.place) for fault in faults] == [("urn:uuid:1", f"{path}:record 2")]


def test_what_is_no_warc_is_one_fault(tmp_path: Path) -> None:
    for name, data in (
        ("a.warc", b"hello world" * 100),
        ("a.warc.gz", b"hello world" * 100),
        ("b.warc.gz", gzipped(b"hello")),
    ):
        (tmp_path / name).write_bytes(data)
        pages, faults = found(tmp_path / name)
        assert (pages, len(faults)) == ([], 1)


@pytest.mark.parametrize(("suffix", "pack"), PACKERS[1:], ids=["gz", "zst"])
def test_a_corrupt_member_of_lines_costs_its_lines(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    noise = [{"id": str(n), "text": os.urandom(2000).hex()} for n in range(40)]
    members = [pack(jsonl(noise[n : n + 10])) for n in range(0, 40, 10)]
    bad = bytearray(members[1])
    bad[len(bad) // 2 : len(bad) // 2 + 4] = b"\xff\xff\xff\xff"
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(members[0] + bytes(bad) + members[2] + members[3][:-5])
    pages, faults = found(path)
    ids = [int(page.id or "") for page in pages]
    assert ids == sorted(set(ids))
    assert set(range(10)) | set(range(20, 30)) <= set(ids)
    assert len(faults) == 2
    assert "corrupt" in faults[0].reason
    assert "cut short" in faults[1].reason
    table = tmp_path / f"a.csv{suffix}"
    lines = csv_of([{"id": page["id"], "url": "", "text": page["text"]} for page in noise], tmp_path).splitlines(
        keepends=True
    )
    parts = [pack(b"".join(lines[n : n + 11])) for n in range(0, 41, 11)]
    table.write_bytes(parts[0] + parts[1][:-8] + parts[2] + parts[3])
    pages, faults = found(table)
    assert {0, 9, 22, 39} <= {int(page.id or "") for page in pages}
    assert all("corrupt" in fault.reason or "is no" in fault.reason or "fields" in fault.reason for fault in faults)


def test_bad_lines_are_faults_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [
        b'{"text": "One."}',
        b"{broken",
        b'["list"]',
        b"",
        b'{"body": "x", "id": 9}',
        b'{"text": 5}',
        b'\xff{"text": "x"}',
        b'{"text": "Two."}',
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    pages, faults = found(path)
    assert [page.raw for page in pages] == ["One.", "Two."]
    assert [page.id for page in pages] == [f"{path}:1", f"{path}:8"]
    assert [fault.place.rpartition(":")[2] for fault in faults] == ["2", "3", "5", "6", "7"]
    assert faults[1].reason == "is no JSON object but list"
    assert faults[2].reason == "there is no field 'text' but 'body', 'id'; name the page's one with --field"
    assert faults[2].id == "9"
    assert faults[3].reason == "field 'text' holds int, not a page; name the page's one with --field"


def test_lines_without_end_do_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_lines, "LONGEST", 1000)
    monkeypatch.setattr(read_files, "LARGEST", 1000)
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl([{"text": "a" * 200_000}, {"text": "b"}, {"text": "c" * 1500}]))
    pages, faults = found(path)
    assert [page.raw for page in pages] == ["b"]
    assert [fault.reason for fault in faults] == [f"the line has {n} bytes, more than 1000" for n in (200_012, 1_512)]
    (tmp_path / "a.txt").write_bytes(b"x" * 2000)
    assert found(tmp_path / "a.txt")[1][0].reason == "has more than 1000 bytes; split it, or save it as JSON Lines"


def test_bad_rows_of_csv_are_faults_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,One\n2,"a"b\n3,Three,3\n4,\xff\n\n5,"Five\n5"\n6,"open\n')
    pages, faults = found(path)
    assert [(page.id, page.raw) for page in pages] == [("1", "One"), ("5", "Five\n5")]
    assert [(fault.place.rpartition(":")[2], fault.reason) for fault in faults] == [
        ("3", "is no row of CSV: ',' expected after '\"'"),
        ("4", "has 3 fields where the header has 2"),
        ("5", "is not UTF-8; save the file as UTF-8"),
        ("9", "is no row of CSV: unexpected end of data"),
    ]


def test_fields_are_named_and_missing_ones_told(tmp_path: Path) -> None:
    renamed = [
        {"key": page["id"], "link": page["url"], "body": page["text"], "head": "Rain", "on": "2025-03-31"}
        for page in PAGES
    ]
    options = Options(field="body", id_field="key", url_field="link", title_field="head", crawled_field="on")
    (tmp_path / "a.jsonl").write_bytes(jsonl(renamed))
    pq.write_table(pa.Table.from_pylist(renamed), tmp_path / "a.parquet")
    for name in ("a.jsonl", "a.parquet"):
        assert found(tmp_path / name, options=options) == (
            [page._replace(title="Rain", crawled="2025-03-31") for page in WANTED],
            [],
        )
    pages, faults = found(tmp_path / "a.parquet", options=Options(field="html"))
    assert (pages, faults[0].reason) == ([], "no column is called 'html'; there are key, link, body, head, on")
    assert (
        found(tmp_path / "a.jsonl", options=Options(field="body", id_field="no"))[1][0].reason
        == "there is no field 'no'"
    )


def test_files_that_cannot_be_read_are_faults(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no parquet")
    pq.write_table(
        pa.table({"text": [os.urandom(500).hex() for _ in range(400)]}), tmp_path / "b.parquet", row_group_size=100
    )
    damaged = bytearray((tmp_path / "b.parquet").read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 20_000] = b"\xff" * 20_000
    (tmp_path / "b.parquet").write_bytes(damaged)
    pages, faults = found(tmp_path / "none.jsonl", tmp_path / "a.parquet", tmp_path / "b.parquet")
    assert faults[0] == Fault("cannot be read: No such file or directory", str(tmp_path / "none.jsonl"))
    assert "Parquet" in faults[1].reason
    assert len(pages) >= 64
    assert faults[2].reason.endswith(f"(rows behind {len(pages)} are lost)")


def test_a_folder_that_may_not_be_listed_hides_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text(name, encoding="utf-8")
    listed = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("b"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    pages, faults = found(tmp_path)
    assert [page.raw for page in pages] == [b"a", b"c"]
    assert faults == [Fault("cannot be read: Permission denied", f"{tmp_path}/b")]
    assert Source.of(str(tmp_path)).files == 2


def test_damage_is_found_wherever_it_stands(tmp_path: Path) -> None:
    """Whatever byte of a member is flipped, whole members before and after it come through."""
    members = [gzipped(f"member {n} ".encode() * 20) for n in range(3)]
    path = tmp_path / "a.gz"
    for at in range(len(members[1])):
        bad = bytearray(members[1])
        bad[at] ^= 0x10
        path.write_bytes(members[0] + bytes(bad) + members[2])
        events = list(inflate.unpack(path, Meter()))
        data = b"".join(event for event in events if isinstance(event, bytes))
        assert data.startswith(zlib.decompress(members[0], 31)), at
        assert data.endswith(zlib.decompress(members[2], 31)), at
        damaged = [event for event in events if isinstance(event, inflate.Damage)]
        assert [event.offset for event in damaged] == [len(members[0])] or (
            not damaged and data.count(b"member 1 ") == 20
        ), at
