"""What is generated for the shop: enough of it, consistent, readable and drawable, and the same for the same seed."""

import io
import re
from collections import Counter

import pytest

from digienv.sites.shop.catalogue_data import COLOURS, GOODS, MAKERS, MATERIALS
from digienv.sites.shop.content import OPENED, REGULARS, ShopContent, generate
from digienv.sites.shop.pictures import SHAPES, draw

SEEDS = (0, 1, 2**40)


@pytest.fixture(scope="module", params=SEEDS)
def content(request: pytest.FixtureRequest) -> ShopContent:
    return generate(request.param)


def unique(values: list) -> bool:
    return len(set(values)) == len(values)


def test_equal_seeds_give_equal_content() -> None:
    assert generate(7) == generate(7)
    assert generate(7).products != generate(8).products


def test_counts(content: ShopContent) -> None:
    categories = [category for department in content.departments for category in department.categories]
    assert len(content.departments) == 7
    assert len(categories) == 28
    assert min(Counter(product.category for product in content.products).values()) >= 16
    assert len(content.products) >= 430
    assert len(content.customers) == 36
    assert 900 <= len(content.reviews) <= 1200
    assert len(content.orders) == 180
    assert len(content.vouchers) == 14
    assert len(content.wishlists) == 4 * REGULARS + 12
    assert sum(product.featured for product in content.products) == 12
    assert all(product.stock and product.public for product in content.products if product.featured)
    assert sum(not product.public for product in content.products) == 12
    assert 0.02 < sum(not product.stock for product in content.products) / len(content.products) < 0.11


def test_there_is_something_to_do(content: ShopContent) -> None:
    statuses = Counter(order.status for order in content.orders)
    assert all(statuses[status] >= 5 for status in ("Pending", "Being processed", "Shipped", "Cancelled", "Delivered"))
    assert sum(review.status == "pending" for review in content.reviews) >= 8
    assert sum(bool(review.helpful or review.unhelpful) for review in content.reviews) >= 200
    assert sum(product.stock < 3 for product in content.products) >= 20


def test_regular_customers_have_much_to_do_with_the_shop(content: ShopContent) -> None:
    for customer in content.customers[:REGULARS]:
        assert len(customer.addresses) == 8
        assert sum(order.customer == customer.email for order in content.orders) >= 10
        assert sum(wishlist.customer == customer.email for wishlist in content.wishlists) == 4
        assert sum(alert.customer == customer.email for alert in content.alerts) == 5
    full = [basket for basket in content.baskets if len(basket.lines) >= 6 and len(basket.saved) >= 5]
    assert [basket.customer for basket in full] == [content.customers[1].email]
    assert all(basket.customer != content.customers[0].email for basket in content.baskets)


def test_names_are_unique(content: ShopContent) -> None:
    categories = [category for department in content.departments for category in department.categories]
    assert unique([department.slug for department in content.departments])
    assert unique([category.slug for category in categories])
    assert unique([product.upc for product in content.products])
    assert unique([product.title for product in content.products])
    assert unique([(product.category, product.price) for product in content.products])
    assert unique([customer.email for customer in content.customers])
    assert unique([customer.phone for customer in content.customers])
    assert unique([order.number for order in content.orders])
    assert unique([voucher.code for voucher in content.vouchers])
    assert unique([voucher.name for voucher in content.vouchers])
    assert unique([(review.customer, review.upc) for review in content.reviews])
    assert unique([(wishlist.customer, wishlist.name) for wishlist in content.wishlists])
    assert unique([(wishlist.customer, upc) for wishlist in content.wishlists for upc in wishlist.upcs])
    assert unique([(alert.customer, alert.upc) for alert in content.alerts])
    assert unique([basket.customer for basket in content.baskets])
    assert unique([supplier.name for supplier in content.suppliers])
    for customer in content.customers:
        assert unique([recipient.address.town for recipient in customer.addresses])


def test_references_resolve(content: ShopContent) -> None:
    categories = {category.slug for department in content.departments for category in department.categories}
    products = {product.upc: product for product in content.products}
    customers = {customer.email: customer for customer in content.customers}
    assert {product.category for product in content.products} == categories
    assert {voucher.category for voucher in content.vouchers} <= categories | {None}
    assert {product.supplier for product in content.products} == {supplier.name for supplier in content.suppliers}
    for review in content.reviews:
        assert review.customer in customers
        assert 1 <= review.days <= products[review.upc].created
        voters = [*review.helpful, *review.unhelpful]
        assert unique(voters)
        assert customers.keys() - {review.customer} >= set(voters)
        assert review.status == "approved" or not voters
        assert review.status != "pending" or review.days <= 4
    for wishlist in content.wishlists:
        assert wishlist.customer in customers
        assert 3 <= len(wishlist.upcs) <= 6
        assert all(products[upc].public for upc in wishlist.upcs)
    for basket in content.baskets:
        assert basket.customer in customers
        lines = [*basket.lines, *basket.saved]
        assert unique([line.upc for line in lines])
        assert all(products[line.upc].public and products[line.upc].stock > line.quantity for line in lines)
    for alert in content.alerts:
        assert alert.customer in customers
        assert not products[alert.upc].stock
        assert 1 <= alert.days <= products[alert.upc].created
    for order in content.orders:
        assert order.address < len(customers[order.customer].addresses)
        assert 1 <= len(order.lines) <= 5
        assert unique([line.upc for line in order.lines])
        assert all(1 <= line.quantity <= 4 and products[line.upc].created >= order.days for line in order.lines)


def test_numbers_rise_with_time(content: ShopContent) -> None:
    in_time = sorted(content.orders, key=lambda order: (-order.days, order.minute))
    assert [order.number for order in in_time] == sorted(order.number for order in content.orders)
    assert all(0 <= order.minute < 24 * 60 for order in content.orders)
    for days in ([order.days for order in content.orders], [review.days for review in content.reviews]):
        assert days == sorted(days, reverse=True)
        assert days[0] < OPENED
        assert days[-1] >= 1


def test_vouchers_are_used_as_they_allow(content: ShopContent) -> None:
    vouchers = {voucher.code: voucher for voucher in content.vouchers}
    category = {product.upc: product.category for product in content.products}
    used = Counter(order.voucher for order in content.orders if order.voucher)
    assert used
    assert all(count == 1 for code, count in used.items() if vouchers[code].single_use)
    for order in content.orders:
        if order.voucher:
            voucher = vouchers[order.voucher]
            assert voucher.start <= -order.days <= voucher.end
            assert voucher.category in (None, *(category[line.upc] for line in order.lines))
    assert sum(voucher.end < 0 for voucher in content.vouchers) == 3
    assert sum(voucher.start > 0 for voucher in content.vouchers) == 2


def test_numbers_are_well_formed(content: ShopContent) -> None:
    for product in content.products:
        assert re.fullmatch(r"\d{13}", product.upc)
        assert sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(product.upc)) % 10 == 0
        assert product.price > 0
        assert product.price.as_tuple().exponent == -2
    for customer in content.customers:
        assert customer.email == f"{customer.first_name}.{customer.last_name}@example.com".lower()
        assert customer.addresses
        for recipient in customer.addresses:
            assert re.fullmatch(r"[A-Z]{1,2}\d{1,2} \d[ABD-HJLNP-UW-Z]{2}", recipient.address.postcode)


def test_texts_are_complete(content: ShopContent) -> None:
    texts = [
        *(text for product in content.products for text in (product.title, product.description)),
        *(text for review in content.reviews for text in (review.title, review.body)),
    ]
    for text in texts:
        assert not re.search(r"[{}]|  |\.\.", text)
        assert not re.search(r"\b[Aa] [aeio]", text), f"an article is wrong: {text}"
        assert text[0].isupper()
    for product in content.products:
        assert {"Maker", "Colour", "Material"} < product.attributes.keys()
        assert 2 <= product.description.count(". ") + 1 <= 4
        assert product.attributes["Colour"] in product.title


def test_tables_fit_together() -> None:
    assert SHAPES.keys() == GOODS.keys()
    for goods in GOODS.values():
        assert MAKERS.keys() >= set(goods.makers)
        assert MATERIALS.keys() >= goods.materials.keys()
        assert COLOURS.keys() >= set(goods.colours)
    assert COLOURS.keys() == {colour for material in MATERIALS.values() for colour in material.colours}


def test_every_category_has_a_picture_of_its_own() -> None:
    products = {product.category: product for product in generate(0).products}
    pictures = {category: draw(product, 60) for category, product in products.items()}
    assert {picture.size for picture in pictures.values()} == {(60, 60)}
    assert unique([picture.tobytes() for picture in pictures.values()])


def test_a_picture_has_the_colour_of_the_product() -> None:
    for product in generate(0).products[::9]:
        colours = {colour for _, colour in draw(product, 100).getcolors(100 * 100)}
        assert COLOURS[product.attributes["Colour"]] in colours


def test_pictures_are_small() -> None:
    for product in generate(0).products[::9]:
        file = io.BytesIO()
        draw(product).save(file, "JPEG", quality=85)
        assert file.tell() < 12_000
