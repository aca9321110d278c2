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
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
            "DELETE FROM refunds",
            "UPDATE orders SET deleted_at = now()",
            "CREATE TABLE public.orders_of_mine (a int)",
            "CREATE TEMPORARY TABLE orders (a int)",
            "CREATE SCHEMA reader",
            "SET ROLE candidate",
            "SET ROLE witness",
            "SET SESSION AUTHORIZATION examiner",
            "GRANT candidate TO reader",
            "SELECT lo_from_bytea(4711, 'notes')",
            "COMMENT ON ROLE reader IS 'notes'",
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
