"""Where the back office differs from Wagtail's."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

__all__ = ["leave_out_help", "show_at_once"]


@hooks.register("construct_main_menu")
def leave_out_help(request: HttpRequest, menu: list[MenuItem]) -> None:
    """All help is on other websites."""
    menu[:] = [item for item in menu if item.name != "help"]


@hooks.register("insert_global_admin_css")
def show_at_once() -> SafeString:
    """What slides in is not the same on every screenshot, and a dialog takes the focus when it has come to rest, from a
    field that was clicked meanwhile.
    """
    return mark_safe(
        "<style>* { animation-duration: 1ms !important; "
        "transition-duration: 1ms !important; transition-delay: 0s !important; }</style>"
    )
