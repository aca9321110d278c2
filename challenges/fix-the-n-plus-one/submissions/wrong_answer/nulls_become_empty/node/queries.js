/** What the API answers: one statement each, which makes the page first and then the children of its rows. */

const orders = (page) => `
  SELECT json_build_object(
      'id', o.id, 'status', o.status, 'note', coalesce(o.note, ''),
      'placed_at', to_char(o.placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'customer', (
          SELECT json_build_object('id', c.id, 'name', c.name, 'email', c.email)
          FROM customers AS c WHERE c.id = o.customer_id),
      'lines', l.items, 'total_cents', l.total,
      'payments', p.items, 'paid_cents', p.total) AS item
  FROM (${page}) AS o
  CROSS JOIN LATERAL (
      SELECT coalesce(sum(l.quantity * l.unit_price_cents), 0) AS total,
             coalesce(json_agg(json_build_object(
                 'position', l.position, 'quantity', l.quantity,
                 'unit_price_cents', l.unit_price_cents, 'comment', l.comment,
                 'product', (
                     SELECT json_build_object('id', r.id, 'sku', r.sku, 'name', r.name, 'tags', (
                         SELECT coalesce(json_agg(t.name ORDER BY t.name), '[]')
                         FROM product_tags AS x JOIN tags AS t ON t.id = x.tag_id WHERE x.product_id = r.id))
                     FROM products AS r WHERE r.id = l.product_id)
             ) ORDER BY l.position, l.id), '[]') AS items
      FROM order_lines AS l WHERE l.order_id = o.id) AS l
  CROSS JOIN LATERAL (
      SELECT coalesce(sum(p.amount_cents), 0) AS total,
             coalesce(json_agg(json_build_object('method', p.method, 'amount_cents', p.amount_cents)
                 ORDER BY p.id), '[]') AS items
      FROM payments AS p WHERE p.order_id = o.id) AS p
  ORDER BY o.placed_at DESC, o.id DESC`;

const customers = (page) => `
  SELECT json_build_object(
      'id', c.id, 'name', c.name, 'email', c.email, 'city', c.city,
      'order_count', (SELECT count(*) FROM orders AS o WHERE o.customer_id = c.id),
      'spent_cents', (
          SELECT coalesce(sum(l.quantity * l.unit_price_cents), 0)
          FROM orders AS o JOIN order_lines AS l ON l.order_id = o.id
          WHERE o.customer_id = c.id AND o.status <> 'cancelled'),
      'last_order', (
          SELECT json_build_object(
              'id', o.id, 'status', o.status,
              'placed_at', to_char(o.placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
          FROM orders AS o WHERE o.customer_id = c.id
          ORDER BY o.placed_at DESC, o.id DESC LIMIT 1)) AS item
  FROM (${page}) AS c
  ORDER BY c.name, c.id`;

const products = (page) => `
  SELECT json_build_object(
      'id', p.id, 'sku', p.sku, 'name', p.name, 'price_cents', p.price_cents,
      'tags', (
          SELECT coalesce(json_agg(t.name ORDER BY t.name), '[]')
          FROM product_tags AS x JOIN tags AS t ON t.id = x.tag_id WHERE x.product_id = p.id),
      'units_sold', (
          SELECT coalesce(sum(l.quantity), 0) FROM order_lines AS l WHERE l.product_id = p.id)) AS item
  FROM (${page}) AS p
  ORDER BY p.name, p.id`;

export async function findOrder(db, id) {
  const { rows } = await db.query(orders("SELECT * FROM orders WHERE id = $1"), [id]);
  return rows[0]?.item;
}

export async function listOrders(db, { status, customerId, sku, limit, offset }) {
  const filter = new Filter();
  filter.add("status = ?", status);
  filter.add("customer_id = ?", customerId);
  filter.add("id IN (SELECT order_id FROM order_lines JOIN products ON products.id = product_id WHERE sku = ?)", sku);
  return page(db, orders, `SELECT * FROM orders ${filter} ORDER BY placed_at DESC, id DESC`, filter, limit, offset);
}

export async function listCustomers(db, { city, limit, offset }) {
  const filter = new Filter();
  filter.add("city = ?", city);
  return page(db, customers, `SELECT * FROM customers ${filter} ORDER BY name, id`, filter, limit, offset);
}

export async function listProducts(db, { tag, limit, offset }) {
  const filter = new Filter();
  filter.add("id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = ?)", tag);
  const chosen = `SELECT id, sku, name, price_cents FROM products ${filter} ORDER BY name, id`;
  return page(db, products, chosen, filter, limit, offset);
}

async function page(db, whole, chosen, filter, limit, offset) {
  const { rows } = await db.query(whole(`${chosen} ${filter.page(limit + 1, offset)}`), filter.values);
  const items = rows.slice(0, limit).map((row) => row.item);
  return { items, next_offset: rows.length > limit ? offset + limit : null };
}

/** The conditions that a request asks for, with their values. */
class Filter {
  values = [];
  #conditions = [];

  add(condition, value) {
    if (value !== undefined) {
      this.#conditions.push(condition.replace("?", `$${this.values.push(value)}`));
    }
  }

  page(limit, offset) {
    return `LIMIT $${this.values.push(limit)} OFFSET $${this.values.push(offset)}`;
  }

  toString() {
    return this.#conditions.length > 0 ? `WHERE ${this.#conditions.join(" AND ")}` : "";
  }
}
