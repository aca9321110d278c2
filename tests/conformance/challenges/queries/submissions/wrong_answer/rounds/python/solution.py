import os

import psycopg


def totals():
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return [(customer, int(total)) for customer, total in connection.execute("SELECT customer, sum(amount) AS total FROM orders GROUP BY customer")]


def orders_of(customer):
    return "SELECT placed_on, amount FROM orders WHERE customer = $1 ORDER BY placed_on NULLS LAST"
