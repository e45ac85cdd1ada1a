"""Where the back office differs from Wagtail's."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

__all__ = ["leave_out_help", "open_dialogs_at_once", "show_at_once"]


@hooks.register("construct_main_menu")
def leave_out_help(request: HttpRequest, menu: list[MenuItem]) -> None:
    """All help is on other websites."""
    menu[:] = [item for item in menu if item.name != "help"]


@hooks.register("insert_global_admin_css")
def show_at_once() -> SafeString:
    """What slides in is not the same on every screenshot."""
    return mark_safe(
        "<style>* { animation-duration: 1ms !important; "
        "transition-duration: 1ms !important; transition-delay: 0s !important; }</style>"
    )


@hooks.register("insert_global_admin_js")
def open_dialogs_at_once() -> SafeString:
    """One that slides in takes the focus 300 ms later, from a field that was clicked meanwhile."""
    return mark_safe("<script>jQuery(() => { jQuery.support.transition = false; });</script>")
