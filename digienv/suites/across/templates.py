"""All templates across two sites."""

from __future__ import annotations

from typing import ClassVar

from digienv.core.goals import Instance
from digienv.sites.task import SiteTemplate
from digienv.suites.across.relay import Relay
from digienv.suites.forum.finding import FirstAnswer, Recommendation
from digienv.suites.forum.member import Reply, SendMessage, StartTopic
from digienv.suites.forum.polls import PollLeader
from digienv.suites.shop.browsing import PriceOfProduct
from digienv.suites.shop.purchases import OrderStatus, OrderTotal
from digienv.suites.shop.wishlists import CreateWishlist
from digienv.suites.tracker.finding import FixedInRelease, OpenIssuesOf, PhoneOfAssignee
from digienv.suites.tracker.working import AddMessage

__all__ = ["TEMPLATES"]


class _Amount:
    fact: ClassVar[str]

    def found(self, source: Instance) -> str:
        """E.g. ``£12.50``."""
        return f"£{source[self.fact]:,.2f}"


class PriceToIssue(_Amount, Relay):
    """Report a price of the shop in the tracker."""

    id = "across.price-to-issue"
    source, fact = PriceOfProduct, "price"
    target, slot = AddMessage, "text"
    goal = (
        "Look up in the shop at {shop} what the {source[title]} costs. Then add a message to the issue "
        '"{target[title]}" here that says only the price, written like this: £12.50'
    )


class OrderStatusToIssue(Relay):
    """Report in the tracker what has become of an order."""

    id = "across.order-status-to-issue"
    source, fact = OrderStatus, "status"
    target, slot = AddMessage, "text"
    goal = (
        "Look up the status of my order {source[number]} in the shop at {shop}. Then add a message to the issue "
        '"{target[title]}" here that says only that status.'
    )


class FirstAnswerToIssue(Relay):
    """Name in the tracker who helped in the forum."""

    id = "across.first-answer-to-issue"
    source, fact = FirstAnswer, "author"
    target, slot = AddMessage, "text"
    goal = (
        'In the forum at {forum}, find out who was the first to answer in the topic "{source[title]}". Then add a '
        'message to the issue "{target[title]}" here that says only that username.'
    )


class OrderTotalToMessage(_Amount, Relay):
    """Tell a member of the forum what an order came to."""

    id = "across.order-total-to-message"
    source, fact = OrderTotal, "total"
    target, slot = SendMessage, "said"
    goal = (
        "Look up in the shop at {shop} how much I paid in all for my order {source[number]}. Then send "
        '{target[username]} a private message here titled "{target[headline]}" that says only the amount, written like '
        "this: £12.50"
    )


class PhoneToTopic(Relay):
    """Tell the forum how somebody who works on an issue can be reached."""

    id = "across.phone-to-topic"
    source, fact = PhoneOfAssignee, "phone"
    target, slot = Reply, "said"
    goal = (
        "In the tracker at {tracker}, find the phone number of whoever issue {source[id]} is assigned to. Then answer "
        'here in the topic "{target[title]}" with exactly that number, as it is written there.'
    )


class ReleaseToTopic(Relay):
    """Tell the forum in which release something was fixed."""

    id = "across.release-to-topic"
    source, fact = FixedInRelease, "release"
    target, slot = StartTopic, "said"
    goal = (
        'In the tracker at {tracker}, find out in which release the issue "{source[title]}" was resolved. Then start a '
        'topic here in the category {target[category]}, titled "{target[headline]}", in which you write only that, as '
        "it is named in the issue."
    )


class PollToWishlist(Relay):
    """Name a wish list after what leads a poll."""

    id = "across.poll-to-wishlist"
    source, fact = PollLeader, "option"
    target, slot = CreateWishlist, "name"
    goal = (
        'In the forum at {forum}, see which answer leads the poll in the topic "{source[title]}". Then create a wish '
        "list here that is named exactly like that answer, and put the {target[title]} on it."
    )


class RecommendationToWishlist(Relay):
    """Name a wish list after what somebody recommends."""

    id = "across.recommendation-to-wishlist"
    source, fact = Recommendation, "item"
    target, slot = CreateWishlist, "name"
    goal = (
        'In the forum at {forum}, see what {source[author]} recommends in the topic "{source[title]}". Then create a '
        "wish list here that is named exactly like it, as it is written there, and put the {target[title]} on it."
    )


class OpenIssuesToTopic(Relay):
    """Tell the forum how much somebody has to do."""

    id = "across.open-issues-to-topic"
    source, fact = OpenIssuesOf, "count"
    target, slot = Reply, "said"
    goal = (
        "In the tracker at {tracker}, count the open issues, of any status but closed, that are assigned to "
        '{source[name]}. Then answer here in the topic "{target[title]}" with exactly that number, in digits.'
    )


TEMPLATES: tuple[type[SiteTemplate], ...] = (
    FirstAnswerToIssue,
    OpenIssuesToTopic,
    OrderStatusToIssue,
    OrderTotalToMessage,
    PhoneToTopic,
    PollToWishlist,
    PriceToIssue,
    RecommendationToWishlist,
    ReleaseToTopic,
)
