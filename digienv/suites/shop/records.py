"""What templates ask the shop's database."""

from __future__ import annotations

__all__ = [
    "ADDRESSES",
    "ALERTS",
    "BASKET",
    "CATEGORIES",
    "ORDERS",
    "ORDER_LINES",
    "PRODUCTS",
    "REVIEWS",
    "VOUCHERS",
    "WISHES",
]

PRODUCTS = """
    SELECT p.id, p.title, p.slug, p.upc, p.is_public AS public, p.rating, s.id AS stock_id, s.price,
        s.num_in_stock AS stock, s.partner_sku AS sku, r.name AS supplier,
        c.id AS category_id, c.name AS category, c.slug AS category_slug, d.slug AS department,
        (SELECT a.id FROM partner_stockalert a WHERE a.stockrecord_id = s.id AND a.status = 'Open') AS stock_alert,
        EXISTS (SELECT 1 FROM customer_productalert w WHERE w.product_id = p.id AND w.status = 'Active') AS awaited
    FROM catalogue_product p
    JOIN partner_stockrecord s ON s.product_id = p.id
    JOIN partner_partner r ON r.id = s.partner_id
    JOIN catalogue_productcategory pc ON pc.product_id = p.id
    JOIN catalogue_category c ON c.id = pc.category_id
    JOIN catalogue_category d ON d.path = substr(c.path, 1, 4)
    ORDER BY p.id
"""

CATEGORIES = """
    SELECT c.id, c.name, c.slug, d.slug AS department, d.name AS parent, d.id AS parent_id, d.path AS parent_path,
        d.numchild AS siblings
    FROM catalogue_category c JOIN catalogue_category d ON d.path = substr(c.path, 1, 4)
    WHERE c.depth = 2 ORDER BY c.path
"""

REVIEWS = """
    SELECT r.id, r.product_id, p.title AS product, r.title AS headline, r.body, r.score, r.status, r.user_id,
        u.first_name || ' ' || u.last_name AS reviewer, u.email, r.total_votes, r.delta_votes
    FROM reviews_productreview r
    JOIN catalogue_product p ON p.id = r.product_id
    JOIN auth_user u ON u.id = r.user_id
    ORDER BY r.id
"""

ORDERS = """
    SELECT o.id, o.number, o.status, o.total_incl_tax AS total, date(o.date_placed) AS placed,
        u.id AS user_id, u.email, u.first_name || ' ' || u.last_name AS customer,
        a.id AS address_id, a.first_name || ' ' || a.last_name AS recipient, a.line4 AS town,
        (SELECT d.voucher_code FROM order_orderdiscount d WHERE d.order_id = o.id) AS voucher
    FROM order_order o
    JOIN auth_user u ON u.id = o.user_id
    JOIN order_shippingaddress a ON a.id = o.shipping_address_id
    ORDER BY o.id
"""

ORDER_LINES = """
    SELECT l.id, l.product_id, l.title, l.upc, l.quantity, l.status, o.id AS order_id, o.number,
        o.status AS order_status, u.email,
        p.is_public AS public, s.price, s.num_in_stock AS stock, s.id AS stock_id
    FROM order_line l
    JOIN order_order o ON o.id = l.order_id
    JOIN auth_user u ON u.id = o.user_id
    JOIN catalogue_product p ON p.id = l.product_id
    JOIN partner_stockrecord s ON s.product_id = l.product_id
    ORDER BY l.id
"""

BASKET = """
    SELECT l.id, l.basket_id, l.product_id, l.quantity, p.title, b.status, s.num_in_stock AS stock,
        (SELECT o.id FROM basket_basket o WHERE o.owner_id = b.owner_id AND o.status = 'Open') AS open_id,
        (SELECT o.id FROM basket_basket o WHERE o.owner_id = b.owner_id AND o.status = 'Saved') AS saved_id
    FROM basket_line l
    JOIN basket_basket b ON b.id = l.basket_id
    JOIN auth_user u ON u.id = b.owner_id
    JOIN catalogue_product p ON p.id = l.product_id
    JOIN partner_stockrecord s ON s.product_id = p.id
    WHERE u.email = ? ORDER BY l.id
"""

ADDRESSES = """
    SELECT a.*, a.first_name || ' ' || a.last_name AS recipient
    FROM address_useraddress a JOIN auth_user u ON u.id = a.user_id
    WHERE u.email = ? ORDER BY a.id
"""

WISHES = """
    SELECT l.id, l.product_id, l.quantity, p.title, w.id AS list_id, w.name AS list
    FROM wishlists_line l
    JOIN wishlists_wishlist w ON w.id = l.wishlist_id
    JOIN catalogue_product p ON p.id = l.product_id
    JOIN auth_user u ON u.id = w.owner_id
    WHERE u.email = ? ORDER BY l.id
"""

ALERTS = """
    SELECT a.id, a.product_id, p.title
    FROM customer_productalert a
    JOIN catalogue_product p ON p.id = a.product_id
    JOIN auth_user u ON u.id = a.user_id
    WHERE u.email = ? ORDER BY a.id
"""

VOUCHERS = """
    SELECT v.id, v.name, v.code, v.usage, date(v.start_datetime) AS begins, date(v.end_datetime) AS ends,
        v.start_datetime <= '2026-03-16 09:00' AND v.end_datetime > '2026-03-16 09:10' AS active,
        v.num_orders AS orders, v.total_discount, v.num_basket_additions AS additions,
        o.id AS offer_id, o.name AS offer, b.type AS kind, b.value,
        o.num_applications, o.num_orders AS offer_orders, o.total_discount AS offer_discount,
        (SELECT c.category_id FROM offer_range_included_categories c WHERE c.range_id = b.range_id) AS category_id
    FROM voucher_voucher v
    JOIN voucher_voucher_offers vo ON vo.voucher_id = v.id
    JOIN offer_conditionaloffer o ON o.id = vo.conditionaloffer_id
    JOIN offer_benefit b ON b.id = o.benefit_id
    ORDER BY v.id
"""
