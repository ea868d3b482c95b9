"""What a page says about itself: JSON-LD, Open Graph and meta tags -> Metadata.

Nothing is guessed: a date without a time zone is no moment in time and stays None, an author who is
only a link to a profile is no name. Where sources differ, schema.org's article comes first, because
it is about this story; Open Graph is written for the share card, meta tags for search results.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from newsclean.model import DataImage, Metadata

_Object = Mapping[str, Any]
_ARTICLE = re.compile(
    r"(?:https?://schema\.org/)?(?:\w*Article|(?:Blog|LiveBlog|SocialMedia)\w*Posting|Report|\w*Review)"
)
_SIZE_MAX = 4_000_000
_NODES_MAX = 5_000
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")


def read_metadata(json_ld: Sequence[str], metas: Sequence[tuple[str, str]], *, url: str | None = None) -> Metadata:
    """Make `Metadata` of a page's structured data.

    Args:
        json_ld: Contents of its `application/ld+json` scripts; broken ones are passed over.
        metas: (name, content) of its meta tags, names in lower case, and beside them "title",
            "canonical", "html:lang", and what elements of its text say: "shown:author", "shown:datePublished",
            "shown:dateModified".
        url: Address of the page, which relative addresses are joined to.

    Example:
        >>> data = '{"@type": "NewsArticle", "headline": "Rain", "author": {"name": "A. Day"}}'
        >>> page = read_metadata([data], [("og:site_name", "The Valley Post")])
        >>> page.title, page.authors, page.site
        ('Rain', ('A. Day',), 'The Valley Post')
    """
    tags: dict[str, list[str]] = {}
    for name, content in metas:
        if content.strip():
            tags.setdefault(name, []).append(" ".join(content.split()))

    def tag(*names: str) -> str | None:
        return next((tags[name][0] for name in names if name in tags), None)

    nodes = [node for text in json_ld for node in _nodes(text)]
    canonical = tag("canonical", "og:url")
    article = _article(nodes, canonical, tag("og:title"))
    images = tuple(_images(article, nodes))
    return Metadata(
        title=_text(article, "headline", "name") or tag("og:title", "twitter:title", "title"),
        site=tag("og:site_name") or _name(article.get("publisher")) or tag("application-name"),
        authors=_authors(article, tags),
        published=_date(_text(article, "datePublished"), *_all(tags, _PUBLISHED), _only(tags, "shown:datePublished")),
        modified=_date(_text(article, "dateModified"), *_all(tags, _MODIFIED), _only(tags, "shown:dateModified")),
        language=_language(tag("html:lang"), _text(article, "inLanguage"), tag(*_LANGUAGES)),
        canonical_url=_address(canonical or _text(article, "url"), url),
        section=_section(article) or tag("article:section", "section", "parsely-section"),
        lead_image=_address(
            tag("og:image", "og:image:url", "twitter:image") or (images[0].url if images else None), url
        ),
        description=tag("og:description", "description", "twitter:description") or _text(article, "description"),
        article_body=_text(article, "articleBody", "text"),
        images=images,
    )


_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "date",
    "pubdate", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "publish-date", "sailthru.date",
    "publish_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified",
    "dcterms.modified", "lastmod",
)  # fmt: skip
_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "byline",
)
_LANGUAGES = ("og:locale", "content-language", "inlanguage", "dc.language", "dcterms.language")


# ------------------------------------------------------------------------------------------ JSON-LD


def _nodes(text: str) -> Iterator[_Object]:
    """Yield the objects of a JSON-LD script that may be articles or pictures, in order."""
    data = _load(text)
    stack = [data]
    for _ in range(_NODES_MAX):
        if not stack:
            return
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            stack.extend(item[key] for key in ("mainEntityOfPage", "mainEntity", "@graph") if key in item)


def _load(text: str) -> Any:
    """Parse JSON as scripts hold it: in comments or CDATA, with raw line breaks, with a final semicolon."""
    text = text.strip()
    if not text or len(text) > _SIZE_MAX:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)", "", text)
    text = re.sub(r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|;)\s*$", "", text)
    text = re.sub(r",(\s*[}\]])", r"\1", text)
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _types(node: _Object) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _article(nodes: Sequence[_Object], canonical: str | None, title: str | None) -> _Object:
    """Return the node of the page's article; lists of teasers carry articles of other pages."""
    found = [node for node in nodes if any(_ARTICLE.fullmatch(kind) for kind in _types(node))]
    for node in found:
        headline = _text(node, "headline", "name")
        if len(found) == 1 or (title and headline and (headline in title or title in headline)):
            return node
    for node in found:
        address = node.get("mainEntityOfPage") or node.get("url") or node.get("@id")
        address = address.get("@id") if isinstance(address, dict) else address
        if canonical and isinstance(address, str) and address.split("#")[0] == canonical:
            return node
    return next((node for node in found if node.get("articleBody")), found[0] if found else {})


def _text(node: _Object, *keys: str) -> str | None:
    """Return the first of the keys that holds text, entities decoded."""
    for key in keys:
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("@value") or value.get("name")
        if isinstance(value, str) and value.strip():
            return html.unescape(value).strip()
    return None


def _name(value: Any) -> str | None:
    """Return the name in what JSON-LD gives for a person or organization."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            value = value[0] if value else None
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def _authors(article: _Object, tags: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return the authors' names as the page gives them, each once."""
    given = article.get("author") or article.get("creator") or []
    names = [_name(one) or "" for one in (given if isinstance(given, list) else [given])]
    shown = _only(tags, "shown:author")
    for source in (names, *[tags.get(name, []) for name in _AUTHORS], [shown] if shown else []):
        clean = dict.fromkeys(_person(name) for name in source if name)
        clean.pop("", None)
        if clean:
            return tuple(clean)
    return ()


def _person(name: str) -> str:
    """Return a name without "By"; empty for what is an address."""
    name = " ".join(name.split())
    if "://" in name or name.startswith(("/", "@", "#")) or len(name) > 120:
        return ""
    return re.sub(r"^[Bb]y:?\s+(?=\S)", "", name).strip(" ,;|")


def _section(article: _Object) -> str | None:
    return _text(article, "articleSection")


def _images(article: _Object, nodes: Sequence[_Object]) -> Iterator[DataImage]:
    """Yield the article's pictures, then those that stand beside it in the graph; each once."""
    stack: list[Any] = [n for n in reversed(nodes) if "ImageObject" in _types(n)]
    for key in ("associatedMedia", "thumbnail", "primaryImageOfPage", "image"):
        value = article.get(key)
        stack.extend(reversed(value) if isinstance(value, list) else [value])
    seen: set[DataImage] = set()
    while stack:
        item = stack.pop()
        image = DataImage(item.strip(), "", "") if isinstance(item, str) else _image(item)
        if image and any(image) and image not in seen:
            seen.add(image)
            yield image


def _image(item: Any) -> DataImage | None:
    if not isinstance(item, dict):
        return None
    caption = _text(item, "caption", "description", "headline") or ""
    credit = _text(item, "creditText", "copyrightNotice") or _name(item.get("creator") or item.get("author")) or ""
    return DataImage(_text(item, "contentUrl", "url", "@id") or "", caption, credit)


# ------------------------------------------------------------------------------------------- values


def _only(tags: Mapping[str, list[str]], name: str) -> str | None:
    """Return what elements of the page's text say, where they say one thing: comments and teasers have dates, too."""
    said = set(tags.get(name, ()))
    return said.pop() if len(said) == 1 else None


def _all(tags: Mapping[str, list[str]], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield from tags.get(name, ())


def _date(*values: str | None) -> datetime | None:
    """Return the first value that is a moment in time: ISO 8601 or RFC 2822, with a time zone."""
    for value in values:
        moment = _moment(value.strip()) if value else None
        if moment is not None and moment.tzinfo is not None:
            return moment
    return None


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - loads sockets, for a form that few pages use

    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _language(*values: str | None) -> str | None:
    """Return the first well-formed language tag, with hyphens."""
    for value in values:
        if value and _LANGUAGE.fullmatch(value.strip()):
            return value.strip().replace("_", "-")
    return None


def _address(value: str | None, base: str | None) -> str | None:
    """Return an address, joined to the page's where it is relative."""
    if not value:
        return None
    try:
        return urljoin(base, value) if base else value
    except ValueError:
        return value
