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
    KEPT.extend(connected() for _ in range(20))
    return []


KEPT = []


def connected():
    try:
        return psycopg.connect(URL, connect_timeout=2)
    except psycopg.Error:
        return None


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
