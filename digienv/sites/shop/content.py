"""The content of Oakhill, a shop for household goods: all that its database is filled with, drawn from a seed.

Plain data, free of Django. Dates are days before the shop's clock; prices are in pounds sterling.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from digienv.sites.shop import catalogue_data as data

__all__ = [
    "Address",
    "Alert",
    "Basket",
    "Category",
    "Customer",
    "Department",
    "Line",
    "Order",
    "Product",
    "Recipient",
    "Review",
    "ShopContent",
    "Supplier",
    "Voucher",
    "Wishlist",
    "generate",
]

T = TypeVar("T")

ENDINGS = tuple(Decimal(f"0.{pence:02d}") for pence in (0, 25, 40, 49, 50, 75, 80, 95, 99))
OPENED = 400
"""Days since the shop was opened."""
REGULARS = 3
"""So many customers, the first ones, order often, send presents to many addresses and keep several wish lists."""


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
        public: whether customers see it; the others are being prepared or have been withdrawn.
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
    public: bool


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in Britain."""

    line1: str
    town: str
    county: str
    postcode: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody at an address."""

    first_name: str
    last_name: str
    address: Address


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer; the e-mail address is unique.

    Attributes:
        addresses: the address book, the customer's own home first; each in another town.
    """

    first_name: str
    last_name: str
    email: str
    phone: str
    addresses: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who delivers products to the shop."""

    name: str
    address: Address


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
        status: ``approved``, ``rejected`` or, of the last days, still ``pending``.
        helpful: e-mail addresses of customers who found it helpful.
        unhelpful: and of those who did not.
    """

    upc: str
    customer: str
    score: int
    title: str
    body: str
    days: int
    status: str
    helpful: tuple[str, ...]
    unhelpful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A product of an order or a basket, and how many of it."""

    upc: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the past.

    Attributes:
        number: unique; later orders have higher ones.
        customer: e-mail address.
        days: before the clock; no product in it is newer.
        minute: of that day.
        lines: one for each product.
        status: ``Pending``, ``Being processed``, ``Shipped``, ``Delivered`` or ``Cancelled``.
        address: index into the customer's addresses.
        voucher: code of one that held on that day, if any.
    """

    number: str
    customer: str
    days: int
    minute: int
    lines: tuple[Line, ...]
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
class Basket:
    """What a customer has not bought yet.

    Attributes:
        customer: e-mail address.
        lines: what is in the basket.
        saved: what is put aside for later.
    """

    customer: str
    lines: tuple[Line, ...]
    saved: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """A customer's wish to be told when a product is back in stock.

    Attributes:
        customer: e-mail address.
        upc: of the product.
        days: before the clock.
    """

    customer: str
    upc: str
    days: int


@dataclass(frozen=True, slots=True)
class ShopContent:
    """Everything; reviews and orders from the oldest to the newest."""

    departments: tuple[Department, ...]
    suppliers: tuple[Supplier, ...]
    products: tuple[Product, ...]
    customers: tuple[Customer, ...]
    vouchers: tuple[Voucher, ...]
    reviews: tuple[Review, ...]
    orders: tuple[Order, ...]
    wishlists: tuple[Wishlist, ...]
    baskets: tuple[Basket, ...]
    alerts: tuple[Alert, ...]


def generate(seed: int) -> ShopContent:
    """The content of the shop with this seed: equal for equal seeds, on every machine."""
    rng = random.Random(seed)  # noqa: S311
    suppliers = _suppliers(rng)
    products = _products(rng)
    public = [product for product in products if product.public]
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
        suppliers=suppliers,
        products=products,
        customers=customers,
        vouchers=vouchers,
        reviews=_reviews(rng, products, customers),
        orders=_orders(rng, products, customers, vouchers),
        wishlists=_wishlists(rng, public, customers),
        baskets=_baskets(rng, public, customers),
        alerts=_alerts(rng, public, customers),
    )


def _weighted(rng: random.Random, weights: dict[T, int]) -> T:
    return rng.choices(list(weights), list(weights.values()))[0]


# -------------------------------------------------------------------- products


def _suppliers(rng: random.Random) -> tuple[Supplier, ...]:
    return tuple(Supplier(name, _address(rng)) for name in dict.fromkeys(data.MAKERS.values()))


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
                public=True,
            )
        )
    in_stock = [index for index, product in enumerate(products) if product.stock]
    for number, index in enumerate(rng.sample(in_stock, 24)):
        shown = number % 2 == 0
        products[index] = dataclasses.replace(products[index], featured=shown, public=shown)
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
            addresses=_address_book(rng, first, last, regular=index < REGULARS),
        )
        for index, ((first, last), line) in enumerate(zip(names, lines, strict=True))
    )


def _address_book(rng: random.Random, first: str, last: str, *, regular: bool) -> tuple[Recipient, ...]:
    """One or two addresses of one's own; a regular customer's friends and family beside them."""
    names = [(first, last)] * rng.choice((1, 1, 2))
    if regular:
        others = [name for name in data.FIRST_NAMES if name != first]
        names = [(first, last)] * 2 + [(name, rng.choice(data.LAST_NAMES)) for name in rng.sample(others, 6)]
    towns = rng.sample(data.TOWNS, len(names))
    return tuple(Recipient(*name, _address(rng, town)) for name, town in zip(names, towns, strict=True))


def _address(rng: random.Random, where: tuple[str, str, str] | None = None) -> Address:
    town, county, outward = where or rng.choice(data.TOWNS)
    unit = "".join(rng.choices("ABDEFGHJLNPQRSTUWXYZ", k=2))
    return Address(
        line1=f"{rng.randint(1, 120)} {rng.choice(data.STREETS)}",
        town=town,
        county=county,
        postcode=f"{outward} {rng.randint(1, 9)}{unit}",
    )


# -------------------------------------------------------------------- what customers keep for later


def _wishlists(rng: random.Random, products: Sequence[Product], customers: Sequence[Customer]) -> tuple[Wishlist, ...]:
    """Those of one customer have no product in common."""
    wishlists = []
    for customer in (*customers[:REGULARS], *rng.sample(customers[REGULARS:], 12)):
        names = rng.sample(data.WISHLIST_NAMES, 4 if customer in customers[:REGULARS] else 1)
        wished = iter(rng.sample(products, 6 * len(names)))
        for name in names:
            upcs = tuple(product.upc for product in itertools.islice(wished, rng.randint(3, 6)))
            wishlists.append(Wishlist(customer.email, name, upcs))
    return tuple(wishlists)


def _baskets(rng: random.Random, products: Sequence[Product], customers: Sequence[Customer]) -> tuple[Basket, ...]:
    """A regular customer's is full, and a few others have put something in."""
    plenty = [product for product in products if product.stock >= 8]
    baskets = []
    for customer in (customers[1], *rng.sample(customers[REGULARS:], 6)):
        lines, saved = (6, 5) if customer == customers[1] else (rng.randint(1, 3), rng.choice((0, 0, 1)))
        chosen = [Line(product.upc, rng.choice((1, 1, 2, 3))) for product in rng.sample(plenty, lines + saved)]
        baskets.append(Basket(customer.email, tuple(chosen[:lines]), tuple(chosen[lines:])))
    return tuple(baskets)


def _alerts(rng: random.Random, products: Sequence[Product], customers: Sequence[Customer]) -> tuple[Alert, ...]:
    sold_out = [product for product in products if not product.stock]
    return tuple(
        Alert(customer.email, product.upc, rng.randint(1, min(product.created, 30)))
        for customer in (*customers[:REGULARS], *rng.sample(customers[REGULARS:], 8))
        for product in rng.sample(sold_out, 5 if customer in customers[:REGULARS] else 1)
    )


# -------------------------------------------------------------------- reviews

TASTES = ({5: 60, 4: 30, 3: 7, 2: 2, 1: 1}, {5: 35, 4: 40, 3: 15, 2: 7, 1: 3}, {5: 10, 4: 20, 3: 25, 2: 25, 1: 20})
"""How often each score is given to a good, a fair and a poor product."""


def _reviews(rng: random.Random, products: Sequence[Product], customers: Sequence[Customer]) -> tuple[Review, ...]:
    reviews: list[Review] = []
    bodies: set[tuple[str, str]] = set()
    for product in rng.sample(products, round(len(products) * 0.75)):
        taste = TASTES[_weighted(rng, {0: 45, 1: 40, 2: 15})]
        for customer in rng.sample(customers, rng.choice((1, 1, 1, 2, 2, 2, 3, 4, 6, 9))):
            score = _weighted(rng, taste)
            while (product.category, body := _body(rng, score, product)) in bodies:
                pass
            bodies.add((product.category, body))
            days = rng.randint(1, product.created)
            status = _moderated(rng, days)
            others = [other.email for other in customers if other != customer]
            voters = rng.sample(others, rng.choice((0, 0, 0, 1, 2, 4)) if status == "approved" else 0)
            found_helpful = rng.randint(len(voters) // 2, len(voters))
            reviews.append(
                Review(
                    upc=product.upc,
                    customer=customer.email,
                    score=score,
                    title=rng.choice(data.REVIEW_TITLES[score]),
                    body=body,
                    days=days,
                    status=status,
                    helpful=tuple(voters[:found_helpful]),
                    unhelpful=tuple(voters[found_helpful:]),
                )
            )
    return tuple(sorted(reviews, key=lambda review: -review.days))


def _moderated(rng: random.Random, days: int) -> str:
    if days <= 4:
        return _weighted(rng, {"pending": 70, "approved": 25, "rejected": 5})
    return _weighted(rng, {"approved": 98, "rejected": 2})


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
    loyalty = {customer: 6 if customer in customers[:REGULARS] else 1 for customer in customers}
    moments = (
        (
            _weighted(rng, {rng.randint(1, 7): 25, rng.randint(8, 30): 20, rng.randint(31, 380): 55}),
            rng.randint(420, 1320),
        )
        for _ in range(180)
    )
    spent: set[str] = set()
    orders = []
    in_time = sorted(moments, key=lambda moment: (-moment[0], moment[1]))
    for number, (days, minute) in enumerate(in_time, start=100101):
        customer = _weighted(rng, loyalty)
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
                minute=minute,
                lines=tuple(Line(upc, _weighted(rng, {1: 65, 2: 22, 3: 7, 4: 6})) for upc in upcs),
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
