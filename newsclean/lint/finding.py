"""What lint says: one finding, one line."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Remark(NamedTuple):
    """What is odd about a rule.

    Attributes:
        key: The field that it is about.
        item: Which item of a list, -1 for the field as a whole.
        severity: "error" for what cannot work, "warning" for what is likely not meant so.
        what: What is odd.
        mend: What to do about it.
    """

    key: str
    item: int
    severity: Severity
    what: str
    mend: str


class Finding(NamedTuple):
    """A remark on a pack, with its place.

    Attributes:
        file: The pack.
        line: Line of the file, from 1.
        rule: Id of the rule; empty where it is about the pack.
        severity: As in `Remark`.
        what: As in `Remark`.
        mend: As in `Remark`.
    """

    file: str
    line: int
    rule: str
    severity: Severity
    what: str
    mend: str

    def __str__(self) -> str:
        rule = f"{self.rule}: " if self.rule else ""
        return f"{self.file}:{self.line}: {rule}{self.severity}: {self.what} -> {self.mend}"
