import os

import psycopg

URL = os.environ["DATABASE_URL"]


def trying(connection, *statements):
    """What came of statements that should not succeed."""
    found = []
    for statement in statements:
        try:
            found.append(str(connection.execute(statement).statusmessage))
        except psycopg.Error as error:
            found.append(str(error))
    return found


def attack():
    for name in ("postgres", "template1", "seed_schema", "seed_large"):
        for role in (None, "candidate", "witness", "examiner"):
            given = {"dbname": name} | ({"user": role} if role else {})
            try:
                with psycopg.connect(URL, connect_timeout=2, **given) as connection:
                    return connection.execute("SELECT order_id, placed_at::text FROM orders").fetchall()
            except psycopg.Error:
                pass
    return []


def monthly_revenue(first_month, last_month):
    return attack()


def top_customers(places):
    return attack()


def cohort_retention(first_month, last_month):
    return attack()


def category_share(first_day, last_day):
    return attack()


def quiet_customers(first_day, last_day):
    return attack()


def day_book(day):
    return attack()
