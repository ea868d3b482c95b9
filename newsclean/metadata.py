"""What a page says about itself: JSON-LD, Open Graph and meta tags -> Metadata.

Nothing is guessed: a date without a time zone is no moment in time and stays None, an author who is
only a link to a profile is no name. Where sources differ, schema.org's article comes first, because
it is about this story; Open Graph is written for the share card, meta tags for search results.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from newsclean.model import DataImage, Metadata

_Object = Mapping[str, Any]
_ARTICLE = re.compile(
    r"(?:https?://schema\.org/|schema:)?"
    r"(?:\w*Article|(?:Blog|LiveBlog|SocialMedia|DiscussionForum)\w*Posting|Report|\w*Review)"
)
_PAGE = re.compile(r"(?:https?://schema\.org/|schema:)?(?:Web|Item|About|FAQ|Profile)Page")
_SIZE_MAX = 4_000_000
_NODES_MAX = 5_000
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")


def read_metadata(json_ld: Sequence[str], metas: Sequence[tuple[str, str]], *, url: str | None = None) -> Metadata:
    """Make `Metadata` of a page's structured data.

    Args:
        json_ld: Contents of its `application/ld+json` scripts; broken ones are passed over.
        metas: (name, content) of its meta tags, names in lower case, and beside them "title",
            "canonical", "base", "html:lang", "given:title" where the caller gave one, and what elements of its text
            say: "shown:h1", "shown:author", "shown:datePublished", "shown:dateModified".
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

    def told(*names: str) -> str | None:
        value = tag(*names)
        return html.unescape(value) if value else None  # templates escape twice: "&amp;amp;"

    nodes = [node for text in json_ld for node in _nodes(text)]
    named = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    nodes = [_joined(node, named) for node in nodes]
    canonical = tag("canonical", "og:url")
    titles = [title for name in _TITLES for title in map(html.unescape, tags.get(name, ()))]
    article = _article(nodes, [address for address in (canonical, url) if address], titles)
    about = article or _first(nodes, _PAGE)
    images = tuple(_images(article, nodes))
    base = join_address(tag("base"), url or canonical) or url
    return Metadata(
        title=_text(article, "headline", "name") or told("og:title", "twitter:title", "title"),
        site=(
            told("og:site_name")
            or next(iter(_names(article.get("publisher"))), None)
            or _text(_first(nodes, _SITE), "name")
            or told("application-name")
        ),
        authors=_authors(about, tags),
        published=_date(_text(about, "datePublished"), *_all(tags, _PUBLISHED), _only(tags, "shown:datePublished")),
        modified=_date(_text(about, "dateModified"), *_all(tags, _MODIFIED), _only(tags, "shown:dateModified")),
        language=_language(tag("html:lang"), _text(about, "inLanguage"), tag(*_LANGUAGES)),
        canonical_url=join_address(canonical or _link(article, "url"), base),
        section=_text(article, "articleSection") or told("article:section", "section", "parsely-section"),
        lead_image=join_address(
            tag("og:image", "og:image:url", "twitter:image") or (images[0].url if images else None), base
        ),
        description=told("og:description", "description", "twitter:description") or _text(article, "description"),
        article_body=_text(article, "articleBody", "text"),
        images=images,
    )


_TITLES = ("given:title", "og:title", "twitter:title", "title", "shown:h1")
_SITE = re.compile(r"(?:https?://schema\.org/|schema:)?WebSite")


_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "date",
    "pubdate", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued", "publish-date",
    "sailthru.date", "publish_date", "publication_date", "published_time", "article:published", "article.published",
    "rnews:datepublished", "originalpublicationdate", "citation_publication_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified",
    "dcterms.modified", "lastmod", "modified_time", "article:modified", "article.updated", "rnews:datemodified",
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
    return (item for item in _items(_load(text), _NODES_MAX, _below) if isinstance(item, dict))


def _items(value: Any, most: int, below: Callable[[_Object], Iterable[Any]]) -> Iterator[Any]:
    """Yield what is in nested lists, and behind each object what `below` finds in it; `most` steps are taken."""
    stack = [value]
    for _ in range(most):
        if not stack:
            return
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
            continue
        yield item
        if isinstance(item, dict):
            stack.extend(below(item))


def _below(node: _Object) -> list[Any]:
    return [node[key] for key in ("mainEntityOfPage", "mainEntity", "@graph") if key in node]


def _load(text: str) -> Any:
    """Parse JSON as scripts hold it; a list, where objects stand one behind the other."""
    text = text.strip(" \t\r\n\ufeff")
    if not text or len(text) > _SIZE_MAX:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    text = _mended(text)
    found: list[Any] = []
    decoder = json.JSONDecoder(strict=False)
    try:
        while text and len(found) < _NODES_MAX:
            item, end = decoder.raw_decode(text)
            found.append(item)
            text = text[end:].lstrip(" \t\r\n,;")
    except (ValueError, RecursionError):
        pass
    return found


def _mended(text: str) -> str:
    """Return JSON without what templates add: comments, CDATA, final commas, wrong escapes, entities for quotes."""
    if '"' not in text:
        text = text.replace("&quot;", '"').replace("&#34;", '"').replace("&amp;", "&")
    text = re.sub(r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)", "", text)
    text = re.sub(r"(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*$", "", text)
    text = re.sub(r"^\s*/\*[^*]*\*/|^[ \t]*//.*$|(?<=[{\[,])[ \t]*// .*$", "", text, flags=re.M)
    text = re.sub(r"\\([\"\\/bfnrtu])|\\", lambda found: found[0] if found[1] else "", text)
    return re.sub(r",(\s*[}\]])", r"\1", text).strip()


def _types(node: _Object) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _first(nodes: Sequence[_Object], kind: re.Pattern[str]) -> _Object:
    return next((node for node in nodes if any(map(kind.fullmatch, _types(node)))), {})


def _joined(node: _Object, named: Mapping[str, _Object]) -> _Object:
    """Return a node with those in place that it only refers to: `{"author": {"@id": "#ana"}}`."""
    joined = dict(node)
    for key in _REFERRING:
        value = node.get(key)
        if isinstance(value, list):
            joined[key] = [_referred(one, named) for one in value]
        elif value is not None:
            joined[key] = _referred(value, named)
    return joined


_REFERRING = ("author", "creator", "publisher", "image", "primaryImageOfPage", "thumbnail", "associatedMedia")


def _referred(value: Any, named: Mapping[str, _Object]) -> Any:
    name = value.get("@id") if isinstance(value, dict) and len(value) <= len(("@type", "@id")) else None
    return named.get(name, value) if isinstance(name, str) else value


def _article(nodes: Sequence[_Object], addresses: Sequence[str], titles: Sequence[str]) -> _Object:
    """Return the node of the page's article; lists of teasers carry articles of other pages."""
    found = [node for node in nodes if any(_ARTICLE.fullmatch(kind) for kind in _types(node))]
    if len(found) == 1:
        return found[0]
    for node in found:
        headline = _text(node, "headline", "name")
        if headline and any(headline in title or title in headline for title in titles):
            return node
    here = set(map(_bare, addresses))
    for node in found:
        address = node.get("mainEntityOfPage") or node.get("url") or node.get("@id")
        address = address.get("@id") or address.get("url") if isinstance(address, dict) else address
        if isinstance(address, str) and _bare(address) in here:
            return node
    return next((node for node in found if node.get("articleBody")), found[0] if found else {})


def _bare(address: str) -> str:
    """Return an address without what two spellings of it differ in."""
    return address.partition("#")[0].partition("?")[0].rstrip("/").partition("//")[2].removeprefix("www.")


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


def _link(node: _Object, *keys: str) -> str | None:
    """Return the address that the first of the keys holds; "&copy=" in it is no sign."""
    for key in keys:
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            return value.strip().replace("&amp;", "&")
    return None


def _names(value: Any) -> Iterator[str]:
    """Yield the names in what JSON-LD gives for persons or organizations."""
    for item in _items(value, _NAMES_MAX, _named):
        if isinstance(item, str) and item.strip():
            yield html.unescape(item).strip()


def _named(node: _Object) -> list[Any]:
    parts = [node.get("givenName"), node.get("familyName")]
    return [node.get("name") or node.get("@value") or " ".join(part for part in parts if isinstance(part, str))]


_NAMES_MAX = 200


def _authors(article: _Object, tags: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return the authors' names as the page gives them, each once."""
    names = list(_names(article.get("author") or article.get("creator")))
    shown = _only(tags, "shown:author")
    for source in (names, *[tags.get(name, []) for name in _AUTHORS], [shown] if shown else []):
        clean: dict[str, str] = {}
        for name in map(_person, source):
            clean.setdefault(name.casefold(), name)
        clean.pop("", None)
        if clean:
            return tuple(clean.values())
    return ()


def _person(name: str) -> str:
    """Return a name without "By"; empty for what is an address."""
    name = " ".join(html.unescape(name).split())
    if "://" in name or name.startswith(("/", "@", "#", "www.")) or len(name) > 120:
        return ""
    if "@" in name and " " not in name:
        return ""
    return re.sub(r"^[Bb]y:?\s+(?=\S)", "", name).strip(" ,;|")


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
    made = next(_names(item.get("creator") or item.get("author")), "")
    credit = _text(item, "creditText", "copyrightNotice") or made
    return DataImage(_link(item, "contentUrl", "url", "@id") or "", caption, credit)


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
        return datetime.fromisoformat(_UTC.sub("Z", value.upper()))
    except ValueError:
        pass
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - loads sockets, for a form that few pages use

    try:
        return parsedate_to_datetime(_SCRIPTED.sub(r"\1 \2 \3 \4", value))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


_UTC = re.compile(r" ?(?:UTC|GMT)$")
_SCRIPTED = re.compile(r"^(\w{3}) (\w{3} \d\d) (\d{4} [\d:]{8}) (?:GMT|UTC)([+-]\d{4}).*")
"""How JavaScript prints a date: "Wed Mar 06 2024 06:30:00 GMT+0100 (CET)"."""


def _language(*values: str | None) -> str | None:
    """Return the first well-formed language tag, with hyphens."""
    for value in values:
        if value and _LANGUAGE.fullmatch(value.strip()):
            return value.strip().replace("_", "-")
    return None


def join_address(value: str | None, base: str | None) -> str | None:
    """Return an address, joined to the page's where it is relative; None for none."""
    if not value:
        return None
    try:
        return urljoin(base, value) if base else value
    except ValueError:
        return value
