"""Filling the shop's database with its content."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from statistics import fmean
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.sites.models import Site
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from oscar.apps.order.signals import order_placed
from oscar.core.loading import get_class, get_model

from digienv.sites.django_base.setup import sign_in
from digienv.sites.shop.content import OPENED, Address, Line, Order, Recipient, Review, ShopContent, generate
from digienv.sites.shop.pictures import draw
from digienv.sites.snapshots import Progress

__all__ = ["MERCHANT", "fill"]

MERCHANT = "merchant@oakhill.example"
PASSWORD = "worlds keep no secrets"  # noqa: S105
PICTURES = "images/products"
LOW = 3
"""Of a product of which there are fewer than this, the shop warns its merchant."""
FIRST_ORDER = 100_000
"""What the shop adds to the number of a basket to number the order that it becomes."""


def fill(shared: Path, seed: int, progress: Progress) -> dict[str, dict[str, str]]:
    """Put generated content into empty tables; returns the cookies of every user."""
    content = generate(seed)
    progress(0.15, "drawing pictures")
    folder = shared / "media" / PICTURES
    folder.mkdir(parents=True)
    for number, product in enumerate(content.products):
        draw(product).save(folder / f"{product.upc}.jpg", quality=85)
        if number % 20 == 0:
            progress(0.15 + 0.6 * number / len(content.products), "drawing pictures")
    progress(0.75, "filling the shop")
    with transaction.atomic():
        return _Filler(content).fill()


class _Filler:
    def __init__(self, content: ShopContent) -> None:
        self.content = content
        self.now = timezone.now()
        self.products: dict[str, Any] = {}
        self.stock: dict[str, Any] = {}
        self.categories: dict[str, Any] = {}
        self.users: dict[str, Any] = {}

    def fill(self) -> dict[str, dict[str, str]]:
        Site.objects.update_or_create(pk=1, defaults={"domain": "oakhill.example", "name": "Oakhill"})
        self._add_country()
        self._add_categories()
        self._add_products()
        self._add_users()
        self._add_reviews()
        vouchers = self._add_vouchers()
        self._add_orders(vouchers)
        self._add_baskets()
        self._add_wishlists()
        self._add_alerts()
        return {email: sign_in(user) for email, user in self.users.items()}

    def _ago(self, days: float) -> datetime.datetime:
        return self.now - datetime.timedelta(days=days)

    def _add_categories(self) -> None:
        Category = get_model("catalogue", "Category")
        for department in self.content.departments:
            root = Category.add_root(name=department.name, slug=department.slug, meta_description="")
            for category in department.categories:
                self.categories[category.slug] = root.add_child(
                    name=category.name,
                    slug=category.slug,
                    description=format_html("<p>{}</p>", category.description),
                    meta_description="",
                )
                root.refresh_from_db()

    def _add_products(self) -> None:
        Product, Image = get_model("catalogue", "Product"), get_model("catalogue", "ProductImage")
        Attribute, Value = get_model("catalogue", "ProductAttribute"), get_model("catalogue", "ProductAttributeValue")
        StockRecord, Partner = get_model("partner", "StockRecord"), get_model("partner", "Partner")
        kind = get_model("catalogue", "ProductClass").objects.create(name="Household", track_stock=True)
        names = dict.fromkeys(name for product in self.content.products for name in product.attributes)
        attributes = {
            name: Attribute.objects.create(product_class=kind, name=name, code=name.lower().replace(" ", "_"))
            for name in names
        }
        partners = {
            supplier.name: Partner.objects.create(name=supplier.name, code=supplier.name.lower().replace(" ", "-"))
            for supplier in self.content.suppliers
        }
        for supplier in self.content.suppliers:
            get_model("partner", "PartnerAddress").objects.create(
                partner=partners[supplier.name], **self._address(supplier.address)
            )
        for product in self.content.products:
            made = Product(
                title=product.title,
                upc=product.upc,
                slug=_slug(product.title),
                description=format_html("<p>{}</p>", product.description),
                product_class=kind,
                priority=int(product.featured),
                is_public=product.public,
                meta_description="",
            )
            self.products[product.upc] = made
        _create_at(Product, self.products.values(), [self._ago(product.created) for product in self.content.products])
        for product in self.content.products:
            made = self.products[product.upc]
            self.stock[product.upc] = StockRecord(
                product=made,
                partner=partners[product.supplier],
                partner_sku=f"{product.supplier[:2].upper()}-{product.upc[-6:]}",
                price_currency="GBP",
                price=product.price,
                num_in_stock=product.stock,
                num_allocated=0,
                low_stock_threshold=LOW,
            )
        _create_at(StockRecord, self.stock.values(), [self._ago(product.created) for product in self.content.products])
        Value.objects.bulk_create(
            Value(product=self.products[product.upc], attribute=attributes[name], value_text=value)
            for product in self.content.products
            for name, value in product.attributes.items()
        )
        get_model("catalogue", "ProductCategory").objects.bulk_create(
            get_model("catalogue", "ProductCategory")(
                product=self.products[product.upc], category=self.categories[product.category]
            )
            for product in self.content.products
        )
        pictures = [
            Image(product=made, original=f"{PICTURES}/{upc}.jpg", caption=made.title)
            for upc, made in self.products.items()
        ]
        _create_at(Image, pictures, [self._ago(product.created) for product in self.content.products])

    def _midnight(self, days: int) -> datetime.datetime:
        return self._ago(days).replace(hour=0, minute=0)

    def _add_country(self) -> None:
        self.britain = get_model("address", "Country").objects.create(
            iso_3166_1_a2="GB",
            iso_3166_1_a3="GBR",
            iso_3166_1_numeric="826",
            printable_name="United Kingdom",
            name="United Kingdom of Great Britain and Northern Ireland",
            is_shipping_country=True,
        )

    def _add_users(self) -> None:
        User = get_user_model()
        first_seen: dict[str, int] = defaultdict(lambda: 30)
        done: tuple[Order | Review, ...] = (*self.content.orders, *self.content.reviews)
        for one in done:
            first_seen[one.customer] = max(first_seen[one.customer], one.days)
        for customer in self.content.customers:
            user = User.objects.create_user(
                username=customer.email.partition("@")[0][:30],
                email=customer.email,
                password=PASSWORD,
                first_name=customer.first_name,
                last_name=customer.last_name,
            )
            user.date_joined = self._ago(first_seen[customer.email] + 1)
            user.save()
            self.users[customer.email] = user
            for number, recipient in enumerate(customer.addresses):
                get_model("address", "UserAddress").objects.create(
                    user=user,
                    is_default_for_shipping=number == 0,
                    is_default_for_billing=number == 0,
                    phone_number=customer.phone,
                    **self._recipient(recipient),
                )
        self.users[MERCHANT] = User.objects.create_superuser(
            username="merchant",
            email=MERCHANT,
            password=PASSWORD,
            first_name="Maud",
            last_name="Oakley",
            date_joined=self._ago(OPENED),
        )

    def _recipient(self, recipient: Recipient) -> dict[str, Any]:
        names = {"first_name": recipient.first_name, "last_name": recipient.last_name}
        return names | self._address(recipient.address)

    def _address(self, address: Address) -> dict[str, Any]:
        return {
            "line1": address.line1,
            "line4": address.town,
            "state": address.county,
            "postcode": address.postcode,
            "country": self.britain,
        }

    def _add_reviews(self) -> None:
        Review, Vote = get_model("reviews", "ProductReview"), get_model("reviews", "Vote")
        statuses = {"pending": Review.FOR_MODERATION, "approved": Review.APPROVED, "rejected": Review.REJECTED}
        scores: dict[str, list[int]] = defaultdict(list)
        reviews = []
        for review in self.content.reviews:
            if review.status == "approved":
                scores[review.upc].append(review.score)
            reviews.append(
                Review(
                    product=self.products[review.upc],
                    user=self.users[review.customer],
                    score=review.score,
                    title=review.title,
                    body=review.body,
                    status=statuses[review.status],
                    total_votes=len(review.helpful) + len(review.unhelpful),
                    delta_votes=len(review.helpful) - len(review.unhelpful),
                )
            )
        _create_at(Review, reviews, [self._ago(review.days) for review in self.content.reviews])
        Vote.objects.bulk_create(
            Vote(review=made, user=self.users[voter], delta=delta)
            for review, made in zip(self.content.reviews, reviews, strict=True)
            for delta, voters in ((Vote.UP, review.helpful), (Vote.DOWN, review.unhelpful))
            for voter in voters
        )
        for upc, given in scores.items():
            self.products[upc].rating = fmean(given)
        get_model("catalogue", "Product").objects.bulk_update(self.products.values(), ["rating"])

    def _add_vouchers(self) -> dict[str, Any]:
        Range, Benefit = get_model("offer", "Range"), get_model("offer", "Benefit")
        Condition, Offer = get_model("offer", "Condition"), get_model("offer", "ConditionalOffer")
        Voucher = get_model("voucher", "Voucher")
        everything = Range.objects.create(name="All products", includes_all_products=True)
        vouchers = {}
        for voucher in self.content.vouchers:
            scope = everything
            if voucher.category is not None:
                category = self.categories[voucher.category]
                scope, _ = Range.objects.get_or_create(name=category.name)
                scope.included_categories.add(category)
            kinds = {"percentage": Benefit.PERCENTAGE, "amount": Benefit.FIXED}
            offer = Offer.objects.create(
                name=voucher.name,
                offer_type=Offer.VOUCHER,
                condition=Condition.objects.create(range=scope, type=Condition.COUNT, value=1),
                benefit=Benefit.objects.create(range=scope, type=kinds[voucher.kind], value=Decimal(voucher.value)),
            )
            made = Voucher.objects.create(
                name=voucher.name,
                code=voucher.code,
                usage=Voucher.SINGLE_USE if voucher.single_use else Voucher.MULTI_USE,
                start_datetime=self._ago(-voucher.start),
                end_datetime=self._ago(-voucher.end),
            )
            Voucher.objects.filter(pk=made.pk).update(date_created=self._ago(max(-voucher.start, 0) + 3))
            made.offers.add(offer)
            vouchers[voucher.code] = made
        return vouchers

    def _add_orders(self, vouchers: Mapping[str, Any]) -> None:
        Basket, OrderModel = get_model("basket", "Basket"), get_model("order", "Order")
        customers = {customer.email: customer for customer in self.content.customers}
        for order in self.content.orders:
            customer = customers[order.customer]
            user = self.users[order.customer]
            before = sum((self.stock[line.upc].price * line.quantity for line in order.lines), Decimal())
            discount = self._discount(order, before)
            address = get_model("order", "ShippingAddress").objects.create(
                phone_number=customer.phone, **self._recipient(customer.addresses[order.address])
            )
            made = OrderModel.objects.create(
                number=order.number,
                site_id=1,
                basket=Basket.objects.create(pk=int(order.number) - FIRST_ORDER, owner=user, status=Basket.SUBMITTED),
                user=user,
                currency="GBP",
                total_incl_tax=before - discount,
                total_excl_tax=before - discount,
                shipping_incl_tax=Decimal(),
                shipping_excl_tax=Decimal(),
                shipping_method="Free shipping",
                shipping_code="free-shipping",
                shipping_address=address,
                status=order.status,
                date_placed=self._midnight(order.days) + datetime.timedelta(minutes=order.minute),
            )
            self._add_lines(made, order, share=1 - discount / before)
            if discount:
                self._use(vouchers[str(order.voucher)], made, discount)
            order_placed.send(sender=self, order=made, user=user)  # of which the shop keeps statistics

    def _use(self, voucher: Any, order: Any, discount: Decimal) -> None:
        offer = voucher.offers.get()
        get_model("order", "OrderDiscount").objects.create(
            order=order,
            offer_id=offer.pk,
            offer_name=offer.name,
            voucher_id=voucher.pk,
            voucher_code=voucher.code,
            frequency=1,
            amount=discount,
        )
        offer.record_usage({"freq": 1, "discount": discount})
        voucher.record_discount({"discount": discount})
        voucher.record_usage(order, order.user)

    def _discount(self, order: Order, before: Decimal) -> Decimal:
        voucher = next((voucher for voucher in self.content.vouchers if voucher.code == order.voucher), None)
        if voucher is None:
            return Decimal()
        categories = {product.upc: product.category for product in self.content.products}
        fits = [line for line in order.lines if voucher.category in (None, categories[line.upc])]
        of = sum((self.stock[line.upc].price * line.quantity for line in fits), Decimal())
        value = of * voucher.value / 100 if voucher.kind == "percentage" else min(of, Decimal(voucher.value))
        return value.quantize(Decimal("0.01"))

    def _add_lines(self, made: Any, order: Order, share: Decimal) -> None:
        Line, Price = get_model("order", "Line"), get_model("order", "LinePrice")
        for line in order.lines:
            stock, product = self.stock[line.upc], self.products[line.upc]
            whole = stock.price * line.quantity
            paid = (whole * share).quantize(Decimal("0.01"))
            row = Line.objects.create(
                order=made,
                partner=stock.partner,
                partner_name=stock.partner.name,
                partner_sku=stock.partner_sku,
                stockrecord=stock,
                product=product,
                title=product.title,
                upc=product.upc,
                quantity=line.quantity,
                line_price_incl_tax=paid,
                line_price_excl_tax=paid,
                line_price_before_discounts_incl_tax=whole,
                line_price_before_discounts_excl_tax=whole,
                unit_price_incl_tax=stock.price,
                unit_price_excl_tax=stock.price,
                status=order.status,
                num_allocated=0,
            )
            Price.objects.create(
                order=made,
                line=row,
                quantity=line.quantity,
                price_incl_tax=stock.price,
                price_excl_tax=stock.price,
            )

    def _add_baskets(self) -> None:
        """One for every customer, else the first page that is looked at makes it."""
        Basket = get_model("basket", "Basket")
        baskets = {basket.customer: basket for basket in self.content.baskets}
        for email, user in self.users.items():
            made = Basket.objects.create(owner=user)
            if email in baskets:
                self._put(made, baskets[email].lines)
                if baskets[email].saved:
                    self._put(Basket.objects.create(owner=user, status=Basket.SAVED), baskets[email].saved)

    def _put(self, basket: Any, lines: Iterable[Line]) -> None:
        basket.strategy = get_class("partner.strategy", "Selector")().strategy()
        for line in lines:
            basket.add_product(self.products[line.upc], line.quantity)

    def _add_wishlists(self) -> None:
        for wishlist in self.content.wishlists:
            made = get_model("wishlists", "WishList").objects.create(
                owner=self.users[wishlist.customer], name=wishlist.name
            )
            for upc in wishlist.upcs:
                made.add(self.products[upc])

    def _add_alerts(self) -> None:
        """What customers wait for, and what the merchant has little of."""
        Alert, StockAlert = get_model("customer", "ProductAlert"), get_model("partner", "StockAlert")
        for alert in self.content.alerts:
            made = Alert.objects.create(user=self.users[alert.customer], product=self.products[alert.upc])
            Alert.objects.filter(pk=made.pk).update(date_created=self._ago(alert.days))
        low = [product for product in self.content.products if product.stock < LOW]
        _create_at(
            StockAlert,
            [StockAlert(stockrecord=self.stock[product.upc], threshold=LOW) for product in low],
            [self._ago(min(1 + 7 * number % 20, product.created)) for number, product in enumerate(low)],
        )


def _slug(title: str) -> str:
    from django.utils.text import slugify

    return str(slugify(title))


def _create_at(model: Any, rows: Any, times: list[datetime.datetime]) -> None:
    """Create rows that say when they were created: the fields that would say now are written afterwards."""
    made = model.objects.bulk_create(list(rows))
    fields = [field.name for field in model._meta.fields if field.name in ("date_created", "date_updated")]
    for row, time in zip(made, times, strict=True):
        for name in fields:
            setattr(row, name, time)
    model.objects.bulk_update(made, fields)
