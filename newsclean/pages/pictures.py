"""Where a caption's image and a promo's story are, and whether the image is a photo, video or graphic."""

from __future__ import annotations

import re

from newsclean.metadata import join_address
from newsclean.model import Block, Document, Image, Picture
from newsclean.read.zones import GRAPHIC, VIDEO

_LABEL = r"(?:^|[.!?|(\[)»”\"\n])\s*"
_GRAPHIC = re.compile(
    _LABEL
    + r"(?:(?:info)?gra(?:phic|fik|phique|fico|fica|fiek)s?|gráfico|chart|map|karte|illustration)(?: by\b|\s*[:/])"
    r"|[-/ ](?:graphics|infografik|grafik)$",
    re.I | re.M,
)
_VIDEO = re.compile(_LABEL + r"(?:v[ií]deo|watch)(?: by\b|\s*[:/|])", re.I)
"""Labels of credits and captions; the words inside a sentence say nothing."""
_GRAPHIC_FILE = re.compile(r"(?:^|[/_.-])(?:info)?gra(?:phic|fik)s?(?=[/_.\d-])", re.I)
_ICON = re.compile(r"\.svg(?:$|\?)|(?:^|[/_.-])(?:icon|logo|loading|placeholder|spacer|pixel)s?(?=[/_.-])", re.I)
_NEAR = 2
"""Blocks between an image and a caption that no figure holds together."""


def picture_kind(text: str, image_url: str | None, bits: int = 0) -> Picture:
    """Tell what a caption with its credit stands below.

    Args:
        text: Caption and credit as the page shows them.
        image_url: Address of the image, where known.
        bits: What the classes around it say and those around the story do not.

    Example:
        >>> picture_kind("Turnout since 1990. Graphic: Reuters", None)
        'graphic'
        >>> picture_kind("The chart that he drew at the hearing. Photo: AP", None)
        'photo'
    """
    if _VIDEO.search(text) or bits & VIDEO:
        return "video"
    drawn = bits & GRAPHIC or _GRAPHIC.search(text) or (image_url and _GRAPHIC_FILE.search(image_url))
    return "graphic" if drawn else "photo"


def image_of(document: Document, block: Block) -> Image | None:
    """Return a caption's image: in the same figure, or the nearest above."""
    if block.markup is None:
        return None
    figure = block.markup.figure
    own = _shown(images_in(document, figure))
    found = [image for image in own if image.before <= block.index][-1:] or own[:1]
    if not found:
        images = [image for image in document.images if block.index - _NEAR < image.before <= block.index]
        found = _shown(images)[-1:]
    return found[0] if found else None


def images_in(document: Document, figure: int) -> list[Image]:
    """Return the images of a figure, with those that have no address."""
    return [image for image in document.images if image.figure == figure] if figure >= 0 else []


def _shown(images: list[Image]) -> list[Image]:
    """Return the images that are no icons; asked of few, as a gallery has as many captions as images."""
    return [image for image in images if image.src and not _ICON.search(image.src)]


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
    return join_address(given, document.base)
