"""Pages that take a click or two on something that the goal names."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator

from digienv.core.actions import Action, Click, Hover, Wait
from digienv.suites.dom import Page, Solution, having, point, scroll_to, shown, texts
from digienv.suites.miniwob.solutions.goal import asked, goal

PIE_DELAY = 2000
"""Milliseconds in which a pie menu has unfolded."""

SUBMENU_DELAY = 500
"""Milliseconds after which a menu item under the pointer has opened its submenu (jQuery UI waits for 300)."""


async def click_named_button(page: Page) -> AsyncIterator[Action]:
    (name,) = await asked(page, r'Click (?:on the|button) "?(\w+)')
    button = having("#area button", name)
    if scroll := await scroll_to(page, button):
        yield scroll
    yield Click(*await point(page, button))


async def click_test(page: Page) -> AsyncIterator[Action]:
    yield Click(*await point(page, "#subbtn"))


async def click_button_sequence(page: Page) -> AsyncIterator[Action]:
    yield Click(*await point(page, "#subbtn"))
    yield Click(*await point(page, "#subbtn2"))


async def button_delay(page: Page) -> AsyncIterator[Action]:
    """The second click may be 15 % early or late, so the time that the actions themselves take does no harm."""
    (seconds,) = await asked(page, r"wait (\d+) seconds")
    yield Click(*await point(page, "#subbtn"))
    yield Wait(1000 * int(seconds))
    yield Click(*await point(page, "#subbtn2"))


async def click_link(page: Page) -> AsyncIterator[Action]:
    (name,) = await asked(page, r'"(.*)"')
    yield Click(*await point(page, having(".alink", name)))


async def click_tab(page: Page) -> AsyncIterator[Action]:
    (name,) = await asked(page, r"(Tab #\d)")
    yield Click(*await point(page, having("#area a", name)))


async def _open_until_shown(page: Page, covers: str) -> AsyncIterator[Action]:
    """Open one tab or section after the other until the link that the goal names shows up, then click the link."""
    (name,) = await asked(page, r'"(.*)"')
    link = having(".alink", name)
    for cover in await texts(page, covers):
        if await shown(page, link):
            break
        yield Click(*await point(page, having(covers, cover)))
    if await shown(page, link):
        if scroll := await scroll_to(page, link):
            yield scroll
        yield Click(*await point(page, link))


async def click_tab_2(page: Page) -> AsyncIterator[Action]:
    """Of click-tab-2-medium the second tab itself is the answer when the first does not hold the link."""
    async for action in _open_until_shown(page, "#area li:not(.ui-tabs-active) a"):
        yield action


async def click_collapsible_2(page: Page) -> AsyncIterator[Action]:
    async for action in _open_until_shown(page, "#area h3"):
        yield action


async def click_collapsible(page: Page) -> AsyncIterator[Action]:
    yield Click(*await point(page, "#area h3"))
    if scroll := await scroll_to(page, "#subbtn"):
        yield scroll
    yield Click(*await point(page, "#subbtn"))


async def click_dialog(page: Page) -> AsyncIterator[Action]:
    yield Click(*await point(page, ".ui-dialog-titlebar-close"))


async def click_dialog_2(page: Page) -> AsyncIterator[Action]:
    (name,) = await asked(page, r'"(.*)"')
    button = ".ui-dialog-titlebar-close" if name == "x" else having(".ui-dialog-buttonset button", name)
    yield Click(*await point(page, button))


async def click_widget(page: Page) -> AsyncIterator[Action]:
    (kind,) = await asked(page, r'"(\w+)"')
    widget = f"#area [data-type={kind}]"
    if scroll := await scroll_to(page, widget):
        yield scroll
    yield Click(*await point(page, widget))


async def click_menu(page: Page) -> AsyncIterator[Action]:
    """A click on an item with a submenu would count as the answer: the pointer has to rest on it."""
    *submenus, item = (await goal(page)).removeprefix("Select ").split(">")
    for submenu in submenus:
        yield Hover(*await point(page, having("#menu div", submenu)))
        yield Wait(SUBMENU_DELAY)
    yield Click(*await point(page, having("#menu div", item)))


async def click_menu_2(page: Page) -> AsyncIterator[Action]:
    """The goal names the item's text or shows its icon."""
    yield Click(*await point(page, "#open-menu"))
    if named := re.search(r'labeled "(.*)"', await goal(page)):
        item = having("#menu div", named[1])
    else:
        icon = await page.evaluate("document.querySelector('#query .ui-icon').className")
        item = f"#menu [class={json.dumps(icon)}]"
    if not await shown(page, item):
        yield Hover(*await point(page, having("#menu div", "Playback")))
        yield Wait(SUBMENU_DELAY)
    yield Click(*await point(page, item))


async def click_pie(page: Page) -> AsyncIterator[Action]:
    (name,) = await asked(page, r'"(.)"')
    yield Click(*await point(page, "[id$=spreadertitle]"))
    yield Wait(PIE_DELAY)
    yield Click(*await point(page, having("[id*=-title-] tspan", name)))


async def click_pie_nodelay(page: Page) -> AsyncIterator[Action]:
    (name,) = await asked(page, r'"(.)"')
    yield Click(*await point(page, "[id$=spreadertitle]"))
    yield Click(*await point(page, having("[id*=-title-] tspan", name)))


async def buy_ticket(page: Page) -> AsyncIterator[Action]:
    aim, measure = await asked(page, r"with the (.*) (cost|duration)")
    labels = await texts(page, ".time-duration" if measure == "duration" else ".buy-ticket")
    measures = [tuple(map(int, re.findall(r"\d+", label))) for label in labels]
    best = min(measures) if aim in ("shortest", "cheapest") else max(measures)
    button = f"document.querySelectorAll('.buy-ticket')[{measures.index(best)}]"
    if scroll := await scroll_to(page, button):
        yield scroll
    yield Click(*await point(page, button))


SOLUTIONS: dict[str, Solution] = {
    "button-delay": button_delay,
    "buy-ticket": buy_ticket,
    "click-button": click_named_button,
    "click-button-sequence": click_button_sequence,
    "click-collapsible": click_collapsible,
    "click-collapsible-nodelay": click_collapsible,
    "click-collapsible-2": click_collapsible_2,
    "click-collapsible-2-nodelay": click_collapsible_2,
    "click-dialog": click_dialog,
    "click-dialog-2": click_dialog_2,
    "click-link": click_link,
    "click-menu": click_menu,
    "click-menu-2": click_menu_2,
    "click-pie": click_pie,
    "click-pie-nodelay": click_pie_nodelay,
    "click-tab": click_tab,
    "click-tab-2": click_tab_2,
    "click-tab-2-easy": click_tab_2,
    "click-tab-2-hard": click_tab_2,
    "click-tab-2-medium": click_tab_2,
    "click-test": click_test,
    "click-test-2": click_named_button,
    "click-test-transfer": click_named_button,
    "click-widget": click_widget,
}
