"""Templates of an editor, who may publish everything but news."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator
from decimal import Decimal

from digienv.core.actions import Action, Answer, Press, Stop, Type
from digienv.core.answers import Items, Name
from digienv.core.goals import ANY, Differs, Instance, Requirement, Says, added, changed
from digienv.sites.surface import SiteSurface
from digienv.sites.task import At
from digienv.suites.cms.pages import (
    choose_page,
    choose_picture,
    find_in_library,
    finish,
    open_editor,
    open_header_menu,
)
from digienv.suites.cms.world import (
    EDITOR,
    TODAY,
    MuseumTemplate,
    path,
    published,
    redirected,
    revised,
    saved,
    user_id,
)
from digienv.suites.dom import choose, click, fill, having, sequence, text, texts

__all__ = ["TEMPLATES"]

LAST_EDITORS = """
    SELECT p.id, p.title, u.first_name || ' ' || u.last_name AS editor
    FROM wagtailcore_page p
    JOIN django_content_type c ON c.id = p.content_type_id
    JOIN wagtailcore_revision r ON r.id = p.latest_revision_id
    JOIN auth_user u ON u.id = r.user_id
    WHERE p.depth > 2 AND (c.model <> 'articlepage' OR r.id > (
        SELECT min(id) FROM wagtailcore_revision WHERE object_id = r.object_id AND content_type_id = r.content_type_id))
    ORDER BY p.id
"""

USES = """
    SELECT i.id, i.title, p.title AS page FROM wagtailimages_image i
    JOIN wagtailcore_referenceindex r ON r.to_object_id = i.id
    JOIN django_content_type t ON t.id = r.to_content_type_id AND t.model = 'image'
    JOIN wagtailcore_page p ON p.id = r.object_id ORDER BY i.id, p.id
"""

IMAGES = "SELECT id, title FROM wagtailimages_image ORDER BY id"

IMAGE_TAGS = """
    SELECT t.id AS tag_id, t.name AS tag, i.object_id AS image_id, i.content_type_id AS kind, p.title
    FROM taggit_tag t JOIN taggit_taggeditem i ON i.tag_id = t.id JOIN wagtailimages_image p ON p.id = i.object_id
    ORDER BY i.id
"""

VENUES = """
    SELECT p.id, p.title FROM wagtailcore_page p JOIN cms_venuepage v ON v.page_ptr_id = p.id ORDER BY p.path
"""

PRICES = """
    SELECT p.id AS price_id, p.visitor, p.amount, p.sort_order AS place, v.id, v.title FROM cms_price p
    JOIN wagtailcore_page v ON v.id = p.venue_id ORDER BY p.id
"""

EVENT_DATES = """
    SELECT p.id, e.date FROM cms_eventpage e JOIN wagtailcore_page p ON p.id = e.page_ptr_id WHERE e.date > ?
    ORDER BY p.id
"""


TEASERS = (
    "Places are few, so write to us early.",
    "Everybody is welcome, and there will be tea.",
    "More about it at the end of the month.",
    "Bring a friend: nobody should miss it.",
)


class _Editing(MuseumTemplate):
    sites = (("cms", EDITOR),)
    path = "/admin/"


class LastEditor(_Editing):
    """Say who was the last to edit a page."""

    id = "cms.last-editor"
    goal = "Who last edited the page “{title}”? Give the full name."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.rows(surface, LAST_EDITORS)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Name(instance["editor"])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(open_editor(surface, instance["title"]), open_header_menu(surface, "History")):
            yield action
        yield Answer(await text(surface, "main table tbody tr:first-child td:nth-last-child(2)"))


class PictureUses(_Editing):
    """Say which pages use a picture."""

    id = "cms.picture-uses"
    goal = "Which pages use the image “{title}”? Name all of them."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        uses: dict[str, list[str]] = {}
        for one in await self.rows(surface, USES):
            uses.setdefault(one["title"], []).append(one["page"])
        return [{"title": title, "pages": pages} for title, pages in uses.items() if len(pages) <= 3]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Items([Name(page) for page in instance["pages"]])),)

    async def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(
            find_in_library(surface, "Images", instance["title"]), click(surface, "a[href*='/images/usage/']")
        ):
            yield action
        yield Answer("; ".join(await texts(surface, "main table td.title a")))


class OpenInEditor(_Editing):
    """Go to the editor of a page."""

    id = "cms.open-in-editor"
    goal = "Open the page “{title}” in the editor."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.live(surface, "objectpage", "eventpage", "infopage", "personpage")

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/admin/pages/{instance['id']}/edit/"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_editor(surface, instance["title"]), Stop())


class OpenHistory(_Editing):
    """Go to the history of a page."""

    id = "cms.open-history"
    goal = "Open the history of the page “{title}”, which tells who changed what."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return await self.live(surface, "objectpage", "exhibitionpage", "infopage", "articlepage")

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (At(f"/admin/pages/{instance['id']}/history/"),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(open_editor(surface, instance["title"]), open_header_menu(surface, "History"), Stop())


class EditIntro(_Editing):
    """Write another intro for a page and publish it."""

    id = "cms.edit-intro"
    goal = "Replace the intro of the page “{title}” with “{intro}” and publish the page."

    INTROS = (
        "Ask our guides about it: each of them has another story.",
        "It will be cleaned in May and can be seen again from June.",
        "Now with a text in large print beside it.",
        "Children may touch the copy that lies next to it.",
        "It has moved to the first room on the left.",
    )

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        objects = await self.live(surface, "objectpage")
        return [{**one, "intro": self.INTROS[one["id"] % len(self.INTROS)]} for one in objects]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        intro = changed("cms_objectpage", {"page_ptr_id": instance["id"]}, intro=instance["intro"])
        return (Differs(*published(instance["id"]), intro),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            fill(surface, "#id_intro", instance["intro"]),
            finish(surface, "Publish"),
            Stop(),
        )


class RenamePage(_Editing):
    """Give a page another title."""

    id = "cms.rename-page"
    goal = "Change the title of the page “{title}” to “{new}” and publish it. Leave its address as it is."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        return [
            {**one, "new": f"{one['title']} ({'on loan' if one['model'] == 'objectpage' else 'sold out'})"}
            for one in await self.live(surface, "objectpage", "eventpage")
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(*published(instance["id"], title=instance["new"], draft_title=instance["new"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            fill(surface, "#id_title", instance["new"]),
            finish(surface, "Publish"),
            Stop(),
        )


class EditDraft(_Editing):
    """Work on a draft without publishing it."""

    id = "cms.edit-draft"
    goal = "In the draft “{title}”, replace the intro with “{intro}”. Save it, but do not publish or submit it yet."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        drafts = await self.drafts(surface, "articlepage", "eventpage")
        return [{**one, "intro": TEASERS[one["id"] % len(TEASERS)]} for one in drafts]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        intro = changed(f"cms_{instance['model']}", {"page_ptr_id": instance["id"]}, intro=instance["intro"])
        return (Differs(*saved(instance["id"]), intro),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            fill(surface, "#id_intro", instance["intro"]),
            click(surface, "footer .action-save"),
            Stop(),
        )


class SubmitDraft(_Editing):
    """Finish an article and hand it in."""

    id = "cms.submit-draft"
    goal = "In the draft “{title}”, replace the intro with “{intro}”. Then submit the article for moderation."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        me = await user_id(surface, EDITOR)
        drafts = await self.drafts(surface, "articlepage")
        return [{**one, "intro": intro, "me": me} for one in drafts for intro in TEASERS]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        intro = changed("cms_articlepage", {"page_ptr_id": instance["id"]}, intro=instance["intro"])
        state = added(
            "wagtailcore_workflowstate",
            object_id=str(instance["id"]),
            status="in_progress",
            requested_by_id=instance["me"],
        )
        task = added("wagtailcore_taskstate", status="in_progress", finished_by_id=None)
        return (Differs(*saved(instance["id"]), intro, state, task),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            fill(surface, "#id_intro", instance["intro"]),
            finish(surface, "Submit to Moderation of news"),
            Stop(),
        )


class MoveObject(_Editing):
    """Put an object into another collection."""

    id = "cms.move-object"
    goal = "The object “{title}” is in the wrong place. Move it from the collection “{parent}” to “{target}”."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        collections = await self.live(surface, "collectionpage")
        found: list[Instance] = []
        for one in await self.live(surface, "objectpage"):
            others = [collection for collection in collections if collection["id"] != one["parent_id"]]
            target = others[one["id"] % len(others)]
            place = {"target": target["title"], "target_id": target["id"], "things": target["numchild"]}
            found.append({**one, **place, "new_path": f"{target['url_path']}{one['slug']}/"})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (
            Differs(
                changed("wagtailcore_page", {"id": instance["id"]}, path=ANY, url_path=instance["new_path"]),
                changed("wagtailcore_page", {"id": instance["parent_id"]}, numchild=instance["siblings"] - 1),
                changed("wagtailcore_page", {"id": instance["target_id"]}, numchild=instance["things"] + 1),
                redirected(path(instance["url_path"]), instance["id"]),
            ),
        )

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        confirm = "main form input[type=submit]"
        return sequence(
            open_editor(surface, instance["title"]),
            open_header_menu(surface, "Move"),
            choose_page(surface, "new_parent_page", instance["target"], again=True),
            click(surface, confirm),
            click(surface, confirm),
            Stop(),
        )


class CreateEvent(_Editing):
    """Announce an event."""

    id = "cms.create-event"
    goal = (
        "Announce a new event and publish it: “{title}”, with the intro “{intro}”. It is of the kind “{kind}”, "
        "at {venue} on {date}, from {starts} to {ends}, and costs £{price}. It needs no picture and no further text."
    )

    EVENTS = (
        ("The blacksmith's day off", "An hour with a hammer, an anvil and no hurry.", "workshop", "10:30", "13:00", 18),
        ("What the river carried", "Two hundred years of finds below the weir.", "talk", "18:30", "19:30", 5),
        ("Doors that are always shut", "A walk with a large bunch of keys.", "tour", "14:00", "15:30", 7),
        ("Songs of the night shift", "Old tunes, played where they were sung.", "evening", "19:30", "22:00", 11),
    )
    KINDS = (("talk", "Talk"), ("workshop", "Workshop"), ("tour", "Guided tour"), ("evening", "Evening"))

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        above = next(one for one in await self.live(surface, "eventspage"))
        found: list[Instance] = []
        for place, venue in enumerate(await self.rows(surface, VENUES)):
            for count, (title, intro, kind, starts, ends, price) in enumerate(self.EVENTS):
                date = TODAY + datetime.timedelta(days=40 + 11 * place + 5 * count)
                found.append(
                    {
                        "title": title,
                        "intro": intro,
                        "kind": dict(self.KINDS)[kind],
                        "venue": venue["title"],
                        "venue_id": venue["id"],
                        "date": str(date),
                        "starts": starts,
                        "ends": ends,
                        "price": price,
                        "parent_id": above["id"],
                        "siblings": above["numchild"],
                    }
                )
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        kind = next(name for name, label in self.KINDS if label == instance["kind"])
        page = added("wagtailcore_page", title=instance["title"], live=1, has_unpublished_changes=0, depth=4)
        event = added(
            "cms_eventpage",
            intro=instance["intro"],
            body="",
            picture_id=None,
            kind=kind,
            date=instance["date"],
            starts=f"{instance['starts']}:00",
            ends=f"{instance['ends']}:00",
            price=instance["price"],
            venue_id=instance["venue_id"],
        )
        above = changed("wagtailcore_page", {"id": instance["parent_id"]}, numchild=instance["siblings"] + 1)
        return (Differs(page, event, above, *revised(ANY)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, "What's on"),
            open_header_menu(surface, "Add child page"),
            fill(surface, "#id_title", instance["title"]),
            fill(surface, "#id_intro", instance["intro"]),
            choose(surface, "#id_kind", instance["kind"]),
            fill(surface, "#id_price", str(instance["price"])),
            fill(surface, "#id_date", instance["date"]),
            Press("Tab"),
            fill(surface, "#id_starts", instance["starts"]),
            Press("Tab"),
            fill(surface, "#id_ends", instance["ends"]),
            Press("Tab"),
            choose_page(surface, "venue", instance["venue"]),
            finish(surface, "Publish"),
            Stop(),
        )


class ChangeEventDate(_Editing):
    """Put an event on another day."""

    id = "cms.change-event-date"
    goal = "The event “{title}” is postponed by {weeks} weeks. Change its date and publish the page."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        dates = {one["id"]: one["date"] for one in await self.rows(surface, EVENT_DATES, str(TODAY))}
        found: list[Instance] = []
        for one in await self.live(surface, "eventpage"):
            if one["id"] in dates:
                weeks = 2 + one["id"] % 3
                date = datetime.date.fromisoformat(dates[one["id"]]) + datetime.timedelta(weeks=weeks)
                found.append({**one, "weeks": weeks, "date": str(date)})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        date = changed("cms_eventpage", {"page_ptr_id": instance["id"]}, date=instance["date"])
        return (Differs(*published(instance["id"]), date),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            fill(surface, "#id_date", instance["date"]),
            Press("Tab"),
            finish(surface, "Publish"),
            Stop(),
        )


class ChangePrice(_Editing):
    """Change what one sort of visitors pays in a museum."""

    id = "cms.change-price"
    goal = "At {title}, the price “{visitor}” goes up to £{new}. Change it on the museum's page and publish the page."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        prices = await self.rows(surface, PRICES)
        return [{**one, "new": f"{Decimal(str(one['amount'])) + 1 + one['price_id'] % 3:.2f}"} for one in prices]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        price = changed("cms_price", {"id": instance["price_id"]}, amount=float(instance["new"]))
        return (Differs(*published(instance["id"]), price),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            fill(surface, f"#id_prices-{instance['place']}-amount", instance["new"]),
            finish(surface, "Publish"),
            Stop(),
        )


class SetPicture(_Editing):
    """Give a page another picture."""

    id = "cms.set-picture"
    goal = "Replace the picture of the event “{title}” with the image “{picture}” and publish the page."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        tagged = await self.rows(surface, IMAGE_TAGS)
        pictures = [one for one in tagged if one["tag"] in ("evening", "winter")]
        found: list[Instance] = []
        for one in await self.live(surface, "eventpage"):
            picture = pictures[one["id"] % len(pictures)]
            found.append({**one, "picture": picture["title"], "picture_id": picture["image_id"], "tag": picture["tag"]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        picture = changed("cms_eventpage", {"page_ptr_id": instance["id"]}, picture_id=instance["picture_id"])
        return (Differs(*published(instance["id"]), picture),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            open_editor(surface, instance["title"]),
            choose_picture(surface, "picture", instance["tag"], instance["picture"]),
            finish(surface, "Publish"),
            Stop(),
        )


class TagImage(_Editing):
    """Give an image one more tag."""

    id = "cms.tag-image"
    goal = "Add the tag “{tag}” to the image “{title}”."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        tagged = await self.rows(surface, IMAGE_TAGS)
        tags = {one["tag"]: one for one in tagged}
        found: list[Instance] = []
        for one in await self.rows(surface, IMAGES):
            own = {other["tag"] for other in tagged if other["image_id"] == one["id"]}
            others = [tag for tag in ("evening", "event", "poster", "staff", "summer", "winter") if tag not in own]
            tag = tags[others[one["id"] % len(others)]]
            found.append({**one, "tag": tag["tag"], "tag_id": tag["tag_id"], "kind": tag["kind"]})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        row = {"tag_id": instance["tag_id"], "object_id": instance["id"], "content_type_id": instance["kind"]}
        return (Differs(added("taggit_taggeditem", **row)),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_in_library(surface, "Images", instance["title"]),
            click(surface, ".tagit input"),
            Type(instance["tag"]),
            Press("Enter"),
            click(surface, having("main button", "Save")),
            Stop(),
        )


class RenameDocument(_Editing):
    """Give a document another title."""

    id = "cms.rename-document"
    goal = "Change the title of the document “{title}” to “{new}”."

    async def instances(self, surface: SiteSurface) -> list[Instance]:
        documents = await self.rows(surface, "SELECT id, title FROM wagtaildocs_document ORDER BY id")
        endings = ("in large print", "for 2026", "with corrections")
        return [{**one, "new": f"{one['title']}, {endings[one['id'] % len(endings)]}"} for one in documents]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("wagtaildocs_document", {"id": instance["id"]}, title=instance["new"])),)

    def solve(self, surface: SiteSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            find_in_library(surface, "Documents", instance["title"]),
            fill(surface, "#id_title", instance["new"]),
            click(surface, having("main button", "Save")),
            Stop(),
        )


TEMPLATES: tuple[type[MuseumTemplate], ...] = (
    ChangeEventDate,
    ChangePrice,
    CreateEvent,
    EditDraft,
    EditIntro,
    LastEditor,
    MoveObject,
    OpenHistory,
    OpenInEditor,
    PictureUses,
    RenameDocument,
    RenamePage,
    SetPicture,
    SubmitDraft,
    TagImage,
)
