"""What an input is: str or bytes."""

from __future__ import annotations

import codecs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def as_text(raw: str | bytes) -> str:
    """Decode bytes by their byte order mark, as UTF-8, or else as windows-1252; never fails.

    Example:
        >>> as_text("Zürich".encode("utf-16"))
        'Zürich'
        >>> as_text("Zürich – “Mitte”".encode("windows-1252"))
        'Zürich – “Mitte”'
    """
    if isinstance(raw, str):
        return raw
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("windows-1252", "replace")
