"""Site packs: which one is chosen for a page, and what its selectors make of HTML."""

from __future__ import annotations

import gzip
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from pages_for_tests import CORPORA, FIXTURES, check_ledger, check_reasons, check_spans

from newsclean import Article, Cleaner, Rule, RuleError, Site
from newsclean.cli.main import main
from newsclean.model import Document
from newsclean.read.decode import decode
from newsclean.read.html import read_html
from newsclean.rules.pack import examine_pack, parse_pack
from newsclean.rules.sites import host_of
from newsclean.testing import run_cases

STORY = (
    "The ferry to the outer islands sailed again on Monday, the first lorries aboard by six.",
    "By noon the queue reached the old customs house, and by evening it was gone.",
    "Nobody was hurt, but two hundred families spent the night in the school above the church.",
)
BOX = "Our harbour shop"
TEXT = f"{STORY[0]}\n\n{BOX}\n\n{STORY[1]}"
URL = "https://www.herald.example/storm"
RULE = f"""
[[rule]]
id = "ID"
says = "is the shop's box"
action = "remove"
exact = ["our harbour shop"]
remove = ["{BOX}"]
keep = ["Our harbour shop has closed, said the mayor."]
"""


def site_pack(head: str, rule_id: str = "herald.shop") -> tuple[Rule, ...]:
    return parse_pack(head + RULE.replace("ID", rule_id), f"{rule_id.partition('.')[0]}.toml")


def who(rules: tuple[Rule, ...], url: str | None, crawled: Any = None) -> list[str]:
    """The rules that took the box out."""
    removed = Cleaner(rules=rules).clean(TEXT, url=url, crawled=crawled).removed
    return [removal.rule for removal in removed if removal.text == BOX]


# Hosts.


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("herald.example", "https://herald.example/a"),
        ("herald.example", "http://www.HERALD.example:8080/a?b=c#d"),
        ("herald.example", "https://user:pass@sport.herald.example./a"),
        ("herald.example", " https://herald.example "),
        ("herald.example", "//herald.example/a"),
        ("zürich.example", "https://xn--zrich-kva.example/a"),
        ("xn--zrich-kva.example", "https://www.zürich.example/a"),
        ("zürich.example", "https://ZÜRICH.example/a"),
        ("straße.example", "https://xn--strae-oqa.example/"),
        ("新聞.example", "https://新聞。example/a"),
        ("127.0.0.1", "http://127.0.0.1:8000/a"),
    ],
)
def test_a_host_is_the_same_however_it_is_written(host: str, url: str) -> None:
    assert who(site_pack(f'hosts = ["{host}"]'), url) == ["herald.shop"]


@pytest.mark.parametrize(
    "url",
    [None, "", "https://theherald.example/", "https://herald.example.org/", "https://example/", "http://[half", "a"],
)
def test_other_hosts_are_other_sites(url: str | None) -> None:
    assert who(site_pack('hosts = ["herald.example"]'), url) == []


@pytest.mark.parametrize("url", ["https://xn--\u00fc.example", "https://xn--.example", "https://xn--9999999.example"])
def test_odd_hosts_make_nothing_fail(url: str) -> None:
    assert host_of(url).endswith(".example")
    assert who(site_pack('hosts = ["herald.example"]'), url) == []


def test_the_closest_pack_stands_in_for_the_others() -> None:
    domain = site_pack('hosts = ["herald.example", "gazette.example"]', "domain.shop")
    sport = site_pack('hosts = ["sport.herald.example"]', "sport.shop")
    for rules in (domain + sport, sport + domain):
        assert who(rules, "https://www.herald.example/") == ["domain.shop"]
        assert who(rules, "https://sport.herald.example/") == ["sport.shop"]
        assert who(rules, "https://live.sport.herald.example/") == ["sport.shop"]
        assert who(rules, "https://gazette.example/") == ["domain.shop"]


def test_packs_as_close_as_each_other_work_together() -> None:
    one = site_pack('hosts = ["herald.example"]', "one.shop")
    other = site_pack('hosts = ["herald.example"]', "other.shop")
    lines = Cleaner(rules=one + other).explain(TEXT, url=URL).lines
    assert [(line.rule, [claim.rule for claim in line.lost]) for line in lines if line.text == BOX] == [
        ("one.shop", ["other.shop"])
    ]


def test_a_rule_may_be_for_a_part_of_the_site() -> None:
    text = 'hosts = ["herald.example"]' + RULE.replace("ID", "herald.shop") + 'hosts = ["sport.herald.example"]\n'
    rules = parse_pack(text, "herald.toml")
    assert who(rules, "https://sport.herald.example/") == ["herald.shop"]
    assert who(rules, "https://www.herald.example/") == []
    assert list(run_cases(rules, Cleaner(rules=rules))) == []


# Days.


OLD = 'hosts = ["herald.example"]\nvalid_until = 2024-06-30\n'
NEW = 'hosts = ["herald.example"]\nvalid_from = 2024-07-01\n'


@pytest.mark.parametrize(
    ("crawled", "rule"),
    [
        ("2024-06-30", "old.shop"),
        ("2024-07-01", "new.shop"),
        ("2020-01-01", "old.shop"),
        (date(2024, 6, 30), "old.shop"),
        (datetime(2024, 6, 30, 23, 59), "old.shop"),
        (datetime(2024, 7, 1, tzinfo=UTC), "new.shop"),
        ("2024-07-01T00:00:00Z", "new.shop"),
        (" 2024-06-30 23:59:59+09:00 ", "old.shop"),
        (None, "new.shop"),
    ],
)
def test_the_day_of_crawling_chooses_the_version(crawled: Any, rule: str) -> None:
    rules = site_pack(OLD, "old.shop") + site_pack(NEW, "new.shop")
    assert who(rules, URL, crawled) == [rule]


def test_without_a_day_a_pack_that_has_not_begun_holds_too() -> None:
    later = site_pack('hosts = ["herald.example"]\nvalid_from = 2999-01-01\n')
    assert who(later, URL) == ["herald.shop"], "the clock must not change what comes out"
    assert who(later, URL, "2025-01-01") == []


def test_a_pack_that_does_not_hold_leaves_the_page_to_the_next_one() -> None:
    rules = site_pack('hosts = ["example"]', "all.shop") + site_pack(OLD, "old.shop")
    assert who(rules, URL, "2024-01-01") == ["old.shop"]
    assert who(rules, URL, "2025-01-01") == ["all.shop"]


@pytest.mark.parametrize(("crawled", "error"), [("yesterday", ValueError), ("", ValueError), (20240701, TypeError)])
def test_what_is_no_day_is_refused(crawled: Any, error: type[Exception]) -> None:
    for call in (Cleaner().clean, Cleaner().explain):
        with pytest.raises(error, match="crawled must be a date"):
            call(TEXT, crawled=crawled)
    with pytest.raises(error, match="crawled must be a date"):
        next(Cleaner().clean_many([TEXT], crawled=crawled))


def test_the_commands_take_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, page = tmp_path / "herald.toml", tmp_path / "page.txt"
    path.write_text(OLD + RULE.replace("ID", "herald.shop"), encoding="utf-8")
    page.write_text(TEXT, encoding="utf-8")
    argv = ("--pack", str(path), "--url", URL, str(page))
    for day, kept in (("2024-01-01", False), ("2025-01-01", True)):
        for command in ("clean", "explain"):
            assert main([command, "--crawled", day, *argv]) == 0
            assert ("herald.shop" not in capsys.readouterr().out) is kept or command == "clean"
        assert main(["clean", "--crawled", day, *argv]) == 0
        assert (BOX in capsys.readouterr().out) is kept
    with pytest.raises(SystemExit, match="2"):
        main(["clean", "--crawled", "soon", *argv])
    assert "'soon' is no date in ISO 8601" in capsys.readouterr().err
    assert main(["rules", "test", str(path)]) == 0
    assert main(["rules", "show", "herald.shop", "--pack", str(path)]) == 0
    assert "site: herald.example, crawled … to 2024-06-30" in capsys.readouterr().out


# Mistakes.


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('hosts = "herald.example"', "acme.toml:1: 'hosts' must be a list of strings; write hosts = "),
        ("\nhosts = []", "acme.toml:2: 'hosts' must be a list of strings"),
        ('hosts = [\n "a.example",\n "http://b.example",\n]', "acme.toml:3: 'hosts' holds 'http://b.example'; write"),
        ("hosts = [1]", "acme.toml:1: 'hosts' holds 1; write a host's name"),
        ("\nvalid_from = 2024-01-01", "acme.toml:2: 'valid_from' is for the packs of a site; give 'hosts'"),
        ("\n[css]\ntitle = 'h1'", "acme.toml:2: 'css' is for the packs of a site; give 'hosts'"),
        ('hosts = ["a.example"]\nvalid_from = "2024-01-01"', "acme.toml:2: 'valid_from' must be a date; "),
        ('hosts = ["a.example"]\nvalid_until = 2024-01-01T10:00:00', "acme.toml:2: 'valid_until' must be a date"),
        (
            'hosts = ["a.example"]\nvalid_from = 2025-01-01\nvalid_until = 2024-01-01',
            "acme.toml:2: valid_from 2025-01-01 is after valid_until 2024-01-01, so no page is meant",
        ),
        ('hosts = ["a.example"]\ncss = 3', "acme.toml:2: 'css' must be a table; write [css]"),
        ('hosts = ["a.example"]\n[css]\nheadline = "h1"', "acme.toml:3: unknown key 'headline' in [css]; "),
        ('hosts = ["a.example"]\n[css]\ntitel = "h1"', "acme.toml:3: unknown key 'titel' in [css]; write 'title'"),
        ('hosts = ["a.example"]\n[css]\n\ntitle = 3', "acme.toml:4: 'title' must be a selector or a list of selectors"),
        ('hosts = ["a.example"]\n[css]\nremove = []', "acme.toml:3: 'remove' must be a selector or a list"),
        ('hosts = ["a.example"]\n[css]\nremove = [\n"p",\n"p >",\n]', "acme.toml:5: selector 'p >' makes no sense: "),
        ('hosts = ["a.example"]\n[css]\ntitle = "h1::text"', "acme.toml:3: selector 'h1::text' makes no sense: "),
        ('hosts = ["a.example"]\n[css]\ntitle = ""', "acme.toml:3: selector '' makes no sense: "),
        (
            'hosts = ["a.example"]' + RULE + 'hosts = ["b.example"]',
            "acme.toml:9: rule 'ID': ",
        ),
    ],
)  # fmt: skip
def test_a_wrong_site_pack_is_refused(text: str, error: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_pack(text.replace('"ID"', '"acme.shop"'), "acme.toml")
    assert str(caught.value).startswith(error.replace("ID", "acme.shop"))


def test_hosts_of_a_rule_lie_under_those_of_the_pack() -> None:
    text = 'hosts = ["a.example"]' + RULE.replace("ID", "acme.shop") + 'hosts = ["www.a.example", "b.example"]'
    (problem,) = examine_pack(text, "acme.toml")[1]
    assert (problem.line, problem.what) == (9, "'hosts' holds 'b.example', which is not under the pack's a.example")


def test_without_cssselect_the_extra_is_named() -> None:
    code = """
import sys
sys.modules["cssselect"] = None
from newsclean import Cleaner, RuleError
from newsclean.rules.pack import parse_pack
assert parse_pack('hosts = ["a.example"]', "acme.toml") == ()
try:
    parse_pack('hosts = ["a.example"]\\n[css]\\ntitle = "h1"', "acme.toml")
except RuleError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    mend = "selectors need the package cssselect; pip install 'newsclean[css]'"
    assert (done.stdout, done.stderr) == (f"acme.toml:3: {mend}\n", "")


# Selectors.


PAGE = f"""<html><head><title>Herald</title></head><body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav>
<div class="top">Storm edition, first print</div>
<main><div class="kicker">Islands</div><h1><i>Storm cuts the island off</i> <small>live</small></h1>
<div class="by">By Ana Noll</div>
<div class="story">
<p>{STORY[0]} <span class="price">(price 12)</span></p>
<div class="letter"><p>Get our letter every morning, free.</p><p>It is worth your while, they say.</p></div>
<div class="pic"><img src="/a.jpg"><div class="cap">Lorries on the quay. <span>Ola Brandt / Herald</span></div></div>
<p>{STORY[1]}</p>
<div class="teaser">Some words that stand here on every page</div>
<p>READ: <a href="/berths">Harbour board raises the price of a berth</a></p>
<p>{STORY[2]}</p>
</div></main>
<footer><p>The Herald writes long sentences in its footer, so that nobody can tell it from a story.</p></footer>
</body></html>"""
BODY = ("\n\n".join(STORY)).replace(" by six.", " by six. (price 12)")


def cleaned(css: str, page: Any = PAGE, **arguments: Any) -> Article:
    rules = parse_pack(f'hosts = ["herald.example"]\n[css]\n{css}', "herald.toml")
    return Cleaner(rules=rules).clean(page, **{"url": URL, **arguments})


def by(article: Article, rule: str) -> list[str]:
    return [article.source_text[e.span.start : e.span.end] for e in article.ledger if e.rule == f"herald.css.{rule}"]


ALL = """
zone = "main"
title = "h1 i"
body = [".story > p", ".story > h2"]
caption = ".cap"
credit = ".cap span"
remove = [".letter", ".price"]
"""


def test_all_parts_together() -> None:
    article = cleaned(ALL)
    assert article.text == "\n\n".join(STORY)
    assert article.title == "Storm cuts the island off"
    assert article.byline == "Ana Noll"
    (caption,) = article.captions
    assert (caption.text, caption.credit, caption.photographer) == (
        "Lorries on the quay.",
        "Ola Brandt / Herald",
        "Ola Brandt",
    )
    assert (caption.image_url, caption.source, caption.after) == ("https://www.herald.example/a.jpg", "markup", 0)
    assert [(related.text, related.url) for related in article.related] == [
        ("Harbour board raises the price of a berth", "https://www.herald.example/berths")
    ]
    assert article.warnings == ()
    check_ledger(article.source_text, article)
    check_spans(article.source_text, article)


def test_every_decision_of_a_selector_names_it() -> None:
    article = cleaned(ALL)
    reasons = {removal.rule: removal.reason for removal in article.removed}
    assert reasons["herald.css.remove_1"] == "is no part of the story by this site's selector: .letter"
    assert reasons["herald.css.remove_2"].endswith(": .price")
    assert reasons["herald.css.zone"] == "stands outside the article, which this site's selector names: main"
    assert reasons["herald.css.body"].endswith(": .story > p, .story > h2")
    assert by(article, "remove_2") == ["(price 12)"]
    assert by(article, "body") == ["Some words that stand here on every page"]
    assert by(article, "zone")[:2] == ["Home Sport", "Storm edition, first print"]


def test_the_title_may_be_a_part_of_its_line() -> None:
    article = cleaned('title = "h1 > i"')
    assert article.title == "Storm cuts the island off"
    assert by(article, "title") == ["Storm cuts the island off live"]
    assert cleaned('title = "h1"').title == "Storm cuts the island off live"
    assert cleaned('title = ".kicker"').title == "Islands"


def test_the_body_is_what_its_selector_names() -> None:
    assert cleaned('body = ".story > p"\nremove = ".letter"').text == BODY
    assert cleaned('body = ".story > p:first-child"').text == STORY[0] + " (price 12)"
    assert cleaned('body = "footer p"').text.startswith("The Herald writes long sentences")


def test_a_body_that_is_one_box_holds_all_in_it() -> None:
    article = cleaned('body = ".story"')
    assert "Some words that stand here on every page" in article.text
    assert "READ" not in article.text, "the other rules work inside"
    assert "Storm edition" not in article.text


def test_the_zone_leaves_out_what_stands_around_it() -> None:
    article = cleaned('zone = ".story"\ntitle = "h1"')
    assert article.title == "Storm cuts the island off live", "a title may stand outside"
    assert all(sentence in article.text for sentence in STORY)
    assert "Herald writes" not in article.text
    assert "By Ana Noll" in by(article, "zone")


def test_several_boxes_may_be_the_zone() -> None:
    article = cleaned('zone = [".kicker", ".story"]')
    assert "By Ana Noll" in by(article, "zone")
    assert "Islands" not in by(article, "zone")


def test_a_credit_alone_makes_the_rest_of_its_line_the_caption() -> None:
    (caption,) = cleaned('credit = ".cap span"').captions
    assert (caption.text, caption.credit) == ("Lorries on the quay.", "Ola Brandt / Herald")


@pytest.mark.parametrize(
    ("inner", "text", "credit"),
    [
        ("<span>Photo: Ola Brandt/Herald</span>", "", "Ola Brandt/Herald"),
        ("<span>(Ola Brandt)</span> Lorries on the quay.", "Lorries on the quay.", "Ola Brandt"),
        ("Lorries on the quay. | <span>Ola Brandt</span>", "Lorries on the quay.", "Ola Brandt"),
    ],
)
def test_a_credit_is_told_without_its_label(inner: str, text: str, credit: str) -> None:
    page = PAGE.replace("Lorries on the quay. <span>Ola Brandt / Herald</span>", inner)
    article = cleaned('caption = ".cap"\ncredit = ".cap span"', page)
    (caption,) = (*article.captions, *article.credits)
    assert (caption.text, (caption.credit or "").strip("()")) == (text, credit)


def test_a_caption_without_a_credit_is_parted_by_its_words() -> None:
    page = PAGE.replace("<span>Ola Brandt / Herald</span>", "(Photo: AFP/Ola Brandt)")
    (caption,) = cleaned('caption = ".cap"', page).captions
    assert (caption.text, caption.agency, caption.photographer) == ("Lorries on the quay.", "AFP", "Ola Brandt")
    (caption,) = cleaned('caption = ".teaser"', page).captions[1:] or cleaned('caption = ".teaser"', page).captions
    assert caption.text


def test_what_selectors_remove_may_be_cells_and_inline_elements_without_attributes() -> None:
    page = PAGE.replace(
        '<div class="teaser">',
        "<table><tr><td>Ferry</td><td>nine</td><td><b>late</b></td></tr></table><div>",
    ).replace("the first lorries aboard by six.", "the <u>first</u> lorries.")
    article = cleaned('body = ".story"\nremove = ["td + td + td", "u"]', page)
    assert "Ferry\tnine" in article.text
    assert "late" not in article.text
    assert "on Monday, the lorries." in article.text
    check_ledger(article.source_text, article)


def test_selectors_come_before_all_other_claims() -> None:
    article = cleaned('remove = ".story > p:nth-last-of-type(2)"')
    assert article.related == ()
    assert by(article, "remove") == ["READ: Harbour board raises the price of a berth"]


def test_a_part_of_a_line_goes_where_the_line_stays() -> None:
    article = cleaned('remove = ["a[href^=\'/berths\']", ".price"]')
    assert len(article.related) == 1, "as with 'cut', where another claim takes the whole line"
    assert by(article, "remove_2") == ["(price 12)"]


def test_a_selector_that_would_take_most_of_the_story_is_overruled() -> None:
    article = cleaned('body = ".story > p"\nremove = ".story > p"')
    assert STORY[0] in article.text
    assert STORY[2] in article.text
    assert any("were kept" in warning for warning in article.warnings)


def test_selectors_that_name_nothing_are_told() -> None:
    article = cleaned('title = "h1.headline"\nremove = [".letter", ".advert"]')
    assert article.warnings == (
        "selectors of herald.toml that name nothing on this page: title 'h1.headline', remove '.advert'",
    )
    assert article.title == Cleaner().clean(PAGE, url=URL).title
    more = parse_pack('hosts = ["herald.example"]\n[css]\nbody = ["p.no", "h9"]', "more.toml")
    several = Cleaner(rules=(*more, *packed(title="h9", remove=["h8", "h7"]))).clean(PAGE, url=URL)
    assert several.warnings == (
        "selectors of herald.toml that name nothing on this page: title 'h9', remove 'h7', remove 'h8'",
        "selectors of more.toml that name nothing on this page: body 'p.no, h9'",
    )
    text = cleaned('title = "h1.headline"', "\n\n".join(STORY))
    assert (text.kind, text.warnings) == ("text", ())


def test_what_is_rotten_changes_nothing_else() -> None:
    plain = Cleaner().clean(PAGE, url=URL)
    rotten = cleaned('zone = ".no"\nbody = ".no"\ntitle = ".no"\ncaption = ".no"\ncredit = ".no"\nremove = ".no"')
    assert (rotten.text, rotten.ledger, rotten.captions) == (plain.text, plain.ledger, plain.captions)
    assert len(rotten.warnings) == len(plain.warnings) + 1


def test_other_sites_and_days_are_read_as_ever() -> None:
    plain = Cleaner().clean(PAGE, url="https://gazette.example/")
    assert cleaned(ALL, url="https://gazette.example/") == plain
    rules = parse_pack(f'hosts = ["herald.example"]\nvalid_until = 2024-01-01\n[css]\n{ALL}', "herald.toml")
    assert Cleaner(rules=rules).clean(PAGE, url=URL, crawled="2024-01-01").text == "\n\n".join(STORY)
    assert Cleaner(rules=rules).clean(PAGE, url=URL) == Cleaner().clean(PAGE, url=URL)


def test_an_element_is_read_and_not_changed() -> None:
    element = lxml_html.fromstring(PAGE)
    before = lxml_html.tostring(element)
    assert cleaned(ALL, element).text == "\n\n".join(STORY)
    assert lxml_html.tostring(element) == before


def test_single_selectors_can_be_left_out() -> None:
    rules = parse_pack(f'hosts = ["herald.example"]\n[css]\n{ALL}', "My Herald.newsclean.toml")
    assert [rule.id for rule in rules][:3] == ["my_herald.css.zone", "my_herald.css.title", "my_herald.css.body"]
    article = Cleaner(rules=rules, without=["my_herald.css.remove_2"]).clean(PAGE, url=URL)
    assert "(price 12)" in article.text


def test_rules_from_python_may_be_for_a_site() -> None:
    site = Site("mine", ("herald.example",), valid_until=date(2024, 1, 1))
    rule = Rule(id="mine.shop", says="is the shop's box", action="remove", exact=("our harbour shop",), site=site)
    assert who((rule,), URL, "2023-12-31") == ["mine.shop"]
    assert who((rule,), URL) == []


@pytest.mark.parametrize(
    ("fields", "mend"),
    [
        ({"hosts": "herald.example"}, "site of mine: 'hosts' must be a list of hosts; write a host's name"),
        ({"hosts": ()}, "'hosts' must be a list of hosts"),
        ({"hosts": ("https://herald.example",)}, "'hosts' must be a list of hosts"),
        ({"hosts": (1,)}, "'hosts' must be a list of hosts"),
        ({"valid_from": "2024-01-01"}, "'valid_from' must be a date; give datetime.date"),
        ({"valid_until": datetime(2024, 1, 1)}, "'valid_until' must be a date"),
    ],
)
def test_a_wrong_site_from_python_is_refused(fields: dict[str, Any], mend: str) -> None:
    with pytest.raises(RuleError) as caught:
        Site("mine", **{"hosts": ("herald.example",), **fields})
    assert mend in str(caught.value)
    with pytest.raises(RuleError, match="'site' is no Site; it must look like Site"):
        Rule(id="mine.x", says="is x", action="remove", exact=("x",), site="herald.example")  # type: ignore[arg-type]


def test_hosts_of_a_site_may_be_a_list() -> None:
    assert hash(Site("mine", ["herald.example"]))  # type: ignore[arg-type]


def test_a_cleaner_with_selectors_can_be_pickled(tmp_path: Path) -> None:
    path = tmp_path / "herald.toml"
    path.write_text(f'hosts = ["herald.example"]\n[css]\n{ALL}', encoding="utf-8")
    cleaner = pickle.loads(pickle.dumps(Cleaner(packs=[path])))
    assert cleaner.clean(PAGE, url=URL).text == "\n\n".join(STORY)


def test_selectors_in_rules_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "herald.toml"
    path.write_text(f'hosts = ["herald.example"]\n[css]\n{ALL}', encoding="utf-8")
    assert main(["rules", "show", "herald.css.body", "--pack", str(path)]) == 0
    assert "  selector: body .story > p, .story > h2\n" in capsys.readouterr().out
    assert main(["rules", "test", str(path)]) == 0
    assert main(["rules", "lint", str(path)]) == 0


# The laws hold, whatever the selectors name.


SELECTORS = (
    "*",
    "p",
    "div",
    "span",
    "h1",
    "i",
    "main",
    ".story",
    ".story > *",
    "a",
    "img",
    "td",
    "body",
    "p + p",
    ":not(p)",
    "ul li",
    "b",
    "td, b, i, div > p:first-child",
)
texts = st.sampled_from(
    (
        *STORY,
        BOX,
        "READ: More on the flood",
        "Photo: AFP/Ana Noll",
        "x",
        " ",
        "Skip to main content",
        "By Ana Noll",
        "<br>",
        "Twelve May<br>Oslo",
        "all night<br>and day",
    )
)
trees = st.recursive(
    texts,
    lambda inner: st.tuples(
        st.sampled_from(
            (
                "p",
                "div",
                "span",
                "i",
                "b",
                "a",
                "h1",
                "main",
                "table",
                "tr",
                "td",
                "ul",
                "li",
                "figure",
                "figcaption",
                "button",
                "time",
            )
        ),
        st.sampled_from(("", ' class="story"', ' class="cap"', ' class="price"', ' style="display:none"')),
        st.lists(inner, min_size=1, max_size=4).map("".join),
    ).map(lambda made: f"<{made[0]}{made[1]}>{made[2]}</{made[0]}>"),
    max_leaves=25,
)
parts = st.dictionaries(
    st.sampled_from(("zone", "title", "body", "caption", "credit", "remove")), st.sampled_from(SELECTORS), min_size=1
)


def packed(**chosen: str | list[str]) -> tuple[Rule, ...]:
    """The pack whose parts have these selectors."""
    css = "\n".join(f"{part} = {selector!r}" for part, selector in chosen.items())
    return parse_pack(f'hosts = ["herald.example"]\n[css]\n{css}', "herald.toml")


def check_laws(page: str, rules: tuple[Rule, ...]) -> None:
    """What must be true of a page whatever the selectors of its site name."""
    with_picks, plain = read_html(page, selectors=rules), read_html(page)
    assert with_picks.source == plain.source, "a selector changed the text"
    assert _told(with_picks) == _told(plain), "a selector changed what is read"
    cleaner = Cleaner(rules=rules)
    article = cleaner.clean(page, kind="html", url=URL)
    assert article.source_text == plain.source
    check_ledger(article.source_text, article)
    check_spans(article.source_text, article)
    check_reasons(article, {rule.id: rule.says for rule in cleaner.rules.rules})
    assert cleaner.explain(page, kind="html", url=URL).article == article
    assert Cleaner(rules=rules[::-1]).clean(page, kind="html", url=URL) == article, "the order of rules matters"


def _told(document: Document) -> tuple[list[Any], Document]:
    """All that a document says, but for what selectors picked."""
    return list(document.blocks), document._replace(blocks=(), picks=())


WIDE = {
    "a list": packed(remove=["a", "li", "td, b, em, div > p:first-child"], caption="span"),
    "everything": packed(remove="*", caption="*", credit="*", title="*"),
    "inline elements": packed(remove=["span", "b, strong, em, i, time"], body="div", credit="a"),
    "boxes": packed(zone="div", body=["p", "section"], remove="ul, table"),
}
over_wide = pytest.mark.parametrize("wide", WIDE)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(trees, parts)
def test_the_laws_hold_whatever_selectors_name(tree: str, chosen: dict[str, str]) -> None:
    check_laws(f"<body>{tree}</body>", packed(**chosen))


@pytest.mark.parametrize(
    "inner",
    [
        "<b>Twelve May<br>Oslo</b>",
        "<span>Twelve May<br>Oslo</span> and <i>Bergen</i>",
        "<span class='day'>Monday</span><span>dry</span>",
        "<time>10:30</time><i>Oslo</i>",
        "<button>More</button><b>Rain</b>",
        "<figure><img src='/a.jpg'><small>Ana</small><time>10:30</time><i>Oslo</i></figure>",
        "<a href='/a'>Twelve <i>May<br>Oslo</i></a>",
        "<table><tr><td>Ferry<br>late</td><td><b>nine</b><i>ten</i></td></tr></table>",
        "<pre>  Ferry  nine\n    late</pre>",
        "<b data-picked>Rain</b><time data-picked>10:30</time><i data-picked>Oslo</i>",
    ],
)
@over_wide
def test_selectors_never_change_the_text(inner: str, wide: str) -> None:
    check_laws(f"<body><div><p>{STORY[0]}</p>{inner}<p>{STORY[1]}</p></div></body>", WIDE[wide])


@pytest.mark.parametrize("path", sorted((FIXTURES / "corpus/html").glob("*.html")), ids=lambda path: path.stem)
@over_wide
def test_the_laws_hold_on_fixtures_with_wide_selectors(path: Path, wide: str) -> None:
    check_laws(decode(path.read_bytes()), WIDE[wide])


@pytest.mark.skipif(not CORPORA.exists(), reason="the shared corpora are not here")
@over_wide
def test_the_laws_hold_on_real_pages_with_wide_selectors(wide: str) -> None:
    every = 48 // len(WIDE)
    for path in sorted(CORPORA.glob("*/html/*.html.gz"))[list(WIDE).index(wide) :: every * len(WIDE)]:
        try:
            check_laws(decode(gzip.decompress(path.read_bytes())), WIDE[wide])
        except AssertionError as error:
            raise AssertionError(f"{path.parent.parent.name}/{path.name[:8]}: {error}") from error


def test_an_element_has_the_same_text_with_selectors() -> None:
    element = lxml_html.fromstring(PAGE)
    story = element.find(".//main")
    for part in (element, story, story[0]):
        assert cleaned('remove = "*"', part).source_text == Cleaner().clean(part, url=URL).source_text


def test_a_page_with_selectors_does_not_affect_the_next() -> None:
    cleaner = Cleaner(rules=WIDE["a list"])
    pages = [decode(path.read_bytes()) for path in sorted((FIXTURES / "corpus/html").glob("*.html"))[:6]]
    alone = [Cleaner(rules=WIDE["a list"]).clean(page, url=URL) for page in pages]
    assert [cleaner.clean(page, url=URL) for page in pages[::-1]] == alone[::-1]


def test_selectors_are_no_evidence_on_text() -> None:
    text = Cleaner().clean(TEXT, url=URL)
    assert Cleaner(rules=WIDE["everything"]).clean(TEXT, url=URL) == text
