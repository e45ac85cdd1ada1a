"""The content of Oakhill, a shop for household goods: all that its database is filled with, drawn from a seed.

Plain data, free of Django. Dates are days before the shop's clock; prices are in pounds sterling.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from digienv.sites.shop import catalogue_data as data

__all__ = [
    "Address",
    "Category",
    "Customer",
    "Department",
    "Order",
    "OrderLine",
    "Product",
    "Review",
    "ShopContent",
    "Voucher",
    "Wishlist",
    "generate",
]

T = TypeVar("T")

ENDINGS = tuple(Decimal(f"0.{pence:02d}") for pence in (0, 25, 40, 49, 50, 75, 80, 95, 99))
OPENED = 400
"""Days since the shop was opened."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category.

    Attributes:
        name: for people.
        slug: for addresses; products name it.
        description: one sentence.
    """

    name: str
    slug: str
    description: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department; its products are in its categories."""

    name: str
    slug: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """A product.

    Attributes:
        upc: 13 digits with a valid check digit, unique.
        title: unique.
        category: slug.
        price: in pounds, unique within the category.
        stock: how many there are.
        attributes: ``Maker``, ``Colour``, ``Material`` and those of the category.
        description: two to four sentences.
        supplier: who delivers it.
        created: days before the clock.
        featured: whether the front page shows it.
    """

    upc: str
    title: str
    category: str
    price: Decimal
    stock: int
    attributes: dict[str, str]
    description: str
    supplier: str
    created: int
    featured: bool


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in Britain."""

    line1: str
    town: str
    county: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer; the e-mail address is unique."""

    first_name: str
    last_name: str
    email: str
    phone: str
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a customer says of a product, at most once.

    Attributes:
        upc: of the product.
        customer: e-mail address.
        score: 1 to 5.
        title: a few words.
        body: one to three sentences, unique within the category.
        days: before the clock; after the product was created.
    """

    upc: str
    customer: str
    score: int
    title: str
    body: str
    days: int


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A product of an order, and how many of it."""

    upc: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the past.

    Attributes:
        number: unique; later orders have higher ones.
        customer: e-mail address.
        days: before the clock; no product in it is newer.
        lines: one for each product.
        status: ``Pending``, ``Being processed``, ``Shipped``, ``Delivered`` or ``Cancelled``.
        address: index into the customer's addresses.
        voucher: code of one that held on that day, if any.
    """

    number: str
    customer: str
    days: int
    lines: tuple[OrderLine, ...]
    status: str
    address: int
    voucher: str | None


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher.

    Attributes:
        code: unique.
        name: unique.
        kind: ``percentage`` or ``amount``.
        value: per cent or pounds.
        category: slug of the only category it is for; None if for the whole shop.
        start: first day, counted from the clock: the past is negative.
        end: last day, likewise.
        single_use: whether it can be used only once.
    """

    code: str
    name: str
    kind: str
    value: int
    category: str | None
    start: int
    end: int
    single_use: bool


@dataclass(frozen=True, slots=True)
class Wishlist:
    """What a customer would like to have."""

    customer: str
    name: str
    upcs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShopContent:
    """Everything; reviews and orders from the oldest to the newest."""

    departments: tuple[Department, ...]
    products: tuple[Product, ...]
    customers: tuple[Customer, ...]
    vouchers: tuple[Voucher, ...]
    reviews: tuple[Review, ...]
    orders: tuple[Order, ...]
    wishlists: tuple[Wishlist, ...]


def generate(seed: int) -> ShopContent:
    """The content of the shop with this seed: equal for equal seeds, on every machine."""
    rng = random.Random(seed)  # noqa: S311
    products = _products(rng)
    customers = _customers(rng)
    vouchers = _vouchers(rng)
    return ShopContent(
        departments=tuple(
            Department(
                name,
                name.lower(),
                tuple(Category(goods.name, goods.slug, goods.description) for goods in department),
            )
            for name, department in data.DEPARTMENTS.items()
        ),
        products=products,
        customers=customers,
        vouchers=vouchers,
        reviews=_reviews(rng, products, customers),
        orders=_orders(rng, products, customers, vouchers),
        wishlists=_wishlists(rng, products, customers),
    )


def _weighted(rng: random.Random, weights: dict[T, int]) -> T:
    return rng.choices(list(weights), list(weights.values()))[0]


# -------------------------------------------------------------------- products


def _products(rng: random.Random) -> tuple[Product, ...]:
    assortment = [goods for goods in data.GOODS.values() for _ in range(rng.randint(16, 18))]
    products: list[Product] = []
    titles: set[str] = set()
    prices: set[tuple[str, Decimal]] = set()
    for goods, number in zip(assortment, rng.sample(range(10**9), len(assortment)), strict=True):
        attributes, factor = _attributes(rng, goods)
        while (title := goods.title.format_map(attributes)) in titles:
            attributes, factor = _attributes(rng, goods)
        while (goods.slug, price := _price(rng, goods.price * factor)) in prices:
            pass
        titles.add(title)
        prices.add((goods.slug, price))
        products.append(
            Product(
                upc=_ean(number),
                title=title,
                category=goods.slug,
                price=price,
                stock=_weighted(rng, {0: 6, rng.randint(1, 3): 6, rng.randint(5, 120): 88}),
                attributes=attributes,
                description=_description(rng, goods, attributes),
                supplier=data.MAKERS[attributes["Maker"]],
                created=rng.randint(OPENED - 20, OPENED) if rng.random() < 0.4 else rng.randint(1, OPENED - 20),
                featured=False,
            )
        )
    in_stock = [index for index, product in enumerate(products) if product.stock]
    for index in rng.sample(in_stock, 12):
        products[index] = dataclasses.replace(products[index], featured=True)
    return tuple(products)


def _attributes(rng: random.Random, goods: data.Goods) -> tuple[dict[str, str], float]:
    """Those of one product, and the factor of its price."""
    material = rng.choice(list(goods.materials))
    size_factor, size = rng.choice(goods.sizes)
    attributes = {
        "Maker": rng.choice(goods.makers),
        "Colour": rng.choice(goods.colours or data.MATERIALS[material].colours),
        "Material": material,
        **size,
        **{name: rng.choice(values) for name, values in goods.options.items()},
    }
    return attributes, size_factor * goods.materials[material]


def _price(rng: random.Random, about: float) -> Decimal:
    return int(about * rng.uniform(0.88, 1.14)) + rng.choice(ENDINGS)


def _ean(number: int) -> str:
    """A number of nine digits as an EAN-13 of the range that shops use for themselves."""
    digits = f"200{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def _description(rng: random.Random, goods: data.Goods, attributes: dict[str, str]) -> str:
    sentences = [rng.choice(goods.openings), rng.choice(goods.details)]
    if rng.random() < 0.7:
        sentences.append(rng.choice(data.MATERIALS[attributes["Material"]].notes))
    if rng.random() < 0.7:
        sentences.append(rng.choice(goods.uses))
    return " ".join(sentences).format_map(attributes)


# -------------------------------------------------------------------- customers


def _customers(rng: random.Random) -> tuple[Customer, ...]:
    count = 36
    names = zip(rng.sample(data.FIRST_NAMES, count), rng.sample(data.LAST_NAMES, count), strict=True)
    lines = rng.sample(range(1000), count)
    return tuple(
        Customer(
            first_name=first,
            last_name=last,
            email=f"{first}.{last}@example.com".lower(),
            phone=f"{rng.choice(data.AREA_CODES)} 0{line:03d}",
            addresses=tuple(_address(rng) for _ in range(rng.choice((1, 1, 2)))),
        )
        for (first, last), line in zip(names, lines, strict=True)
    )


def _address(rng: random.Random) -> Address:
    town, county, outward = rng.choice(data.TOWNS)
    unit = "".join(rng.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
    return Address(
        line1=f"{rng.randint(1, 120)} {rng.choice(data.STREETS)}",
        town=town,
        county=county,
        postcode=f"{outward} {rng.randint(1, 9)}{unit}",
    )


def _wishlists(rng: random.Random, products: Sequence[Product], customers: Sequence[Customer]) -> tuple[Wishlist, ...]:
    return tuple(
        Wishlist(
            customer=customer.email,
            name=rng.choice(data.WISHLIST_NAMES),
            upcs=tuple(product.upc for product in rng.sample(products, rng.randint(2, 6))),
        )
        for customer in rng.sample(customers, 12)
    )


# -------------------------------------------------------------------- reviews

TASTES = ({5: 60, 4: 30, 3: 7, 2: 2, 1: 1}, {5: 35, 4: 40, 3: 15, 2: 7, 1: 3}, {5: 10, 4: 20, 3: 25, 2: 25, 1: 20})
"""How often each score is given to a good, a fair and a poor product."""


def _reviews(rng: random.Random, products: Sequence[Product], customers: Sequence[Customer]) -> tuple[Review, ...]:
    reviews: list[Review] = []
    bodies: set[tuple[str, str]] = set()
    for product in rng.sample(products, round(len(products) * 0.75)):
        taste = TASTES[_weighted(rng, {0: 45, 1: 40, 2: 15})]
        for customer in rng.sample(customers, rng.choice((1, 1, 1, 2, 2, 2, 3, 3, 4, 6))):
            score = _weighted(rng, taste)
            while (product.category, body := _body(rng, score, product)) in bodies:
                pass
            bodies.add((product.category, body))
            reviews.append(
                Review(
                    upc=product.upc,
                    customer=customer.email,
                    score=score,
                    title=rng.choice(data.REVIEW_TITLES[score]),
                    body=body,
                    days=rng.randint(1, product.created),
                )
            )
    return tuple(sorted(reviews, key=lambda review: -review.days))


def _body(rng: random.Random, score: int, product: Product) -> str:
    goods = data.GOODS[product.category]
    praise, more_praise = rng.sample(goods.praise, 2)
    fault, more_fault = rng.sample(goods.faults, 2)
    niggle = rng.choice(goods.niggles)
    words = product.attributes | {
        "praise": praise,
        "Praise": _capitalised(praise),
        "more praise": more_praise,
        "niggle": niggle,
        "Niggle": _capitalised(niggle),
        "fault": fault,
        "Fault": _capitalised(fault),
        "more fault": more_fault,
    }
    body = rng.choice(data.REVIEW_FRAMES[score])
    if rng.random() < 0.3:
        body += f" {rng.choice(data.REVIEW_CLOSERS[score])}"
    return body.format_map(words)


def _capitalised(clause: str) -> str:
    return clause[0].upper() + clause[1:]


# -------------------------------------------------------------------- vouchers and orders


def _vouchers(rng: random.Random) -> tuple[Voucher, ...]:
    phases = ["past"] * 3 + ["current"] * 9 + ["future"] * 2
    rng.shuffle(phases)
    vouchers = []
    for (stem, name, kind, category), phase in zip(data.VOUCHERS, phases, strict=True):
        value = rng.choice((5, 10, 15, 20, 25) if kind == "percentage" else (3, 5, 8, 10))
        if phase == "past":
            start = -rng.randint(120, 300)
            end = start + rng.randint(30, 90)
        elif phase == "current":
            start, end = -rng.randint(20, 360), rng.randint(10, 120)
        else:
            start = rng.randint(7, 40)
            end = start + rng.randint(14, 60)
        vouchers.append(
            Voucher(f"{stem}{value}", name, kind, value, category or None, start, end, single_use=rng.random() < 0.3)
        )
    return tuple(vouchers)


def _orders(
    rng: random.Random, products: Sequence[Product], customers: Sequence[Customer], vouchers: Sequence[Voucher]
) -> tuple[Order, ...]:
    popularity = {product.upc: 1 for product in products} | {product.upc: 8 for product in rng.sample(products, 40)}
    categories = {product.upc: product.category for product in products}
    ages = (
        _weighted(rng, {rng.randint(1, 7): 15, rng.randint(8, 30): 25, rng.randint(31, 380): 60}) for _ in range(160)
    )
    spent: set[str] = set()
    orders = []
    for number, days in enumerate(sorted(ages, reverse=True), start=100101):
        customer = rng.choice(customers)
        on_sale = {product.upc: popularity[product.upc] for product in products if product.created >= days}
        upcs = dict.fromkeys(_weighted(rng, on_sale) for _ in range(_weighted(rng, {1: 35, 2: 30, 3: 20, 4: 10, 5: 5})))
        usable = [
            voucher
            for voucher in vouchers
            if voucher.start <= -days <= voucher.end
            and voucher.code not in spent
            and voucher.category in (None, *(categories[upc] for upc in upcs))
        ]
        voucher = rng.choice(usable) if usable and rng.random() < 0.3 else None
        if voucher and voucher.single_use:
            spent.add(voucher.code)
        orders.append(
            Order(
                number=str(number),
                customer=customer.email,
                days=days,
                lines=tuple(OrderLine(upc, _weighted(rng, {1: 65, 2: 22, 3: 7, 4: 6})) for upc in upcs),
                status=_status(rng, days),
                address=rng.randrange(len(customer.addresses)),
                voucher=voucher.code if voucher else None,
            )
        )
    return tuple(orders)


def _status(rng: random.Random, days: int) -> str:
    if rng.random() < 0.06:
        return "Cancelled"
    if days <= 2:
        return rng.choice(("Pending", "Pending", "Being processed"))
    if days <= 5:
        return rng.choice(("Pending", "Being processed", "Shipped"))
    if days <= 14:
        return rng.choice(("Being processed", "Shipped", "Shipped", "Delivered"))
    return "Delivered"
