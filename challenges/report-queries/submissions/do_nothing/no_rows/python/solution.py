def monthly_revenue(first_month, last_month):
    return []


def top_customers(places):
    return []


def cohort_retention(first_month, last_month):
    return []


def category_share(first_day, last_day):
    return []


def quiet_customers(first_day, last_day):
    return []


def day_book(day):
    return []
