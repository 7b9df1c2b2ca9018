"""The explore file in a browser: a slider is moved, and every part of the page follows."""

import json
import re
import shutil
import subprocess

import pytest

from netsustain.report.explore.page import explore_page

DRIVE = """<script>
const main = document.querySelector("main[lang=en]");
const text = (name) => main.querySelector(`[data-${name}]`).textContent;
const seen = { before: text("told"), curve: main.querySelector("[data-plot]").innerHTML };
const slider = main.querySelector("#platform-en");
slider.value = slider.max;
slider.dispatchEvent(new Event("input", { bubbles: true }));
slider.dispatchEvent(new Event("change", { bubbles: true }));
setTimeout(() => {
  Object.assign(seen, {
    after: text("told"), value: text("value"), hash: location.hash, planned: text("planned"),
    redrawn: main.querySelector("[data-plot]").innerHTML !== seen.curve, scenario: text("scenario"),
    bands: main.querySelectorAll("[data-plot] path").length, rows: main.querySelectorAll("[data-table] tr").length,
    low: [...document.querySelectorAll("button, input, summary")]
      .filter((each) => each.offsetParent && each.getBoundingClientRect().height < 44).map((each) => each.outerHTML),
    wide: document.documentElement.scrollWidth > innerWidth,
  });
  document.querySelector("[data-switch=th]").click();
  setTimeout(() => {
    seen.thai = document.querySelector("main[lang=th] [data-told]").textContent;
    document.querySelector("main[lang=th] [data-reset]").click();
    setTimeout(() => {
      seen.reset = location.hash;
      delete seen.curve;
      document.body.innerHTML = '<pre id="seen"></pre>';
      document.getElementById("seen").textContent = JSON.stringify(seen);
    }, 50);
  }, 50);
}, 900);
</script></body>"""


@pytest.fixture(scope="module")
def seen(simulated, tmp_path_factory):
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        pytest.skip("Chromium is not installed: the page cannot be driven")
    folder = tmp_path_factory.mktemp("browser")
    page = explore_page(simulated, "en", given="budget_cut_sudden")
    (folder / "page.html").write_text(page.replace("</body>", DRIVE), encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,900", "--virtual-time-budget=8000")
    done = subprocess.run(
        [browser, *options, f"--user-data-dir={folder / 'profile'}", "--dump-dom", (folder / "page.html").as_uri()],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip(f"Chromium does not run here: {done.stderr[-300:]}")
    found = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, "the page's scripts did not come to their end"
    return json.loads(found[1].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))


def test_everything_follows_a_slider(seen):
    assert seen["before"].startswith("As things stand")
    assert not seen["after"].startswith("As things stand")
    assert seen["value"] == "100 % of full effort"
    assert seen["hash"] == "#platform=1"
    assert seen["redrawn"]
    assert "platform: 1" in seen["scenario"]
    assert seen["bands"] == 4
    assert seen["rows"] == 2 + 1 + 7 + 2


def test_language_and_reset(seen):
    assert re.search("[ก-๙]", seen["thai"])
    assert "platform" not in seen["reset"]


def test_fingers_find_every_control_and_nothing_sticks_out(seen):
    assert seen["low"] == []
    assert not seen["wide"]
