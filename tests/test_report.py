import csv
import dataclasses
import itertools
import json
import re
import shutil

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from digienv.core.errors import DigienvError
from digienv.core.trace import TraceWriter
from digienv.judges import Verdict
from digienv.leaderboard.agreement import Case
from digienv.leaderboard.journal import Journal
from digienv.leaderboard.report import write_report
from digienv.leaderboard.results import Curve, Episode, Point
from digienv.models import Usage
from tests.chromium import Watched, chromium
from tests.test_results import make_results

EVIL = '</script><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">{{data}}'
WIDTH, HEIGHT = 160, 210


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(params=["desktop", "phone"])
def watched(browser, request):
    size = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}[request.param]
    context = browser.new_context(viewport=size)
    watched = Watched(context)
    yield watched
    context.close()
    assert watched.errors == []


def write_trace(folder, actions, goal="Click the button.", thought="", reason=""):
    trace = TraceWriter(folder)
    info = {"goal": goal, **({"oracle": {"score": 0.0, "reason": reason}} if reason else {})}
    screens = [np.full((HEIGHT, WIDTH, 3), 40 * number, np.uint8) for number in range(len(actions) + 1)]
    trace.reset({"screenshot": screens[0], "goal": goal}, info)
    for number, (action, reward) in enumerate(actions, start=1):
        last = number == len(actions)
        trace.step(action, {"screenshot": screens[number], "goal": goal}, reward, last, False, info, thought=thought)
    trace.close()


@pytest.fixture
def run(tmp_path):
    """A run of two agents on two tasks, with a failure, a hostile goal, and a trace that is gone."""
    episodes = []
    for task, goal in (("miniwob.easy", "Click the button."), ("miniwob.evil", EVIL)):
        for agent, successes in (("scripted", (True, True)), ("random", (False, None))):
            for seed, success in enumerate(successes):
                trace = f"traces/{task}/{agent}-{seed}"
                actions = [("click(40, 100)", 0.0), ("drag(10, 20, 80, 60)", 0.0), (f"type({json.dumps(goal)})", 1.0)]
                write_trace(tmp_path / trace, actions if agent == "scripted" else actions[:1], goal)
                episodes.append(
                    Episode(
                        task,
                        agent,
                        seed,
                        goal=goal,
                        steps=3 if agent == "scripted" else 1,
                        seconds=1.5,
                        reward=1.0 if success else 0.0,
                        success=success,
                        trace=trace,
                        failure="the page crashed" if success is None else "",
                    )
                )
    episodes.append(Episode("miniwob.easy", "random", 7, success=False, trace="traces/gone"))
    make_results(*episodes, title=f"Run {EVIL}").write(tmp_path)
    write_report(tmp_path)
    return tmp_path


def open_report(page: Page, run, address: str = "") -> None:
    page.goto("about:blank")
    page.goto(f"{(run / 'report.html').as_uri()}{address}")


def test_it_says_what_came_out(watched, run):
    open_report(watched.page, run)
    expect(watched.page.locator("h1")).to_have_text(
        "The scripted agent solved 100 % of its episodes, the random agent 0 %."
    )
    figures = watched.page.locator("#figures")
    expect(figures).to_contain_text("4 of 4, 95 % interval 51\u2060–\u2060100 %")
    expect(figures).to_contain_text("0 of 3, 95 % interval 0\u2060–\u206056 %")
    row = watched.page.locator("#table tbody tr", has_text="easy")
    expect(row).to_contain_text("100 % 34–100, n = 2")
    expect(row).to_contain_text("0 % 0–66, n = 2, 1 failed")
    expect(watched.page.locator("#failed li")).to_have_count(2)
    expect(watched.page.locator("#failed")).to_contain_text("the page crashed")


def test_it_asks_nothing_of_the_network_and_fits_the_screen(watched, run):
    open_report(watched.page, run)
    watched.page.wait_for_load_state("networkidle")
    assert all(url.startswith(("file:", "data:", "about:")) for url in watched.requests)
    assert not re.search(r"""(?:src|href)=["']?https?:""", (run / "report.html").read_text())
    assert watched.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_hostile_goals_are_text(watched, run):
    open_report(watched.page, run, "#miniwob.evil/scripted/0/2")
    expect(watched.page.locator("#goal")).to_have_text(EVIL)
    expect(watched.page.locator("#steps")).to_contain_text("</script>")
    assert watched.page.title() != "owned"
    assert watched.page.locator("img[src=x]").count() == 0
    assert (run / "report.html").read_text().lower().count("</script") == 2


def test_an_episode_opens_at_its_address_with_the_clicked_point(watched, run):
    page = watched.page
    open_report(page, run, "#miniwob.easy/scripted/1/0")
    expect(page.locator("#dialog")).to_be_visible()
    expect(page.locator("#position")).to_have_text("1 of 4")
    expect(page.locator("#large")).to_have_js_property("naturalWidth", WIDTH)
    picture, ring = page.locator("#large").bounding_box(), page.locator("#marks circle").first.bounding_box()
    middle = (
        (ring["x"] + ring["width"] / 2 - picture["x"]) / picture["width"] * WIDTH,
        (ring["y"] + ring["height"] / 2 - picture["y"]) / picture["height"] * HEIGHT,
    )
    assert middle == pytest.approx((40, 100), abs=0.5)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#marks line")).to_have_count(1)
    expect(page.locator("#steps [aria-current]")).to_contain_text("drag(10, 20, 80, 60)")
    expect(page).to_have_url(re.compile("#miniwob.easy/scripted/1/1$"))


def test_walking_through_with_the_keyboard(watched, run):
    page = watched.page
    open_report(page, run)
    page.locator(".reel a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#meta")).to_contain_text("scripted agent · seed 0")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#position")).to_have_text("4 of 4")
    expect(page.locator("#next")).to_be_disabled()
    expect(page.locator("#steps [aria-current]")).to_contain_text("the end")
    expect(page.locator("#marks > *")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#meta")).to_contain_text("scripted agent · seed 1")
    expect(page.locator("#position")).to_have_text("1 of 4")
    page.keyboard.press("Escape")
    expect(page.locator("#dialog")).to_be_hidden()
    expect(page.locator(".reel a").nth(1)).to_be_focused()
    expect(page).to_have_url(re.compile(r"report\.html$"))


def test_sorting_and_filtering(watched, run):
    page = watched.page
    open_report(page, run)
    names = page.locator("#table tbody th")
    expect(names).to_have_text(["easy", "evil"])
    page.get_by_role("button", name="Task").click()
    expect(names).to_have_text(["evil", "easy"])
    expect(page.locator("#table thead th").first).to_have_attribute("aria-sort", "descending")
    page.get_by_label("Outcome").select_option("solved")
    expect(page.locator("#shown")).to_have_text("4 episodes")
    page.get_by_label("Task", exact=True).select_option("easy")
    expect(page.locator(".reel a")).to_have_count(2)


def test_a_trace_that_is_gone_leaves_the_report_whole(watched, run):
    open_report(watched.page, run, "#miniwob.easy/random/7")
    expect(watched.page.locator("#dialog")).to_be_visible()
    expect(watched.page.locator("#outcome")).to_contain_text("Not solved")


def test_pictures_are_loaded_when_they_are_needed_and_named(watched, run):
    open_report(watched.page, run)
    assert watched.page.locator(".reel img:not([loading=lazy])").count() == 0
    names = watched.page.locator(".reel a").evaluate_all("links => links.map(link => link.ariaLabel)")
    assert names[0] == "scripted agent, seed 0, solved in 3 steps"


def test_light_and_dark(browser, run):
    for scheme, is_dark in (("light", False), ("dark", True)):
        page = browser.new_page(color_scheme=scheme)
        open_report(page, run)
        ground = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0] < 100"
        assert page.evaluate(ground) is is_dark
        page.locator("#theme").click()
        assert page.evaluate(ground) is not is_dark
        page.close()


def test_an_image_name_cannot_lead_out_of_the_folder(browser, tmp_path):
    write_trace(tmp_path / "t", [("click(1, 2)", 1.0)])
    path = tmp_path / "t" / "trace.jsonl"
    path.write_text(path.read_text().replace("0000.png", "../../../secret.png").replace("0001.png", "javascript:x.png"))
    make_results(Episode("a.b", "x", 0, success=True, trace="t")).write(tmp_path)
    text = write_report(tmp_path).read_text()
    text += (tmp_path / "report" / "0.js").read_text()
    assert "secret" not in text
    assert "javascript:x" not in text
    make_results(Episode("a.b", "x", 0, success=True, trace="../t")).write(tmp_path / "inner")
    write_report(tmp_path / "inner")
    assert json.loads((tmp_path / "inner/report/0.js").read_text()[9:-2])["frames"] == []


def test_a_run_that_was_stopped_says_so(browser, tmp_path):
    make_results(Episode("a.b", "x", 0, success=True), planned=8, stopped="interrupted").write(tmp_path)
    page = browser.new_page()
    page.goto(write_report(tmp_path).as_uri())
    expect(page.locator("#notice")).to_have_text("Interrupted: 1 of 8 episodes were played; this report shows those.")
    page.close()


def test_a_run_without_episodes_has_a_report_too(browser, tmp_path):
    make_results(planned=8, stopped="interrupted").write(tmp_path)
    page = browser.new_page()
    page.goto(write_report(tmp_path).as_uri())
    expect(page.locator("h1")).to_have_text("No episode was played.")
    page.close()


# -------------------------------------------------------------------- leaderboards of several runs


@pytest.fixture
def leaderboard(tmp_path):
    """Three runs: floor and ceiling, an agent that plays everything twice, and another one whose judge errs."""
    episodes = {"floor": [], "mine": [], "theirs": []}
    for task, difficulty in (("miniwob.easy", "easy"), ("shop.buy", "hard")):
        for seed in range(4):
            for repeat in range(2):
                told = {"repeat": repeat, "difficulty": difficulty, "seconds": 2.0, "steps": 3}
                episodes["floor"].append(Episode(task, "random", seed, success=False, **told))
                success = (seed + repeat) % 4 != 3
                usage = Usage(requests=3, prompt_tokens=900, reply_tokens=100, dollars=0.02)
                trace = f"traces/{task}/{seed}-{repeat}"
                write_trace(tmp_path / "mine" / trace, [("click(40, 100)", float(success))], reason=f"because {EVIL}")
                episodes["mine"].append(Episode(task, "=mine", seed, success=success, usage=usage, trace=trace, **told))
                episodes["theirs"].append(Episode(task, "theirs", seed, success=seed == 0, **told))
    for name, played in episodes.items():
        make_results(*played, title=f"Run {name}", setups={name: {"model": EVIL}}).write(tmp_path / name)
    journal = Journal(tmp_path / "mine" / "verdicts-pae.jsonl")
    for episode in episodes["mine"]:
        verdict = Verdict(True, 0.8, f"I see {EVIL}", "", Usage(), "pae/1", "some-model")
        case = Case(f"runs/mine/{episode.trace}", episode.task, "ended", bool(episode.success), verdict)
        journal.add(dataclasses.asdict(case))
    write_report(tmp_path / "floor", tmp_path / "mine", tmp_path / "theirs", out=tmp_path / "site")
    return tmp_path / "site"


def test_a_leaderboard_has_floor_and_ceiling_intervals_repeats_and_costs(watched, leaderboard):
    page = watched.page
    open_report(page, leaderboard)
    rows = page.locator("#standings tbody tr")
    expect(rows.locator("th")).to_have_text(["scripted ceiling", "=mine", "theirs", "random floor"])
    expect(rows.first).to_contain_text("Not played here. Play it with digienv evaluate --agent scripted")
    expect(page.locator("#standings thead th")).to_have_text(
        ["Agent", "Success", "Mean of tasks", "pass@1", "pass^2", "Steps", "Seconds", "Tokens", "Dollars", "Failed"]
    )
    cells = rows.nth(1).locator("td")
    expect(cells.nth(0)).to_contain_text("75 % 51–90, n = 16")
    expect(cells.nth(2)).to_contain_text("75 %")
    expect(cells.nth(3)).to_contain_text("50 %")
    expect(cells.nth(6)).to_have_text("1,000")
    expect(cells.nth(7)).to_have_text("$0.020")
    expect(page.locator("#suites tbody th")).to_have_text(["miniwob", "shop"])
    expect(page.locator("#difficulties tbody th")).to_have_text(["easy", "hard"])
    expect(page.locator("#runs article")).to_have_count(3)
    expect(page.locator("#runs")).to_contain_text("0 to 3")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.title() != "owned"


def test_two_agents_are_compared_with_a_test(watched, leaderboard):
    page = watched.page
    open_report(page, leaderboard)
    page.get_by_label("First").select_option("=mine")
    page.get_by_label("Second").select_option("theirs")
    told = page.locator("#difference")
    expect(told).to_contain_text("+50 percentage points")
    expect(told).to_contain_text(
        "Both solved 4, only =mine 8, only theirs 0, neither 4. McNemar's exact test: p = 0.0078."
    )
    page.get_by_label("First").select_option("theirs")
    page.get_by_label("Second").select_option("=mine")
    expect(told).to_contain_text("−50 percentage points")
    expect(told).to_contain_text("only theirs 0, only =mine 8")
    page.get_by_label("Second").select_option("theirs")
    expect(told).to_have_text("Choose two agents.")


def test_verdicts_stand_beside_the_oracle(watched, leaderboard):
    page = watched.page
    open_report(page, leaderboard, "#miniwob.easy/%3Dmine/2.1/0")
    expect(page.locator("#verdicts > div")).to_have_count(2)
    expect(page.locator("#verdicts > div").first).to_contain_text("Oracle ✗ no success")
    expect(page.locator("#verdicts > div").first).to_contain_text(f"because {EVIL}")
    expect(page.locator("#verdicts > div").nth(1)).to_contain_text(f"pae/1 ✓ successsome-model: I see {EVIL}")
    expect(page.locator("#large")).to_have_js_property("naturalWidth", WIDTH)
    page.keyboard.press("Escape")
    page.get_by_label("Judge").select_option("disagrees")
    expect(page.locator("#shown")).to_have_text("4 episodes")


def test_a_site_can_be_published_without_the_runs(watched, leaderboard, tmp_path):
    moved = tmp_path.parent / f"{tmp_path.name}-moved"
    shutil.copytree(leaderboard, moved)
    open_report(watched.page, moved, "#miniwob.easy/%3Dmine/0/0")
    expect(watched.page.locator("#large")).to_have_js_property("naturalWidth", WIDTH)


def test_tables_can_be_read_by_machines_and_compute_nothing(leaderboard):
    rows = list(csv.DictReader((leaderboard / "leaderboard.csv").open()))
    assert [row["agent"] for row in rows] == ["'=mine", "theirs", "random"]
    assert float(rows[0]["success"]) == 0.75
    episodes = list(csv.DictReader((leaderboard / "episodes.csv").open()))
    assert len(episodes) == 48
    assert {row["run"] for row in episodes} == {"floor", "mine", "theirs"}
    assert (leaderboard / "leaderboard.md").read_text().startswith("| agent | success |")


def test_several_runs_need_a_place_of_their_own(leaderboard, tmp_path):
    with pytest.raises(DigienvError, match="--out"):
        write_report(tmp_path / "floor", tmp_path / "mine")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_everybody_can_use_it(browser, leaderboard, scheme, width):
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    for address in ("", "#miniwob.easy/%3Dmine/2.1/0"):
        open_report(page, leaderboard, address)
        page.wait_for_load_state("networkidle")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.close()


@pytest.fixture
def learned(tmp_path):
    """A run of an agent that learned, with thoughts and a curve that are hostile."""
    agents = {"random": False, "before": False, "after": True, "ceiling": True}
    episodes = []
    for agent, success in agents.items():
        for seed in range(4):
            trace = f"traces/{agent}-{seed}" if seed < 2 else ""
            if trace:
                write_trace(tmp_path / trace, [("click(40, 100)", 0.0), ("", 1.0)], EVIL, thought=f"I think {EVIL}")
            episodes.append(Episode("miniwob.easy", agent, seed, goal=EVIL, steps=2, success=success, trace=trace))
    points = (Point(0, 0, 4), Point(500, 1, 2), Point(1000, 4, 4))
    curve = Curve(f"Easy {EVIL}", ("miniwob.easy",), "turns", "before", "after", ("random", "ceiling"), points)
    make_results(*episodes, curves=(curve,)).write(tmp_path)
    write_report(tmp_path)
    return tmp_path


def test_a_learning_curve_has_its_points_its_band_and_what_to_compare_with(watched, learned):
    page = watched.page
    open_report(page, learned)
    expect(page.locator("h1")).to_have_text(f"Training took the policy from 0 % to 100 % on Easy {EVIL}.")
    svg = page.locator("#plots svg")
    expect(svg.locator("circle")).to_have_count(3)
    expect(svg.locator(".tag")).to_have_text(["ceiling 100 %", "after 100 %", "random 0 %"])
    middles = svg.locator("circle").evaluate_all(
        "dots => dots.map(dot => [dot.cx.baseVal.value, dot.cy.baseVal.value])"
    )
    (x0, y0), (x1, y1), (x2, y2) = middles
    assert (x1 - x0) / (x2 - x0) == pytest.approx(0.5, abs=0.01)
    assert (y0 - y1) / (y0 - y2) == pytest.approx(0.5, abs=0.01)
    band = svg.locator(".band").evaluate("band => Array.from(band.points, point => [point.x, point.y])")
    assert len(band) == 6
    tall = y0 - y2
    assert [(y0 - y) / tall for _, y in band] == pytest.approx([0.490, 0.905, 1.0, 0.510, 0.095, 0.0], abs=0.002)
    references = svg.locator(".reference").evaluate_all("lines => lines.map(line => line.y1.baseVal.value)")
    assert references == pytest.approx([y0, y2])
    tags = [tag.bounding_box() for tag in svg.locator(".tag").all()]
    assert all(above["y"] + above["height"] <= below["y"] + 3 for above, below in itertools.pairwise(tags))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_thoughts_are_shown_as_text(watched, learned):
    page = watched.page
    open_report(page, learned)
    films = page.locator("#films .film")
    expect(films).to_have_count(2)
    expect(films.first.locator("li")).to_have_count(3)
    expect(films.first.locator(".thought").first).to_have_text(f"I think {EVIL}")
    expect(films.first.locator(".did")).to_have_text(["→ click(40, 100)", "→ no action", "the end: not solved"])
    expect(page.locator("#films .marks circle")).to_have_count(4)
    films.nth(1).locator("a").nth(1).click()
    expect(page.locator("#meta")).to_contain_text("after · seed")
    expect(page.locator("#position")).to_have_text("2 of 3")
    expect(page.locator("#steps [aria-current] .thought")).to_have_text(f"I think {EVIL}")
    assert page.title() != "owned"
    assert page.locator("img[src=x]").count() == 0
    assert (learned / "report.html").read_text().lower().count("</script") == 2


def test_strips_are_those_of_the_trained_policy_and_of_recorded_episodes(watched, learned):
    page = watched.page
    open_report(page, learned)
    expect(page.locator("#shown")).to_have_text("2 episodes")
    page.get_by_label("Agent").select_option("")
    expect(page.locator("#shown")).to_have_text("8 episodes")
    expect(page.locator("#recorded")).to_have_text("Of 16 episodes 8 were recorded.")


def test_a_policy_that_was_not_evaluated_afterwards_has_no_headline_of_its_own(browser, tmp_path):
    curve = Curve("Easy", ("a.b",), "turns", "before", "after", ("random",), (Point(0, 1, 1),))
    episode = Episode("a.b", "before", 0, success=True)
    make_results(episode, planned=8, stopped="interrupted", curves=(curve,)).write(tmp_path)
    page = browser.new_page()
    page.goto(write_report(tmp_path).as_uri())
    expect(page.locator("h1")).to_have_text("The before solved 100 % of its episodes.")
    expect(page.locator("#plots .big")).to_have_text("100 % → ?")
    expect(page.locator("#plots circle")).to_have_count(1)
    page.close()
