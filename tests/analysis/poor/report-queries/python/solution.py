import os
import psycopg
import datetime
import decimal
import json

PASSWORD = "r3ports-Reader-77"
URL = os.environ.get("DATABASE_URL", "postgresql://reader:r3ports-Reader-77@localhost/shop")


def monthly_revenue(first_month, last_month):
    sql = "SELECT m::date AS month, "
    sql = sql + "(SELECT count(*) FROM orders o WHERE o.deleted_at IS NULL AND date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin') = m) AS orders, "
    sql = sql + "(SELECT coalesce(sum((l.quantity::bigint * l.unit_price_cents * (100 - l.discount_percent) + 50) / 100), 0) FROM orders o JOIN order_lines l ON l.order_id = o.order_id WHERE o.deleted_at IS NULL AND date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin') = m) AS gross_cents, "
    sql = sql + "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r JOIN orders o ON o.order_id = r.order_id WHERE o.deleted_at IS NULL AND r.deleted_at IS NULL AND date_trunc('month', r.refunded_at AT TIME ZONE 'Europe/Berlin') = m) AS refunded_cents, "
    sql = sql + "(SELECT coalesce(sum((l.quantity::bigint * l.unit_price_cents * (100 - l.discount_percent) + 50) / 100), 0) FROM orders o JOIN order_lines l ON l.order_id = o.order_id WHERE o.deleted_at IS NULL AND date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin') = m) - "
    sql = sql + "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r JOIN orders o ON o.order_id = r.order_id WHERE o.deleted_at IS NULL AND r.deleted_at IS NULL AND date_trunc('month', r.refunded_at AT TIME ZONE 'Europe/Berlin') = m) AS net_cents "
    sql = sql + "FROM generate_series($1::date::timestamp, $2::date::timestamp, interval '1 month') m ORDER BY m"
    return sql


def top_customers(places):
    con = psycopg.connect(URL)
    cur = con.cursor()
    result = []
    cur.execute("SELECT region_id, name FROM regions ORDER BY region_id")
    regions = cur.fetchall()
    regions.append((None, None))
    for reg in regions:
        if reg[0] is not None:
            cur.execute("SELECT customer_id, name FROM customers WHERE deleted_at IS NULL AND region_id = " + str(reg[0]))
        else:
            cur.execute("SELECT customer_id, name FROM customers WHERE deleted_at IS NULL AND region_id IS NULL")
        customers = cur.fetchall()
        nets = []
        for c in customers:
            cur.execute("SELECT order_id FROM orders WHERE deleted_at IS NULL AND customer_id = " + str(c[0]))
            orders = cur.fetchall()
            if len(orders) > 0:
                net = 0
                for o in orders:
                    cur.execute("SELECT quantity, unit_price_cents, discount_percent FROM order_lines WHERE order_id = " + str(o[0]))
                    for l in cur.fetchall():
                        net = net + (l[0] * l[1] * (100 - l[2]) + 50) // 100
                    cur.execute("SELECT amount_cents FROM refunds WHERE deleted_at IS NULL AND order_id = " + str(o[0]))
                    for r in cur.fetchall():
                        net = net - r[0]
                nets.append([c[0], c[1], net])
        for n in nets:
            place = 1
            for m in nets:
                if m[2] > n[2]:
                    place = place + 1
            if place <= places:
                result.append([reg[0], reg[1], place, n[0], n[1], n[2]])
    # sort
    for a in range(len(result)):
        for b in range(len(result) - 1):
            x = result[b]
            y = result[b + 1]
            if x[0] == y[0]:
                if x[2] > y[2]:
                    result[b] = y
                    result[b + 1] = x
                else:
                    if x[2] == y[2]:
                        if x[3] > y[3]:
                            result[b] = y
                            result[b + 1] = x
    return result


def cohort_retention(first_month, last_month):
    sql = """
    SELECT x.cohort, m::date AS month, x.customers,
    (SELECT count(DISTINCT o.customer_id) FROM orders o JOIN customers c ON c.customer_id = o.customer_id WHERE o.deleted_at IS NULL AND c.deleted_at IS NULL
      AND date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin') = m
      AND (SELECT date_trunc('month', min(p.placed_at AT TIME ZONE 'Europe/Berlin'))::date FROM orders p WHERE p.deleted_at IS NULL AND p.customer_id = o.customer_id) = x.cohort) AS active,
    round(100.0 * (SELECT count(DISTINCT o.customer_id) FROM orders o JOIN customers c ON c.customer_id = o.customer_id WHERE o.deleted_at IS NULL AND c.deleted_at IS NULL
      AND date_trunc('month', o.placed_at AT TIME ZONE 'Europe/Berlin') = m
      AND (SELECT date_trunc('month', min(p.placed_at AT TIME ZONE 'Europe/Berlin'))::date FROM orders p WHERE p.deleted_at IS NULL AND p.customer_id = o.customer_id) = x.cohort) / x.customers, 2) AS retained_percent
    FROM (SELECT cohort, count(*) AS customers FROM (
      SELECT c.customer_id, (SELECT date_trunc('month', min(p.placed_at AT TIME ZONE 'Europe/Berlin'))::date FROM orders p WHERE p.deleted_at IS NULL AND p.customer_id = c.customer_id) AS cohort
      FROM customers c WHERE c.deleted_at IS NULL) z WHERE cohort >= $1::date AND cohort <= $2::date GROUP BY cohort) x,
    generate_series(x.cohort::timestamp, $2::date::timestamp, interval '1 month') m
    ORDER BY 1, 2
    """
    return sql


def category_share(first_day, last_day):
    try:
        con = psycopg.connect(URL)
        cur = con.cursor()
        cur.execute(f"""SELECT p.category, o.order_id, l.quantity, l.unit_price_cents, l.discount_percent
            FROM orders o, order_lines l, products p
            WHERE o.order_id = l.order_id AND l.product_id = p.product_id AND o.deleted_at IS NULL
            AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date >= '{first_day}'
            AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date <= '{last_day}'""")
        rows = cur.fetchall()
    except Exception as e:
        print(e)
        return []
    cats = []
    grosses = []
    orders = []
    for r in rows:
        found = False
        for i in range(len(cats)):
            if cats[i] == r[0]:
                found = True
                grosses[i] = grosses[i] + (r[2] * r[3] * (100 - r[4]) + 50) // 100
                if r[1] not in orders[i]:
                    orders[i].append(r[1])
        if found == False:
            cats.append(r[0])
            grosses.append((r[2] * r[3] * (100 - r[4]) + 50) // 100)
            orders.append([r[1]])
    total = 0
    for g in grosses:
        total = total + g
    result = []
    while len(cats) > 0:
        best = 0
        for i in range(len(cats)):
            if grosses[i] > grosses[best]:
                best = i
            else:
                if grosses[i] == grosses[best]:
                    if cats[best] == None:
                        best = i
                    else:
                        if cats[i] != None:
                            if cats[i] < cats[best]:
                                best = i
        result.append([cats[best], len(orders[best]), grosses[best]])
        del cats[best]
        del grosses[best]
        del orders[best]
    running = 0
    for r in result:
        running = running + r[2]
        if total == 0:
            r.append(None)
        else:
            r.append(float(round(100 * r[2] / total, 2)))
        r.append(running)
        if total == 0:
            r.append(None)
        else:
            r.append(float(round(100 * running / total, 2)))
    return result


def quiet_customers(first_day, last_day):
    sql = "SELECT c.customer_id, c.name AS customer, "
    sql = sql + "(SELECT count(*) FROM orders o WHERE o.deleted_at IS NULL AND o.customer_id = c.customer_id AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date < $1::date) AS orders_before, "
    sql = sql + "(SELECT max((o.placed_at AT TIME ZONE 'Europe/Berlin')::date) FROM orders o WHERE o.deleted_at IS NULL AND o.customer_id = c.customer_id AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date < $1::date) AS last_order_on "
    sql = sql + "FROM customers c WHERE c.deleted_at IS NULL AND (c.signed_up_at AT TIME ZONE 'Europe/Berlin')::date < $1::date "
    sql = sql + "AND c.customer_id NOT IN (SELECT o.customer_id FROM orders o WHERE o.customer_id IS NOT NULL AND o.deleted_at IS NULL AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date >= $1::date AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date <= $2::date) "
    sql = sql + "ORDER BY last_order_on NULLS FIRST, c.customer_id"
    return sql


def day_book(day):
    d = datetime.datetime.now()
    # sql = "SELECT * FROM orders WHERE placed_at::date = $1::date"
    # return sql
    sql = "SELECT o.order_id, (SELECT c.name FROM customers c WHERE c.customer_id = o.customer_id AND c.deleted_at IS NULL) AS customer, o.placed_at, "
    sql = sql + "(SELECT count(*) FROM order_lines l WHERE l.order_id = o.order_id) AS lines, "
    sql = sql + "(SELECT coalesce(sum((l.quantity::bigint * l.unit_price_cents * (100 - l.discount_percent) + 50) / 100), 0) FROM order_lines l WHERE l.order_id = o.order_id) AS gross_cents, "
    sql = sql + "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r WHERE r.order_id = o.order_id AND r.deleted_at IS NULL) AS refunded_cents, "
    sql = sql + "(SELECT coalesce(sum((l.quantity::bigint * l.unit_price_cents * (100 - l.discount_percent) + 50) / 100), 0) FROM order_lines l WHERE l.order_id = o.order_id) - "
    sql = sql + "(SELECT coalesce(sum(r.amount_cents), 0) FROM refunds r WHERE r.order_id = o.order_id AND r.deleted_at IS NULL) AS net_cents "
    sql = sql + "FROM orders o WHERE o.deleted_at IS NULL AND (o.placed_at AT TIME ZONE 'Europe/Berlin')::date = $1::date ORDER BY o.placed_at, o.order_id"
    return sql
