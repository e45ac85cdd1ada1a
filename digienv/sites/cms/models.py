"""The kinds of pages that the museums' website is made of, and what its editors can set beside them."""

from __future__ import annotations

import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import Tag, TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.snippets.models import register_snippet

ARTICLES_A_PAGE = 10

WEEKDAYS = tuple(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), start=1))
SEASONS = (("summer", "1 April to 31 October"), ("winter", "1 November to 31 March"))


def _picture() -> models.ForeignKey:
    return models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )


# -------------------------------------------------------------------- beside the tree


@register_setting(icon="info-circle")
class Contact(BaseSiteSetting):
    """What stands at the top and the foot of every page."""

    notice = models.CharField(max_length=200, blank=True, help_text="Shown at the top of every page.")
    phone = models.CharField(max_length=40)
    email = models.EmailField()
    address = models.CharField(max_length=200)

    panels = (FieldPanel("notice"), FieldPanel("phone"), FieldPanel("email"), FieldPanel("address"))


@register_snippet
class Department(index.Indexed, models.Model):
    """A department of the museums."""

    name = models.CharField(max_length=80, unique=True)
    duties = models.CharField(max_length=250, help_text="What it does, in one sentence.")

    panels = (FieldPanel("name"), FieldPanel("duties"))
    search_fields = (index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("duties"))

    class Meta:
        """By name."""

        ordering = ("name",)

    def __str__(self) -> str:
        return str(self.name)


# -------------------------------------------------------------------- pages


class IntroducedPage(Page):
    """Has a few words at the top, which stand beside its name in lists too."""

    intro = models.CharField(max_length=300, blank=True, help_text="One or two sentences; lists show them too.")

    content_panels = (*Page.content_panels, FieldPanel("intro"))
    search_fields = (*Page.search_fields, index.SearchField("intro"))

    class Meta:
        """No table of its own."""

        abstract = True


class PicturedPage(IntroducedPage):
    """Has a picture and a text of its own."""

    picture = _picture()
    body = models.TextField(blank=True, help_text="An empty line begins a new paragraph.")

    content_panels = (*IntroducedPage.content_panels, FieldPanel("picture"), FieldPanel("body"))
    search_fields = (*IntroducedPage.search_fields, index.SearchField("body"))

    class Meta:
        """No table of its own."""

        abstract = True


class HomePage(IntroducedPage):
    """The front page."""

    picture = _picture()

    content_panels = (*IntroducedPage.content_panels, FieldPanel("picture"))
    parent_page_types = ("wagtailcore.Page",)
    max_count = 1

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what is new and what is next."""
        today = timezone.localdate()
        exhibitions = ExhibitionPage.objects.live().filter(opens__lte=today, closes__gte=today)
        return super().get_context(request, *args, **kwargs) | {
            "articles": ArticlePage.objects.live().order_by("-date", "-pk")[:3],
            "events": EventPage.objects.live().filter(date__gte=today).order_by("date", "starts", "pk")[:4],
            "exhibitions": exhibitions.order_by("closes", "pk")[:3],
            "venues": VenuePage.objects.live().order_by("path"),
        }


class SectionPage(IntroducedPage):
    """Shows what lies below it."""

    parent_page_types = ("cms.HomePage", "cms.SectionPage")
    subpage_types = ("cms.SectionPage", "cms.InfoPage", "cms.VenuePage", "cms.StaffPage", "cms.ContactPage")


class InfoPage(IntroducedPage):
    """Tells something."""

    body = RichTextField()

    content_panels = (*IntroducedPage.content_panels, FieldPanel("body"))
    search_fields = (*IntroducedPage.search_fields, index.SearchField("body"))
    parent_page_types = ("cms.SectionPage",)
    subpage_types = ()


class VenuePage(PicturedPage):
    """One of the museums."""

    address = models.CharField(max_length=150)
    phone = models.CharField(max_length=40)

    content_panels = (
        *PicturedPage.content_panels,
        FieldRowPanel((FieldPanel("address"), FieldPanel("phone"))),
        InlinePanel("prices", heading="Prices", label="Price"),
        InlinePanel("times", heading="Opening times", label="Opening time"),
    )
    parent_page_types = ("cms.SectionPage",)
    subpage_types = ()

    def seasons(self) -> list[tuple[str, list[OpeningTime]]]:
        """Opening times by season."""
        return [(label, [time for time in self.times.all() if time.season == season]) for season, label in SEASONS]

    def events(self) -> Any:
        """What takes place there next."""
        coming = EventPage.objects.live().filter(venue=self.pk, date__gte=timezone.localdate())
        return coming.order_by("date", "starts", "pk")[:4]


class OpeningTime(Orderable):
    """From when till when a museum is open on some days of the week in one half of the year."""

    venue = ParentalKey(VenuePage, on_delete=models.CASCADE, related_name="times")
    season = models.CharField(max_length=10, choices=SEASONS)
    first_day = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    last_day = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    opens = models.TimeField()
    closes = models.TimeField()

    panels = (
        FieldPanel("season"),
        FieldRowPanel((FieldPanel("first_day"), FieldPanel("last_day"))),
        FieldRowPanel((FieldPanel("opens"), FieldPanel("closes"))),
    )

    def days(self) -> str:
        """The days in words."""
        first, last = self.get_first_day_display(), self.get_last_day_display()
        return str(first) if first == last else f"{first} to {last}"


class Price(Orderable):
    """What one sort of visitors pays."""

    venue = ParentalKey(VenuePage, on_delete=models.CASCADE, related_name="prices")
    visitor = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=6, decimal_places=2)

    panels = (FieldRowPanel((FieldPanel("visitor"), FieldPanel("amount"))),)


class NewsPage(IntroducedPage):
    """All articles, the newest first, or those with one tag."""

    parent_page_types = ("cms.HomePage",)
    subpage_types = ("cms.ArticlePage",)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the articles that were asked for."""
        articles = ArticlePage.objects.live().order_by("-date", "-pk")
        tag = request.GET.get("tag", "")
        if tag:
            articles = articles.filter(tags__slug=tag)
        tags = Tag.objects.filter(cms_articletag_items__content_object__live=True)
        return super().get_context(request, *args, **kwargs) | {
            "articles": Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page")),
            "tag": tag,
            "tags": tags.distinct().order_by("name"),
        }


class ArticleTag(TaggedItemBase):
    """A tag of an article."""

    content_object = ParentalKey("cms.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")


class ArticlePage(PicturedPage):
    """A piece of news."""

    date = models.DateField(default=datetime.date.today)
    author = models.ForeignKey("cms.PersonPage", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    tags = ClusterTaggableManager(through=ArticleTag, blank=True)

    content_panels = (*PicturedPage.content_panels, FieldPanel("date"), FieldPanel("author"), FieldPanel("tags"))
    parent_page_types = ("cms.NewsPage",)
    subpage_types = ()


class EventsPage(IntroducedPage):
    """What takes place from today on, or of this what is in one month or one museum."""

    parent_page_types = ("cms.HomePage",)
    subpage_types = ("cms.EventPage",)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the events that were asked for, by month."""
        coming = EventPage.objects.live().filter(date__gte=timezone.localdate()).select_related("venue")
        events = list(coming.order_by("date", "starts", "pk"))
        month, venue = request.GET.get("month", ""), request.GET.get("venue", "")
        chosen = [event for event in events if month in ("", f"{event.date:%Y-%m}") and venue in ("", event.venue.slug)]
        return super().get_context(request, *args, **kwargs) | {
            "months": {f"{event.date:%Y-%m}": event.date for event in events},
            "venues": VenuePage.objects.live().order_by("path"),
            "month": month,
            "venue": venue,
            "events": [(first, list(some)) for first, some in groupby(chosen, lambda event: event.date.replace(day=1))],
        }


class EventPage(PicturedPage):
    """Something that takes place on a day."""

    KINDS = (
        ("talk", "Talk"),
        ("workshop", "Workshop"),
        ("tour", "Guided tour"),
        ("family", "For families"),
        ("evening", "Evening"),
    )

    kind = models.CharField(max_length=20, choices=KINDS)
    date = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    venue = models.ForeignKey(VenuePage, on_delete=models.PROTECT, related_name="+")
    price = models.DecimalField(
        max_digits=6, decimal_places=2, default=0, help_text="For each person; 0 if it is free."
    )

    content_panels = (
        *PicturedPage.content_panels,
        FieldRowPanel((FieldPanel("kind"), FieldPanel("price"))),
        FieldPanel("date"),
        FieldRowPanel((FieldPanel("starts"), FieldPanel("ends"))),
        FieldPanel("venue"),
    )
    parent_page_types = ("cms.EventsPage",)
    subpage_types = ()


class ExhibitionsPage(IntroducedPage):
    """What is on show, what will be, and what was."""

    parent_page_types = ("cms.HomePage",)
    subpage_types = ("cms.ExhibitionPage",)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the exhibitions by when they are."""
        today = timezone.localdate()
        every = ExhibitionPage.objects.live().order_by("opens", "pk").select_related("venue")
        return super().get_context(request, *args, **kwargs) | {
            "groups": (
                ("On now", every.filter(opens__lte=today, closes__gte=today)),
                ("Coming", every.filter(opens__gt=today)),
                ("Past", every.filter(closes__lt=today).reverse()),
            )
        }


class ExhibitionPage(PicturedPage):
    """Something that is on show for some time."""

    opens = models.DateField()
    closes = models.DateField()
    venue = models.ForeignKey(VenuePage, on_delete=models.PROTECT, related_name="+")
    curator = models.ForeignKey("cms.PersonPage", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    content_panels = (
        *PicturedPage.content_panels,
        FieldRowPanel((FieldPanel("opens"), FieldPanel("closes"))),
        FieldPanel("venue"),
        FieldPanel("curator"),
    )
    parent_page_types = ("cms.ExhibitionsPage",)
    subpage_types = ()


class CollectionsPage(IntroducedPage):
    """The collections."""

    parent_page_types = ("cms.HomePage",)
    subpage_types = ("cms.CollectionPage",)


class CollectionPage(IntroducedPage):
    """Things that belong together, by name."""

    parent_page_types = ("cms.CollectionsPage",)
    subpage_types = ("cms.ObjectPage",)

    def objects_by_name(self) -> Any:
        """The things in it."""
        return ObjectPage.objects.child_of(self).live().order_by("title")


class ObjectPage(PicturedPage):
    """A thing in a collection."""

    number = models.CharField("inventory number", max_length=20)
    made = models.CharField(max_length=80, help_text="Where and when.")
    material = models.CharField(max_length=80)
    acquired = models.PositiveSmallIntegerField("acquired in")
    venue = models.ForeignKey(
        VenuePage, on_delete=models.SET_NULL, related_name="+", null=True, blank=True, verbose_name="on show in"
    )

    content_panels = (
        *PicturedPage.content_panels,
        FieldRowPanel((FieldPanel("number"), FieldPanel("acquired"))),
        FieldRowPanel((FieldPanel("made"), FieldPanel("material"))),
        FieldPanel("venue"),
    )
    search_fields = (*PicturedPage.search_fields, index.SearchField("number"), index.SearchField("material"))
    parent_page_types = ("cms.CollectionPage",)
    subpage_types = ()


class StaffPage(IntroducedPage):
    """All who work for the museums, by department."""

    parent_page_types = ("cms.SectionPage",)
    subpage_types = ("cms.PersonPage",)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the people, those who lead first."""
        people = PersonPage.objects.live().select_related("department").order_by("department__name", "-leads", "title")
        departments = [(department, list(some)) for department, some in groupby(people, attrgetter("department"))]
        return super().get_context(request, *args, **kwargs) | {"departments": departments}


class PersonPage(PicturedPage):
    """Somebody who works for the museums."""

    role = models.CharField(max_length=80)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="people")
    leads = models.BooleanField("leads the department", default=False)
    phone = models.CharField(max_length=40)
    email = models.EmailField()

    content_panels = (
        *PicturedPage.content_panels,
        FieldRowPanel((FieldPanel("role"), FieldPanel("department"))),
        FieldPanel("leads"),
        FieldRowPanel((FieldPanel("phone"), FieldPanel("email"))),
    )
    search_fields = (*PicturedPage.search_fields, index.SearchField("role"))
    parent_page_types = ("cms.StaffPage",)
    subpage_types = ()


class ContactField(AbstractFormField):
    """A field of a form that visitors fill in."""

    page = ParentalKey("cms.ContactPage", on_delete=models.CASCADE, related_name="form_fields")


class ContactPage(AbstractForm):
    """A form that visitors fill in."""

    intro = models.CharField(max_length=300, blank=True)
    thanks = models.CharField(max_length=300, help_text="What is said when the form was sent.")

    content_panels = (
        *AbstractForm.content_panels,
        FieldPanel("intro"),
        InlinePanel("form_fields", label="Field"),
        FieldPanel("thanks"),
    )
    parent_page_types = ("cms.SectionPage",)
    subpage_types = ()
