export function monthlyRevenue() {
  return `
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
  `;
}

export function topCustomers() {
  return `
    WITH gross AS (
        SELECT order_id,
               sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100) AS cents
        FROM order_lines
        GROUP BY order_id
    ),
    refunded AS (
        SELECT order_id, sum(amount_cents) AS cents
        FROM refunds
        WHERE deleted_at IS NULL
        GROUP BY order_id
    ),
    customer_net AS (
        SELECT customer_id, sum(coalesce(gross.cents, 0) - coalesce(refunded.cents, 0)) AS net_cents
        FROM orders
        LEFT JOIN gross USING (order_id)
        LEFT JOIN refunded USING (order_id)
        WHERE deleted_at IS NULL
        GROUP BY customer_id
    ),
    ranked AS (
        SELECT region_id, customer_id, name, net_cents,
               rank() OVER (PARTITION BY region_id ORDER BY net_cents DESC) AS place
        FROM customer_net
        JOIN customers USING (customer_id)
        WHERE deleted_at IS NULL
    )
    SELECT region_id, regions.name AS region, place, customer_id, ranked.name AS customer, net_cents
    FROM ranked
    LEFT JOIN regions USING (region_id)
    WHERE place <= $1
    ORDER BY region_id NULLS LAST, place, customer_id
  `;
}

export function cohortRetention() {
  return `
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
  `;
}

export function categoryShare() {
  return `
    WITH sold AS (
        SELECT category,
               count(DISTINCT order_id) AS orders,
               sum((quantity::bigint * unit_price_cents * (100 - discount_percent) + 50) / 100) AS gross_cents
        FROM orders
        JOIN order_lines USING (order_id)
        JOIN products USING (product_id)
        WHERE orders.deleted_at IS NULL
          AND placed_at >= $1::date::timestamp AT TIME ZONE 'Europe/Berlin'
          AND placed_at < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/Berlin'
        GROUP BY category
    ),
    running AS (
        SELECT *,
               sum(gross_cents) OVER () AS total,
               sum(gross_cents) OVER (
                   ORDER BY gross_cents DESC, category COLLATE "C" NULLS LAST
                   ROWS UNBOUNDED PRECEDING
               ) AS running_cents
        FROM sold
    )
    SELECT category, orders, gross_cents,
           round(100.0 * gross_cents / nullif(total, 0), 2) AS share_percent,
           running_cents,
           round(100.0 * running_cents / nullif(total, 0), 2) AS running_percent
    FROM running
    ORDER BY gross_cents DESC, category COLLATE "C" NULLS LAST
  `;
}

export function quietCustomers() {
  return `
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
  `;
}

export function dayBook() {
  return `
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
  `;
}
