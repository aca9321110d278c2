"""The reports: a statement each, whose parameters are $1 and $2."""

import os
from decimal import ROUND_HALF_UP, Decimal

import psycopg


def rows(sql, *parameters):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return connection.execute(sql, parameters).fetchall()


def percent(part, whole):
    if not whole:
        return None
    return float((100 * Decimal(part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP))



def monthly_revenue(first_month: str, last_month: str) -> str:
    return """
        -- Both bounds as moments, so that the indexes on placed_at and refunded_at can be used for a short period.
        WITH period AS (
            SELECT $1::date::timestamp AT TIME ZONE 'Europe/Berlin' AS begins,
                   ($2::date + interval '1 month') AT TIME ZONE 'Europe/Berlin' AS ends
        ),
        gross AS (
            SELECT order_id,
                   sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100) AS cents
            FROM order_lines
            GROUP BY order_id
        ),
        sales AS (
            SELECT date_trunc('month', placed_at AT TIME ZONE 'Europe/Berlin')::date AS month,
                   count(*) AS orders,
                   sum(gross.cents) AS cents
            FROM orders
            CROSS JOIN period
            LEFT JOIN gross USING (order_id)
            WHERE placed_at >= begins AND placed_at < ends AND deleted_at IS NULL
            GROUP BY 1
        ),
        returns AS (
            SELECT date_trunc('month', refunded_at AT TIME ZONE 'Europe/Berlin')::date AS month,
                   sum(amount_cents) AS cents
            FROM refunds
            JOIN orders USING (order_id)
            CROSS JOIN period
            WHERE refunded_at >= begins AND refunded_at < ends
              AND refunds.deleted_at IS NULL AND orders.deleted_at IS NULL
            GROUP BY 1
        )
        SELECT month::date AS month,
               coalesce(sales.orders, 0) AS orders,
               coalesce(sales.cents, 0) AS gross_cents,
               coalesce(returns.cents, 0) AS refunded_cents,
               coalesce(sales.cents, 0) - coalesce(returns.cents, 0) AS net_cents
        FROM generate_series($1::date::timestamp, $2::date::timestamp, interval '1 month') AS months (month)
        LEFT JOIN sales USING (month)
        LEFT JOIN returns USING (month)
        ORDER BY month
    """


def top_customers(places):
    """The customers' sums come from the database, the places are given here."""
    sums = rows("""
        SELECT region_id, regions.name, customer_id, customers.name,
               (sum(coalesce((SELECT sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100)
                              FROM order_lines WHERE order_lines.order_id = orders.order_id), 0))
              - sum(coalesce((SELECT sum(amount_cents)
                              FROM refunds WHERE refunds.order_id = orders.order_id AND deleted_at IS NULL), 0)))::bigint
        FROM customers
        JOIN orders USING (customer_id)
        LEFT JOIN regions USING (region_id)
        WHERE customers.deleted_at IS NULL AND orders.deleted_at IS NULL
        GROUP BY customer_id, regions.region_id
        ORDER BY region_id NULLS LAST, 5 DESC, customer_id
    """)
    found = []
    region, seen, place, best = object(), 0, 0, None
    for region_id, region_name, customer_id, name, cents in sums:
        if region_id != region:
            region, seen, best = region_id, 0, None
        seen += 1
        if cents != best:
            place, best = seen, cents
        if place <= places:
            found.append((region_id, region_name, place, customer_id, name, cents))
    return found


def cohort_retention(first_month: str, last_month: str) -> str:
    return """
        WITH active_months AS (
            SELECT DISTINCT customer_id, date_trunc('month', placed_at AT TIME ZONE 'Europe/Berlin')::date AS month
            FROM orders
            JOIN customers USING (customer_id)
            WHERE orders.deleted_at IS NULL AND customers.deleted_at IS NULL
        ),
        with_cohort AS (
            SELECT min(month) OVER (PARTITION BY customer_id) AS cohort, month
            FROM active_months
        ),
        activity AS (
            SELECT cohort, month, count(*) AS active
            FROM with_cohort
            WHERE cohort BETWEEN $1::date AND $2::date
            GROUP BY cohort, month
        ),
        cohorts AS (
            SELECT cohort, active AS customers FROM activity WHERE month = cohort
        )
        SELECT cohort,
               months.month::date AS month,
               customers,
               coalesce(active, 0) AS active,
               round(100.0 * coalesce(active, 0) / customers, 2) AS retained_percent
        FROM cohorts
        CROSS JOIN LATERAL generate_series(cohort::timestamp, $2::date::timestamp, interval '1 month') AS months (month)
        LEFT JOIN activity USING (cohort, month)
        ORDER BY cohort, month
    """


def category_share(first_day, last_day):
    """The lines come from the database, everything else is worked out here."""
    cents, orders = {}, {}
    lines = rows("""
        SELECT category, order_id, quantity, unit_price_cents, discount_percent
        FROM orders
        JOIN order_lines USING (order_id)
        JOIN products USING (product_id)
        WHERE orders.deleted_at IS NULL
          AND placed_at >= %s::date::timestamp AT TIME ZONE 'Europe/Berlin'
          AND placed_at < (%s::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
    """, first_day, last_day)
    for category, order_id, quantity, price, discount in lines:
        cents[category] = cents.get(category, 0) + (quantity * price * (100 - discount) + 50) // 100
        orders.setdefault(category, set()).add(order_id)
    total, running, found = sum(cents.values()), 0, []
    for category in sorted(cents, key=lambda name: (-cents[name], name is None, name or "")):
        running += cents[category]
        found.append([category, len(orders[category]), cents[category], percent(cents[category], total),
                      running, percent(running, total)])
    return found


def quiet_customers(first_day: str, last_day: str) -> str:
    return """
        WITH period AS (
            SELECT $1::date::timestamp AT TIME ZONE 'Europe/Berlin' AS begins,
                   ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin' AS ends
        )
        SELECT customer_id,
               name AS customer,
               count(order_id) FILTER (WHERE placed_at < begins) AS orders_before,
               (max(placed_at) FILTER (WHERE placed_at < begins) AT TIME ZONE 'Europe/Berlin')::date AS last_order_on
        FROM customers
        CROSS JOIN period
        LEFT JOIN (SELECT * FROM orders WHERE deleted_at IS NULL) AS live_orders USING (customer_id)
        WHERE customers.deleted_at IS NULL AND signed_up_at < begins
        GROUP BY customer_id
        HAVING count(order_id) FILTER (WHERE placed_at >= begins AND placed_at < ends) = 0
        ORDER BY last_order_on NULLS FIRST, customer_id
    """


def day_book(day: str) -> str:
    return """
        SELECT order_id,
               customers.name AS customer,
               placed_at,
               sold.lines,
               sold.cents AS gross_cents,
               given_back.cents AS refunded_cents,
               sold.cents - given_back.cents AS net_cents
        FROM orders
        LEFT JOIN customers ON customers.customer_id = orders.customer_id AND customers.deleted_at IS NULL
        CROSS JOIN LATERAL (
            SELECT count(*) AS lines,
                   coalesce(sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100), 0) AS cents
            FROM order_lines
            WHERE order_lines.order_id = orders.order_id
        ) AS sold
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(amount_cents), 0) AS cents
            FROM refunds
            WHERE refunds.order_id = orders.order_id AND refunds.deleted_at IS NULL
        ) AS given_back
        WHERE placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
          AND placed_at < ($1::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
          AND orders.deleted_at IS NULL
        ORDER BY placed_at, order_id
    """
