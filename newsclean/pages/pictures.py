"""Where a caption's image and a promo's story are, and whether the image is a photo, video or graphic."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from newsclean.model import Block, Document, Picture

_GRAPHIC = re.compile(
    r"\b(?:(?:info|photo)?gra(?:phic|fik|fika|fiek|phique|fico|fica|ficos|fik)|chart|map|karte|illustration|cartoon)s?"
    r"(?: by\b|\s*[:/|])|\binfo-?gra(?:f|ph)i|[-/ ](?:graphics|infografik|grafik)\b",
    re.I,
)
_VIDEO = re.compile(r"\bv[ií]deos?(?: by\b|\s*[:/|])|^\s*(?:watch|video)\s*[:|]", re.I)
"""Labels of credits and captions; the words inside a sentence say nothing."""
_GRAPHIC_FILE = re.compile(r"(?:^|[/_.-])(?:info)?gra(?:phic|fik)s?(?=[/_.\d-])|\.svg(?:$|\?)", re.I)
_NEAR = 2
"""Blocks between an image and a caption that no figure holds together."""


def picture_kind(text: str, image_url: str | None) -> Picture:
    """Tell what a caption with its credit stands below.

    Args:
        text: Caption and credit as the page shows them.
        image_url: Address of the image, where known.

    Example:
        >>> picture_kind("Turnout since 1990. Graphic: Reuters", None)
        'graphic'
        >>> picture_kind("The chart that he drew at the hearing. Photo: AP", None)
        'photo'
    """
    if _VIDEO.search(text):
        return "video"
    return "graphic" if _GRAPHIC.search(text) or (image_url and _GRAPHIC_FILE.search(image_url)) else "photo"


def image_url(document: Document, block: Block) -> str | None:
    """Return the address of a caption's image: in the same figure, or the nearest above."""
    if block.markup is None:
        return None
    images = [image for image in document.images if image.src]
    figure = block.markup.figure
    if figure >= 0:
        images = [image for image in images if image.figure == figure]
        found = [image for image in images if image.before <= block.index][-1:] or images[:1]
    else:
        found = [i for i in images if i.figure < 0 and block.index - _NEAR < i.before <= block.index][-1:]
    return address(document, first_source(found[0].src)) if found else None


def first_source(source: str) -> str:
    """Return the first address of a `srcset`, or the one address that there is.

    Example:
        >>> first_source("a.jpg 300w, b.jpg 900w")
        'a.jpg'
    """
    parts = source.split()
    return parts[0].rstrip(",") if parts else ""


def link_url(document: Document, block: Block, start: int, end: int) -> str | None:
    """Return the address of the link that covers most of a stretch of a block."""
    if block.markup is None:
        return None
    sizes = [(min(end, high) - max(start, low), href) for low, high, href in block.markup.links]
    sizes = [(size, href) for size, href in sizes if size > 0 and href.strip() and href[0] != "#"]
    return address(document, max(sizes, key=lambda found: found[0])[1].strip()) if sizes else None


def address(document: Document, given: str) -> str | None:
    """Join an address to the page's own, where that is known; scripts are no addresses."""
    if not given or given.lower().startswith(("javascript:", "data:")):
        return None
    base = document.url or (document.metadata.canonical_url if document.metadata else None)
    try:
        return urljoin(base, given) if base else given
    except ValueError:
        return given
