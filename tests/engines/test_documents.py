"""The documents that engines are compared on must be worth comparing on."""

from __future__ import annotations

from documents import COUNT, rows


def test_documents_are_many_and_varied() -> None:
    found = rows()
    assert len({row["id"] for row in found}) == len(found) == COUNT
    assert len({row["text"] for row in found}) > COUNT / 2
    assert {row["kind"] for row in found} == {"text", "html", None}


def test_every_column_is_filled_somewhere() -> None:
    found = rows()
    empty = {name for name in found[0] if not any(row[name] for row in found)}
    assert not empty


def test_some_documents_fail_and_some_come_out_empty() -> None:
    errors = {str(row["error"]).split(" has ")[0] for row in rows() if row["error"]}
    assert errors == {"there is no page: the field is null", "the page"}
    assert any(row["text"] == "" for row in rows())
