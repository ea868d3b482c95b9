"""newsclean as a step of a datatrove pipeline, for its local, Slurm and Ray executors."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from newsclean.integrations.engine import missing

try:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.base import PipelineStep

    from newsclean.batch.schema import Row
    from newsclean.batch.table import Options, page_of, row_cleaner
except ModuleNotFoundError as error:
    raise missing("datatrove", error) from error

if TYPE_CHECKING:
    from datatrove.pipeline.writers.disk_base import DiskWriter

KEY = "newsclean"
"""Where a document's metadata hold its row, less `id` and `text`, which the document itself holds."""


class NewsCleaner(PipelineStep):  # type: ignore[misc]  # datatrove ships no types
    """Replaces each document's text by the article's and puts the rest of its row into the metadata.

    Takes the place of an extractor (raw HTML in) or of a formatter (text in). Counts `total`, `forwarded` and
    `dropped`, and the dropped ones by reason, as datatrove's filters do.

    Args:
        options: How to clean; None for the defaults. Its fields name entries of the metadata, but for "text"
            and "id", which are the document's own.
        drop: Which documents do not go on: "error" (could not be cleaned), "empty" (no article text).
        exclusion_writer: Where dropped documents go, with `filter_reason` in their metadata; None: nowhere.

    Raises:
        ValueError: `drop` names something else.

    Example:
        LocalPipelineExecutor([WarcReader("warc/"), NewsCleaner(), JsonlWriter("articles/")], tasks=8).run()
    """

    name = "📰 newsclean"
    type = "🛢 - EXTRAC"  # as datatrove's own extractors write it

    def __init__(
        self,
        options: Options | None = None,
        *,
        drop: Sequence[str] = ("error", "empty"),
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        super().__init__()
        if unknown := set(drop) - {"error", "empty"}:
            raise ValueError(f"drop may name 'error' and 'empty', not {', '.join(map(repr, sorted(unknown)))}")
        self.options = options or Options()
        self.drop = drop
        self.exclusion_writer = exclusion_writer

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:  # noqa: ARG002
        """Clean documents one by one; see `PipelineStep.run`."""
        with self.exclusion_writer or nullcontext() as writer:
            for document in data or ():
                self.stat_update("total")
                with self.track_time():
                    reason = self._clean(document)
                if reason in self.drop:
                    self.stat_update("dropped", f"dropped_{reason}")
                    if writer:
                        document.metadata["filter_reason"] = reason
                        writer.write(document, rank)
                    continue
                self.stat_update("forwarded")
                self.update_doc_stats(document)
                yield document

    def _clean(self, document: Document) -> str | None:
        """Clean a document in place and return what is wrong with it: "error", "empty" or None."""
        record = {**document.metadata, "text": document.text, "id": document.id}
        row = row_cleaner(self.options).row(page_of(record, self.options))
        document.metadata[KEY] = {name: value for name, value in row.items() if name not in ("id", "text")}
        if row["error"] is not None:
            document.text = document.text or ""  # steps behind this one count its characters
            return "error"
        document.text = row["text"]
        return None if row["text"] else "empty"


def to_row(_writer: DiskWriter, document: Document) -> Row:
    """Return a document that was cleaned as a row of `newsclean.batch.schema.SCHEMA`; an `adapter` for writers.

    Example:
        ParquetWriter("articles/", adapter=to_row, schema=SCHEMA)
    """
    row: Row = document.metadata[KEY]
    return {**row, "id": document.id, "text": document.text if row["error"] is None else None}
