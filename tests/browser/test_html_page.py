"""The governors' page in a real Chromium: axe finds nothing, the keyboard reaches everything, nothing is loaded.

All pages are rendered before the browser starts, because Playwright keeps an event loop running in this thread.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.report.sample_memory import with_hostile_memory, with_memory
from tests.report.sample_pack import pack_run
from tests.report.samples import hostile_run
from tests.support.accounts import audited
from zoom_policy_lint.evaluate import Options
from zoom_policy_lint.report import Style, load
from zoom_policy_lint.simulate import Fault, FaultKind, compliant_school, demo_school
from zoom_policy_lint.simulate.clock import DEMO_TIME

from .conftest import CHROMIUM

RUNS = ("demo", "compliant", "unread", "hostile", "pack")
PHONE, DESKTOP = {"width": 375, "height": 812}, {"width": 1280, "height": 900}
RULES = {
    "preload": False,
    "iframes": False,
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
VISITS = [
    ("demo", DESKTOP, "light"),
    ("compliant", PHONE, "dark"),
    ("pack", PHONE, "light"),
    ("pack", DESKTOP, "dark"),
    ("hostile", PHONE, "light"),
    ("hostile", DESKTOP, "dark"),
]
"""The longest page once, since it takes the longest; together the others are seen at both widths and in both schemes."""

HOSTILE = (
    "</style><script>document.title='owned'</script><img src=http://x.example/ onerror=alert(1)>\u202e" + "long-" * 60
)


def _nothing_read():
    starts = ("accounts", "groups", "roles", "users")
    return [Fault(FaultKind.REFUSE_SCOPE, match=f"/{start}*") for start in starts]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The address of each page."""
    folder = tmp_path_factory.mktemp("pages")
    options = Options(as_of=DEMO_TIME.date(), source="demo")

    def audit(account, name, faults=()):
        place = folder / name
        place.mkdir()
        return audited(account, place, faults=faults, options=options).run

    runs = {
        "demo": with_memory(audit(demo_school(), "demo")),
        "compliant": audit(compliant_school(), "compliant"),
        "unread": audit(compliant_school(), "unread", _nothing_read()),
        "hostile": with_hostile_memory(hostile_run(HOSTILE), HOSTILE),
        "pack": pack_run(),
    }
    for name, run in runs.items():
        pieces = []
        load("html").render(run, pieces.append, Style())
        (folder / f"{name}.html").write_text("".join(pieces), encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in runs}


@pytest.fixture(scope="module")
def browser(pages):
    assert CHROMIUM, "ZPL_BROWSER=required, but no Chromium is installed: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def visit(browser, pages):
    """Opens a page, and in the end holds that it loaded nothing else and that nothing went wrong in it."""
    opened, trouble = [], []

    def open_(name, viewport=DESKTOP, scheme="light"):
        page = browser.new_page(viewport=viewport, color_scheme=scheme)
        opened.append(page)
        page.on("request", lambda request: request.url == pages[name] or trouble.append(request.url))
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.goto(pages[name])
        return page

    yield open_
    for page in opened:
        page.close()
    assert trouble == []


@pytest.mark.parametrize(("name", "viewport", "scheme"), VISITS)
def test_axe_finds_no_violation_of_wcag_2_2_aa(visit, name, viewport, scheme):
    found = Axe().run(visit(name, viewport, scheme), options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_axe_would_have_seen_a_violation(visit):
    page = visit("hostile", scheme="dark")
    pale = "color-mix(in srgb, var(--ink) 35%, var(--paper))"
    page.evaluate("colour => { document.querySelector('h1').style.color = colour }", pale)
    page.evaluate("document.documentElement.lang = ''")
    found = Axe().run(page, options=RULES).response["violations"]
    assert {violation["id"] for violation in found} == {"color-contrast", "html-has-lang"}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", RUNS)
def test_nothing_scrolls_sideways(visit, name, width):
    page = visit(name, {"width": width, "height": 600})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["pack", "hostile"])
def test_the_keyboard_reaches_every_link_in_order_and_shows_where_it_is(visit, name):
    page = visit(name)
    links = page.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href') + a.textContent)")
    reached = []
    for _ in links:
        page.keyboard.press("Tab")
        href, ring, top = page.evaluate(
            "(() => { const a = document.activeElement, s = getComputedStyle(a);"
            " return [a.getAttribute('href') + a.textContent, s.outlineStyle + parseFloat(s.outlineWidth),"
            " a.getBoundingClientRect().top] })()"
        )
        reached.append(href)
        assert re.fullmatch(r"solid[2-9].*", ring)
        assert top >= 0
    assert reached == links


def test_the_skip_link_leads_to_the_report(visit):
    page = visit("demo")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_link_leads_to_its_clause(visit):
    page = visit("demo")
    link = page.locator(".tiles a").first
    id_ = link.text_content()
    link.click()
    assert page.locator(":target .id").text_content() == id_


def test_the_page_is_light_on_paper_even_where_the_screen_is_dark(visit):
    page = visit("demo", scheme="dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert dark != "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(29, 35, 41)"


def test_no_table_is_wider_than_the_paper(visit):
    page = visit("hostile", {"width": 672, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate("Math.max(...[...document.querySelectorAll('table, .card')].map(t => t.scrollWidth))") <= 672
    assert page.evaluate("document.documentElement.scrollWidth") <= 672


def test_the_first_page_of_the_demo_school_fits_one_sheet_of_a4(visit):
    """As wide and high as a sheet within its margins: 180 by 267 mm, at 96 dots an inch."""
    page = visit("demo", {"width": 680, "height": 1009})
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('.front').getBoundingClientRect().bottom") <= 1009
    assert page.evaluate("getComputedStyle(document.querySelector('.front')).breakAfter") == "page"
    assert page.evaluate("getComputedStyle(document.querySelector('.annex')).breakBefore") == "page"


def test_the_chart_can_be_told_apart_without_colours(visit):
    page = visit("demo")
    page.emulate_media(forced_colors="active")
    fills = page.evaluate("[...document.querySelectorAll('.swatch rect')].map(one => one.getAttribute('fill'))")
    assert len(set(fills)) == len(fills) == 4
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).stroke") == "rgb(0, 0, 0)"


def test_every_link_is_a_target_of_24_pixels(visit):
    """Or stands in a sentence, where the size of text is the size of a target (WCAG 2.2, 2.5.8)."""
    page = visit("demo", PHONE)
    small = page.evaluate(
        "[...document.querySelectorAll('nav a, .ids a, .moves a')].map(a => a.getBoundingClientRect())"
        ".filter(box => box.width < 24 || box.height < 24).length"
    )
    assert small == 0


def test_it_works_where_scripts_are_off(browser, pages):
    page = browser.new_page(java_script_enabled=False)
    page.goto(pages["demo"])
    assert page.locator("h1").is_visible()
    page.close()


def test_hostile_text_stays_text(visit):
    page = visit("hostile")
    assert page.title().startswith("Zoom report: ")
    assert page.locator("script, img").count() == 0
    assert page.locator("blockquote").first.text_content().startswith("</style><script>")
