"""The report: one file, two languages, nothing fetched, nothing a scenario's name can break."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from netsustain.exploration.comparison import Comparison, summarise
from netsustain.report.filling import inline, unbroken
from netsustain.report.html import comparison_page, one_run_page

COMMAND = "netsustain compare demo --replicates 200 --seed 1"
VOID = {"meta", "br", "link", "img", "input", "hr", "path", "use", "rect", "circle", "line"}


class Page(HTMLParser):
    """Every tag with its attributes, the open tags at the end, and ids that occur twice."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def html(demo: Comparison) -> str:
    return comparison_page(demo, lang="en", command=COMMAND)


def told(html: str) -> str:
    """The page without what keeps words and numbers on one line."""
    return re.sub(r'<span class="whole">(.*?)</span>', r"\1", html).replace("\u00a0", " ")


def test_nothing_is_fetched(html: str) -> None:
    for tag, attributes in Page(html).tags:
        assert tag not in ("link", "iframe", "object", "embed", "base"), tag
        for name, value in attributes.items():
            if name in ("src", "href", "xlink:href", "action", "poster", "srcset"):
                assert value is not None
                assert value.startswith("#"), f"{tag} {name}={value[:80]}"
    assert not re.search(r"(https?:)?//[\w.-]+\.\w", re.sub(r"base64,[\w+/=]+", "", html))
    assert set(re.findall(r"url\(\s*['\"]?([^#)]{4})", html)) == {"data"}
    assert "@import" not in html


def test_tags_are_closed_and_ids_are_unique(html: str) -> None:
    page = Page(html)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    targets = set(re.findall(r'(?:href="|url\()#([\w.-]+)', html))
    assert targets <= set(page.ids)


@pytest.mark.usefixtures("unrendered")
def test_both_languages_are_inside_and_the_one_asked_for_is_shown(demo: Comparison, html: str) -> None:
    assert [attributes["lang"] for tag, attributes in Page(html).tags if tag == "main"] == ["en", "th"]
    assert '<html lang="en" data-lang="en">' in html
    thai = comparison_page(demo, lang="th", command=COMMAND)
    assert '<html lang="th" data-lang="th">' in thai
    assert '[data-lang="en"] main[lang="th"]' in thai


def test_it_opens_with_what_the_numbers_are_not(html: str) -> None:
    first = html.index("<main")
    opening = re.sub(r"<[^>]+>", " ", html[first : first + 600])
    assert opening.strip().startswith("illustrative: parameters are priors, not yet calibrated")


def test_the_answer_stands_before_the_first_table_and_in_networks_of_a_hundred(html: str) -> None:
    head = told(html[: html.index("<table")])
    assert re.search(r"After 10 years, \d+ of 100 simulated networks are still alive with “[^”]+” \(\d+ to \d+\)", head)
    assert re.search(r"in \d+ of 100 simulated futures it lasts longer, in \d+ as long and in \d+ less long", head)
    assert "which option keeps the network alive longest?" in head


def test_thai_years_are_of_the_buddhist_era(demo: Comparison, html: str) -> None:
    thai = html[html.index('<main lang="th"') :]
    assert "ต.ค. 2569" in thai
    assert "2026" not in re.sub(r"<svg.*?</svg>", "", thai, flags=re.DOTALL)


def test_a_name_that_is_code_stays_text(three: Comparison) -> None:
    attack = '<script>alert("x")</script> & $\\frac$'
    scenarios = {}
    for number, (name, ensemble) in enumerate(three.ensembles.items()):
        fields = vars(ensemble.scenario) | {"title": SimpleNamespace(en=f"{attack} {number}", th=f"{attack} {number}")}
        scenarios[name] = SimpleNamespace(**vars(ensemble) | {"scenario": SimpleNamespace(**fields)})
    html = comparison_page(summarise(scenarios, seed=1), lang="en", command=f"netsustain compare {attack}")
    assert html.count("<script>") == 1
    assert "&lt;script&gt;alert" in html
    assert Page(html).open == []


def test_the_page_is_the_same_each_time_and_small_enough_to_mail(demo: Comparison, html: str) -> None:
    assert html == comparison_page(demo, lang="en", command=COMMAND)
    assert len(html.encode("utf-8")) < 3_000_000


def test_every_drawing_has_words_and_numbers_beside_it(html: str) -> None:
    tags = Page(html).tags
    drawings = [attributes for tag, attributes in tags if attributes.get("role") == "img"]
    assert len(drawings) == 12
    assert all(len(attributes["aria-label"] or "") > 40 for attributes in drawings)
    assert html.count("<details>") == 12


def test_a_single_scenario_has_a_page_too(demo: Comparison) -> None:
    one = summarise({"demo_none": demo.ensembles["demo_none"]}, seed=1)
    html = comparison_page(one, lang="en", command=COMMAND)
    assert "Does the network outlive yearly leader transfers" in html
    assert "reference" not in re.sub(r"<style>.*?</style>", "", html[: html.index("<footer")], flags=re.DOTALL)


def test_networks_that_never_formed_are_told_as_such(demo: Comparison) -> None:
    ensemble = demo.ensembles["demo_none"]
    runs = ensemble.runs.assign(ended="never_formed", end_month=float("nan"))
    empty = SimpleNamespace(**vars(ensemble) | {"runs": runs})
    html = comparison_page(summarise({"demo_none": empty}, seed=1), lang="en", command=COMMAND)
    assert "None of these networks ever formed" in html
    assert "200 of 200 networks never formed" in told(html)


def test_words_that_browsers_break_wrongly_are_held_together() -> None:
    assert str(unbroken("14 เครือข่าย & 5 %")) == ('14\u00a0<span class="whole">เครือข่าย</span> &amp; 5\u00a0%')


def test_drawings_keep_their_references_when_they_share_a_page() -> None:
    drawn = '<?xml?><svg width="9pt" height="9pt" xmlns="u"><metadata>m</metadata><defs>'
    drawn += '<path id="a" d="M 1.04 2.96"/></defs><use xlink:href="#a" clip-path="url(#b)"/></svg>'
    inside = inline(drawn, "one")
    assert 'id="one-a"' in inside
    assert 'xlink:href="#one-a" clip-path="url(#one-b)"' in inside
    assert 'd="M 1 3"' in inside
    assert "metadata" not in inside
    assert "xmlns" not in inside


@pytest.mark.usefixtures("unrendered")
def test_a_calibrated_report_opens_with_what_it_was_calibrated_to(calibrated: Comparison) -> None:
    html = comparison_page(calibrated, lang="en", command=COMMAND)
    opening = " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("<header")]).split())
    assert "calibrated to K1–K5: 400 of 24,000 parameter vectors accepted" in opening
    assert "Outside the calibrated range: 120 months (calibrated to at most 84)" in opening
    assert "V1–V11 were not calibrated to" in opening
    assert "validated by" not in html
    assert "illustrative" not in html
    assert Page(html).open == []
    text = re.sub(r"<[^>]+>", "", html)
    assert "chance is" in text
    assert "not knowing the parameters" in text
    assert "published table K3" in text
    assert "trust_gain: gain of trust from a good surprise" in text


def test_the_page_of_one_network(calibrated: Comparison) -> None:
    ensemble = calibrated.ensembles["demo_none"]
    ensemble.runs["transfers"] = 7
    months = ensemble.months[ensemble.months["replicate"] == 0]
    html = one_run_page(ensemble, months, lang="th", command="netsustain run demo_none")
    page = Page(html)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert [attributes["lang"] for tag, attributes in page.tags if tag == "main"] == ["en", "th"]
    assert html.count("<details>") == 4
    assert "leaders who move: 7" in html
    thai = re.sub(r"<svg.*?</svg>", "", html[html.index('<main lang="th"') :], flags=re.DOTALL)
    assert "ก.ย. 2570" in thai
    assert "2026" not in thai
    assert "ผู้บริหารที่ดำรงตำแหน่งครบเกณฑ์" in told(thai)
