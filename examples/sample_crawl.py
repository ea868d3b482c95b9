"""Writes a small crawl to try recipes on: a WARC and a WET file as Common Crawl writes them, JSON Lines, HTML.

python examples/sample_crawl.py crawl
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Mapping
from pathlib import Path

PROMO = "Islanders recall the great storm of 1962"
NOTICE = "Copyright 2024 The Selwyn Herald. All rights reserved."
SITE = "https://www.herald.example"
STORIES = {
    "ferry": (
        "Ferry to the outer islands sails again",
        ("The ferry to the outer islands sailed again on Monday, three weeks after the storm that broke its pier.",
         "“We had flour for two more days,” said Ola Brandt, who bakes for all five villages.",
         "By noon the queue of lorries on the quay reached the old customs house."),
        "Lorries wait on the quay of Port Selwyn. Photo: Lena Morvan/AFP",
    ),
    "mill": (
        "The paper mill stops its last machine",
        ("The paper mill at Low Weir stopped its last machine on Friday after a hundred and twelve years.",
         "Some ninety people worked there, most of them from the two streets behind the church.",
         "The town has bought the halls and does not know yet what for, the mayor said."),
        "The last roll leaves hall three. Photo: Tomas Hale/Reuters",
    ),
    "owls": (
        "Owls nest in the opera's roof",
        ("A pair of barn owls has nested above the stage of the opera, and the premiere has been put off.",
         "The company will sing in the riding school until the young have flown, which may take until June.",
         "Nobody has asked for their money back, the box office said on Tuesday."),
        "One of the owls on the chandelier. Photo: Ana Prieto",
    ),
}  # fmt: skip
"""Name -> headline, paragraphs, caption."""


def html(name: str) -> str:
    headline, paragraphs, caption = STORIES[name]
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{headline} | The Selwyn Herald</title></head><body>
<nav><ul>
<li><a href="/">Home</a></li>
<li><a href="/sport">Sport</a></li>
<li><a href="/weather">Weather</a></li>
</ul></nav>
<article><h1>{headline}</h1>
<figure><img src="/{name}.jpg" alt=""><figcaption>{caption}</figcaption></figure>
{body}
<p>READ: <a href="/1962">{PROMO}</a></p></article>
<footer>{NOTICE}</footer></body></html>
"""


def text(name: str) -> str:
    """Return the page as careless scrapers and WET files have it: every line that a reader sees."""
    headline, paragraphs, caption = STORIES[name]
    above = ("Home", "Sport", "Weather", headline, caption)
    below = (f"READ: {PROMO}", NOTICE)
    return "\n".join((*above, *paragraphs, *below)) + "\n"


def record(headers: Mapping[str, str], body: bytes) -> bytes:
    """Return a WARC record as a gzip member of its own."""
    lines = ["WARC/1.0", *(f"{name}: {value}" for name, value in headers.items()), f"Content-Length: {len(body)}"]
    return gzip.compress("\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"\r\n\r\n", mtime=0)


def headers(kind: str, name: str, content: str) -> dict[str, str]:
    number = list(STORIES).index(name)
    return {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
        "WARC-Date": "2024-03-06T08:00:00Z",
        "WARC-Target-URI": f"{SITE}/{name}",
        "Content-Type": content,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a small crawl to try recipes on.")
    parser.add_argument("folder", type=Path, help="folder to write to; made where it is missing")
    folder: Path = parser.parse_args().folder
    (folder / "html").mkdir(parents=True, exist_ok=True)
    responses, conversions, lines = [], [], []
    for name in STORIES:
        (folder / "html" / f"{name}.html").write_text(html(name), encoding="utf-8")
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html(name).encode()
        responses.append(record(headers("response", name, "application/http; msgtype=response"), http))
        conversions.append(record(headers("conversion", name, "text/plain"), text(name).encode()))
        page = {"id": name, "url": f"{SITE}/{name}", "text": text(name)}
        lines.append(json.dumps(page, ensure_ascii=False) + "\n")
    (folder / "herald.warc.gz").write_bytes(b"".join(responses))
    (folder / "herald.warc.wet.gz").write_bytes(b"".join(conversions))
    (folder / "herald.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
