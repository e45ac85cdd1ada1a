"""Every MiniWoB++ page and what is known of it. Imports nothing heavy: registration reads it."""

from __future__ import annotations

import dataclasses

__all__ = ["HEIGHT", "LEFT_OUT", "PAGES", "WIDTH", "Page"]

WIDTH = 160
HEIGHT = 210
"""Size of every page's task in pixels."""


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A MiniWoB++ page.

    Attributes:
        name: its file's name without the ending.
        max_steps: an episode is truncated after so many; about three times what the scripted solution needs.
        difficulty: ``easy``, ``medium`` or ``hard``, by steps and reasoning.
        actions: names of the actions that it needs.
        scripted: whether there is a scripted solution that solves every seed tested.
        reload: whether something of an episode outlives the restart in the page, so that the page is loaded anew.
        real_time: whether it changes by itself, so that what is seen depends on the clock.
        success: the raw reward that counts as a success: below 1 where clicks on whole pixels cannot reach it.
    """

    name: str
    max_steps: int
    difficulty: str
    actions: tuple[str, ...]
    scripted: bool = True
    reload: bool = False
    real_time: bool = False
    success: float = 1.0


PAGES: tuple[Page, ...] = (
    Page("ascending-numbers", 15, "medium", ("click",)),
    Page("bisect-angle", 5, "medium", ("click",), success=0.95),
    Page("book-flight", 45, "hard", ("click", "type", "wait", "scroll")),
    Page("book-flight-nodelay", 40, "hard", ("click", "type", "scroll")),
    Page("button-delay", 10, "medium", ("click", "wait"), real_time=True),
    Page("buy-ticket", 5, "medium", ("click",)),
    Page("choose-date", 40, "medium", ("click",), reload=True),
    Page("choose-date-easy", 10, "easy", ("click",), reload=True),
    Page("choose-date-medium", 15, "easy", ("click",), reload=True),
    Page("choose-date-nodelay", 40, "medium", ("click",), reload=True),
    Page("choose-list", 10, "easy", ("click", "scroll")),
    Page("circle-center", 5, "medium", ("click",), success=0.95),
    Page("click-button", 5, "easy", ("click",)),
    Page("click-button-sequence", 5, "easy", ("click",)),
    Page("click-checkboxes", 20, "easy", ("click",)),
    Page("click-checkboxes-large", 40, "medium", ("click",)),
    Page("click-checkboxes-soft", 20, "medium", ("click",)),
    Page("click-checkboxes-transfer", 15, "easy", ("click",)),
    Page("click-collapsible", 10, "easy", ("click", "scroll")),
    Page("click-collapsible-2", 15, "medium", ("click",)),
    Page("click-collapsible-2-nodelay", 15, "medium", ("click",)),
    Page("click-collapsible-nodelay", 10, "easy", ("click", "scroll")),
    Page("click-color", 5, "easy", ("click",)),
    Page("click-dialog", 5, "easy", ("click",)),
    Page("click-dialog-2", 5, "easy", ("click",)),
    Page("click-link", 5, "easy", ("click",)),
    Page("click-menu", 15, "medium", ("hover", "wait", "click")),
    Page("click-menu-2", 15, "medium", ("click", "hover", "wait")),
    Page("click-option", 10, "easy", ("click",)),
    Page("click-pie", 10, "medium", ("click", "wait"), reload=True),
    Page("click-pie-nodelay", 5, "easy", ("click",)),
    Page("click-scroll-list", 15, "medium", ("click", "scroll")),
    Page("click-shades", 20, "medium", ("click",)),
    Page("click-shape", 5, "easy", ("click",)),
    Page("click-tab", 5, "easy", ("click",)),
    Page("click-tab-2", 10, "medium", ("click",)),
    Page("click-tab-2-easy", 5, "easy", ("click",)),
    Page("click-tab-2-hard", 20, "medium", ("click",)),
    Page("click-tab-2-medium", 5, "easy", ("click",)),
    Page("click-test", 5, "easy", ("click",)),
    Page("click-test-2", 5, "easy", ("click",)),
    Page("click-test-transfer", 5, "easy", ("click",)),
    Page("click-widget", 5, "easy", ("click",)),
    Page("copy-paste", 20, "medium", ("click", "press"), reload=True),
    Page("copy-paste-2", 20, "medium", ("click", "press"), reload=True),
    Page("count-shape", 5, "medium", ("click",)),
    Page("count-sides", 5, "medium", ("click",)),
    Page("daily-calendar", 20, "hard", ("scroll", "drag", "click", "type")),
    Page("drag-box", 10, "easy", ("drag", "click")),
    Page("drag-circle", 10, "easy", ("drag", "click")),
    Page("drag-cube", 30, "hard", ("drag", "wait", "click"), scripted=False, reload=True, real_time=True),
    Page("drag-items", 5, "medium", ("drag",)),
    Page("drag-items-grid", 5, "hard", ("drag",)),
    Page("drag-shapes", 15, "medium", ("drag", "click")),
    Page("drag-shapes-2", 20, "medium", ("drag", "click")),
    Page("drag-single-shape", 10, "easy", ("drag", "click")),
    Page("drag-sort-numbers", 15, "medium", ("drag", "click")),
    Page("draw-line", 10, "medium", ("drag", "click")),
    Page("email-inbox", 20, "medium", ("click", "type", "scroll")),
    Page("email-inbox-delete", 5, "easy", ("click",)),
    Page("email-inbox-forward", 15, "medium", ("click", "type")),
    Page("email-inbox-forward-nl", 15, "medium", ("click", "type")),
    Page("email-inbox-forward-nl-turk", 20, "medium", ("click", "type", "scroll")),
    Page("email-inbox-important", 5, "easy", ("click",)),
    Page("email-inbox-nl-turk", 20, "medium", ("click", "type", "scroll")),
    Page("email-inbox-noscroll", 15, "medium", ("click", "type")),
    Page("email-inbox-reply", 15, "medium", ("click", "type")),
    Page("email-inbox-star-reply", 15, "medium", ("click", "type")),
    Page("enter-date", 10, "easy", ("click", "type")),
    Page("enter-password", 15, "easy", ("click", "type")),
    Page("enter-text", 10, "easy", ("click", "type")),
    Page("enter-text-2", 10, "easy", ("click", "type")),
    Page("enter-text-dynamic", 10, "easy", ("click", "type")),
    Page("enter-time", 10, "easy", ("click", "type")),
    Page("find-greatest", 15, "medium", ("click",)),
    Page("find-midpoint", 10, "medium", ("click",), success=0.95),
    Page("find-word", 10, "medium", ("click", "type")),
    Page("focus-text", 5, "easy", ("click",)),
    Page("focus-text-2", 5, "easy", ("click",)),
    Page("form-sequence", 10, "medium", ("click", "drag", "press")),
    Page("form-sequence-2", 15, "easy", ("click", "type")),
    Page("form-sequence-3", 15, "easy", ("click", "scroll")),
    Page("generate-number", 25, "medium", ("click",)),
    Page("grid-coordinate", 5, "easy", ("click",)),
    Page("guess-number", 50, "medium", ("click", "press", "type")),
    Page("highlight-text", 10, "medium", ("click", "drag")),
    Page("highlight-text-2", 10, "medium", ("click", "drag")),
    Page("hot-cold", 50, "hard", ("hover", "click"), reload=True),
    Page("identify-shape", 5, "easy", ("click",)),
    Page("login-user", 15, "easy", ("click", "type")),
    Page("login-user-popup", 20, "easy", ("click", "type")),
    Page("multi-layouts", 20, "easy", ("click", "type")),
    Page("multi-orderings", 20, "easy", ("click", "type")),
    Page("navigate-tree", 10, "easy", ("click",)),
    Page("number-checkboxes", 45, "medium", ("click",)),
    Page("odd-or-even", 15, "easy", ("click",)),
    Page("order-food", 20, "medium", ("click", "scroll")),
    Page("phone-book", 15, "easy", ("click",)),
    Page("read-table", 10, "easy", ("click", "type")),
    Page("read-table-2", 15, "easy", ("click", "type")),
    Page("resize-textarea", 10, "medium", ("click", "drag")),
    Page("right-angle", 10, "hard", ("click",), success=0.95),
    Page("scroll-text", 15, "medium", ("click", "type", "scroll"), reload=True),
    Page("scroll-text-2", 10, "easy", ("click", "scroll"), reload=True),
    Page("search-engine", 15, "medium", ("click", "type")),
    Page("sign-agreement", 15, "medium", ("click", "type", "scroll"), real_time=True),
    Page("simon-says", 100, "hard", ("click", "wait"), scripted=False, reload=True, real_time=True),
    Page("simple-algebra", 10, "medium", ("click", "type")),
    Page("simple-arithmetic", 10, "easy", ("click", "type")),
    Page("social-media", 15, "medium", ("click", "hover", "scroll")),
    Page("social-media-all", 40, "medium", ("click", "scroll")),
    Page("social-media-some", 40, "medium", ("click", "scroll")),
    Page("stock-market", 90, "medium", ("click", "wait"), real_time=True, reload=True),
    Page("terminal", 15, "medium", ("click", "type", "press")),
    Page("text-editor", 20, "medium", ("click", "double_click", "press", "wait")),
    Page("text-transform", 10, "medium", ("click", "type")),
    Page("tic-tac-toe", 15, "hard", ("click",), scripted=False),
    Page("unicode-test", 5, "easy", ("click", "scroll")),
    Page("use-autocomplete", 20, "medium", ("click", "type", "press", "wait")),
    Page("use-autocomplete-nodelay", 15, "medium", ("click", "type", "press")),
    Page("use-colorwheel", 15, "medium", ("click", "type", "press"), reload=True),
    Page("use-colorwheel-2", 15, "hard", ("click", "type", "press"), reload=True),
    Page("use-slider", 25, "medium", ("click", "drag", "press")),
    Page("use-slider-2", 20, "medium", ("click", "drag", "press")),
    Page("use-spinner", 35, "easy", ("click",)),
    Page("visual-addition", 10, "medium", ("click", "type")),
)

LEFT_OUT: dict[str, str] = {
    "chase-circle": "its reward counts milliseconds, never reaches 1, and equal seeds give different targets",
    "draw-circle": "a circle must be drawn, and a drag is straight",
    "hover-shape": "it never pays a reward; only its timer ends an episode",
    "moving-items": "it ends itself after 9.9 seconds, and its timers outlive a restart",
}
"""The pages of the wheel that are no environments, and why."""
