"""What `Cleaner` and `clean` accept, and what they say to the rest."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html

import newsclean
from newsclean import Cleaner, Rule, RuleError
from newsclean.cleaner import _default
from newsclean.rules.ruleset import builtin_rules

STORY = "The river rose all night, the mayor said, and the lower town was under water by noon."
QUIZ = "Take the harbour quiz"
PACK = f"""
[[rule]]
id = "acme.quiz"
says = "is our quiz box"
action = "remove"
exact = ["take the harbour quiz"]
remove = ["{QUIZ}"]
keep = ["Take the harbour quiz of last year, which nobody could answer."]
"""
PAGE = f"{STORY}\n\n{QUIZ}\n\n{STORY[:-1]}, and after.\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    path.write_text(PACK, encoding="utf-8")
    return path


def install(folder: Path, distribution: str, point: str, module: str = "") -> None:
    """Make a folder look like a place where a distribution with a pack is installed."""
    info = folder / f"{distribution}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[newsclean.packs]\n{point}\n")
    (folder / f"{distribution}.py").write_text(module)


@pytest.mark.parametrize(
    ("raw", "mend"),
    [
        (None, "pass ''"),
        (Path("page.txt"), "pass path.read_bytes()"),
        (bytearray(b"text"), "pass bytes(raw)"),
        (["one", "two"], "clean_many"),
        (7, "pass the page's text or HTML"),
    ],
)
def test_wrong_type_of_raw_says_what_to_pass(raw: object, mend: str) -> None:
    for function in (newsclean.clean, newsclean.clean_text, Cleaner().clean, Cleaner().explain):
        with pytest.raises(TypeError) as caught:
            function(raw)  # type: ignore[operator]
        message = str(caught.value)
        assert message.startswith(f"raw must be str, bytes or an lxml element, not {type(raw).__name__}; ")
        assert mend in message


def test_wrong_kind_names_the_allowed_ones() -> None:
    with pytest.raises(ValueError, match="kind must be one of 'auto', 'text', 'html', not 'xml'"):
        newsclean.clean(STORY, kind="xml")


@pytest.mark.parametrize("name", ["url", "title", "encoding"])
def test_url_title_and_encoding_are_strings(name: str) -> None:
    with pytest.raises(TypeError, match=f"{name} must be str or None, not bytes"):
        newsclean.clean(STORY, **{name: b"x"})


@pytest.mark.parametrize("raw", ["", " \n\t\r\n", "\x00", "\ufeff", "\ud800", b"", b"\xff\xfe", b"\x81\x8d\xff"])
def test_odd_content_is_no_error(raw: str | bytes) -> None:
    assert isinstance(newsclean.clean(raw), newsclean.Article)
    assert isinstance(newsclean.clean_text(raw), str)


@pytest.mark.parametrize(
    "raw",
    [
        "Zürich – “Łódź”".encode(),
        "Zürich – “Łódź”".encode("utf-8-sig"),
        "Zürich – “Łódź”".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Zürich – “Łódź”".encode("utf-16-be"),
        "Zürich – “Łódź”".encode("utf-32"),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"],
)
def test_bytes_are_decoded_by_mark_or_as_utf_8(raw: bytes) -> None:
    assert newsclean.clean_text(raw) == "Zürich – “Łódź”"


def test_bytes_that_are_not_utf_8_are_windows_1252() -> None:
    assert newsclean.clean_text("“Zürich” – 5 €".encode("windows-1252")) == "“Zürich” – 5 €"


def test_the_encoding_of_bytes_can_be_given() -> None:
    raw = "Łódź: rzeka przybrała".encode("iso-8859-2")
    assert newsclean.clean(raw, encoding="iso-8859-2").text == "Łódź: rzeka przybrała"
    assert Cleaner().explain(raw, encoding="ISO-8859-2").article.text == "Łódź: rzeka przybrała"
    assert [a.text for a in Cleaner().clean_many([raw], encoding="iso-8859-2")] == ["Łódź: rzeka przybrała"]
    assert newsclean.clean("Łódź".encode("utf-8-sig"), encoding="iso-8859-2").text == "Łódź"
    assert newsclean.clean("Zürich".encode("cp1252"), encoding="no such thing").text == "Zürich"


@pytest.mark.parametrize("parse", [etree.HTML, lxml_html.fromstring], ids=["etree", "lxml.html"])
def test_an_element_is_a_page(parse: Callable[[str], etree._Element]) -> None:
    markup = f"<html><body><p>{STORY}</p><p>{QUIZ}</p></body></html>"
    element = parse(markup)
    before = etree.tostring(element)
    assert newsclean.clean(element) == newsclean.clean(markup)
    assert newsclean.clean(element, kind="html").source_text == f"{STORY}\n{QUIZ}"
    assert [article.kind for article in Cleaner().clean_many([element])] == ["html"]
    assert etree.tostring(element) == before
    assert newsclean.clean_text(element[0][0]) == STORY
    with pytest.raises(ValueError, match="kind must be 'auto' or 'html' for an lxml element"):
        newsclean.clean(element, kind="text")
    with pytest.raises(TypeError, match="put a single one in a list"):
        Cleaner().clean_many(element)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"pass tree\.getroot\(\)"):
        newsclean.clean(element.getroottree())  # type: ignore[arg-type]


def test_clean_many_keeps_the_order_and_is_lazy() -> None:
    def pages() -> object:
        yield STORY
        yield "It snowed."
        raise AssertionError("asked for a page too many")

    articles = Cleaner().clean_many(pages())  # type: ignore[arg-type]
    assert [next(articles).text, next(articles).text] == [STORY, "It snowed."]


@pytest.mark.parametrize("page", [STORY, STORY.encode()], ids=["str", "bytes"])
def test_clean_many_refuses_a_single_page_at_once(page: str | bytes) -> None:
    with pytest.raises(TypeError, match="put a single one in a list"):
        Cleaner().clean_many(page)  # type: ignore[arg-type]


def test_clean_many_takes_the_address_with_the_page() -> None:
    box = Rule(id="quay.quiz", says="is a quiz", action="remove", exact=(QUIZ.lower(),), hosts=("quay.example",))
    raw = f"{QUIZ}\n\n{STORY}"
    pages = [(raw, "https://www.quay.example/rain"), raw, (raw, None), (raw.encode(), "https://herald.example/rain")]
    articles = Cleaner(rules=[box]).clean_many(pages)
    assert [len([r for r in article.removed if r.rule == "quay.quiz"]) for article in articles] == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("page", "mend"),
    [
        ((STORY,), r"takes pages or pairs \(page, url\), no tuples of 1; call clean\(\) for each"),
        ((STORY, None, "Rain"), "no tuples of 3"),
        ((STORY, b"https://quay.example"), "url must be str or None, not bytes"),
        ((None, "https://quay.example"), "raw must be str, bytes or an lxml element, not NoneType"),
        ([STORY, None], "raw must be str, bytes or an lxml element, not list"),
    ],
)
def test_clean_many_refuses_what_is_no_pair(page: object, mend: str) -> None:
    with pytest.raises(TypeError, match=mend):
        next(Cleaner().clean_many([page]))  # type: ignore[list-item]


def test_clean_many_checks_the_kind_of_each_page() -> None:
    with pytest.raises(ValueError, match="kind must be one of"):
        next(Cleaner().clean_many([STORY], kind="pdf"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"packs": "acme.toml"}, "packs must be a list of paths or names of packs, not str"),
        ({"packs": Path("acme.toml")}, "packs must be a list of paths or names of packs, not "),
        ({"packs": [1]}, "packs must be a list of paths or names of packs, but holds int 1"),
        ({"without": "promo"}, "without must be a list of names of rules, not str"),
        ({"without": None}, "without must be a list of names of rules, not NoneType"),
        ({"rules": ["promo"]}, "rules must be a list of Rule objects, but holds str 'promo'"),
    ],
)
def test_lists_are_lists(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(TypeError) as caught:
        Cleaner(**arguments)  # type: ignore[arg-type]
    assert str(caught.value).startswith(message)


def test_a_single_rule_is_no_list() -> None:
    rule = Rule(id="acme.quiz", says="is our quiz box", action="remove", exact=("quiz",))
    with pytest.raises(TypeError, match="rules must be a list of Rule objects, not Rule"):
        Cleaner(rules=rule)  # type: ignore[arg-type]


@pytest.mark.parametrize("as_string", [True, False])
def test_packs_from_files_add_to_the_built_in_ones(pack: Path, as_string: bool) -> None:
    assert QUIZ in newsclean.clean_text(PAGE)
    cleaner = Cleaner(packs=[str(pack) if as_string else pack])
    article = cleaner.clean("Skip to main content\n\n" + PAGE)
    assert [(removal.text, removal.rule) for removal in article.removed][1:] == [(QUIZ, "acme.quiz")]
    assert article.removed[0].text == "Skip to main content"


def test_built_in_packs_can_be_left_out(pack: Path) -> None:
    article = Cleaner(packs=[pack], builtin=False).clean("Skip to main content\n\n" + PAGE)
    assert [removal.rule for removal in article.removed] == ["acme.quiz"]


@pytest.mark.parametrize("value", ["PACK", "RULES"])
def test_installed_packs_are_found_by_name(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    module = f"from newsclean.rules.pack import load_pack\nPACK = {str(pack)!r}\nRULES = load_pack(PACK)\n"
    name = f"acme_{value.lower()}"
    install(tmp_path / "site", name, f"acme = {name}:{value}", module)
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert QUIZ in newsclean.clean_text(PAGE), "an installed pack must not act unasked"
    assert QUIZ not in Cleaner(packs=["acme"]).clean(PAGE).text


def test_an_unknown_pack_names_those_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "acme_one", "acme = acme_one:PACK")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RuleError, match=r"no pack 'acmee' is installed \(installed: .*\bacme\b.*\./acmee\.toml"):
        Cleaner(packs=["acmee"])


@pytest.mark.parametrize(
    ("module", "problem"),
    [
        ("raise OSError('no disk')", "cannot be loaded: OSError: no disk"),
        ("", "cannot be loaded: AttributeError"),
        ("PACK = 7", "is no pack but int; make it a TOML file's path or a sequence of rules"),
        ("PACK = 'no/such.toml'", "no/such.toml: cannot be read"),
    ],
)
def test_a_broken_installed_pack_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, problem: str
) -> None:
    name = f"acme_broken_{abs(hash(module))}"
    install(tmp_path, name, f"acme = {name}:PACK", module)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RuleError) as caught:
        Cleaner(packs=["acme"])
    assert problem in str(caught.value)


def test_two_packs_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("acme_left", "acme_right"):
        install(tmp_path, name, f"acme = {name}:PACK", "PACK = ()")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RuleError, match="offered by acme_left and acme_right"):
        Cleaner(packs=["acme"])


def test_the_module_level_functions_build_nothing_per_call() -> None:
    newsclean.clean(STORY)
    assert _default() is _default()
    assert _default().rules is builtin_rules()
    assert Cleaner().rules is builtin_rules()
