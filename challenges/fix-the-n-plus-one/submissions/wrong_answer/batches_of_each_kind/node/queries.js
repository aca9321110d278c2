/** What the API answers, read from the database. */

export async function findOrder(db, id) {
  const { rows } = await db.query("SELECT * FROM orders WHERE id = $1", [id]);
  return (await ordersJson(db, rows))[0];
}

export async function listOrders(db, { status, customerId, sku, limit, offset }) {
  const filter = new Filter();
  filter.add("status = ?", status);
  filter.add("customer_id = ?", customerId);
  filter.add("id IN (SELECT order_id FROM order_lines JOIN products ON products.id = product_id WHERE sku = ?)", sku);
  const { rows } = await db.query(
    `SELECT * FROM orders ${filter} ORDER BY placed_at DESC, id DESC ${filter.page(limit + 1, offset)}`,
    filter.values,
  );
  return page(db, ordersJson, rows, limit, offset);
}

export async function listCustomers(db, { city, limit, offset }) {
  const filter = new Filter();
  filter.add("city = ?", city);
  const { rows } = await db.query(
    `SELECT * FROM customers ${filter} ORDER BY name, id ${filter.page(limit + 1, offset)}`,
    filter.values,
  );
  return page(db, customersJson, rows, limit, offset);
}

export async function listProducts(db, { tag, limit, offset }) {
  const filter = new Filter();
  filter.add("id IN (SELECT product_id FROM product_tags JOIN tags ON tags.id = tag_id WHERE tags.name = ?)", tag);
  const { rows } = await db.query(
    `SELECT id, sku, name, price_cents FROM products ${filter} ORDER BY name, id ${filter.page(limit + 1, offset)}`,
    filter.values,
  );
  return page(db, productsJson, rows, limit, offset);
}

const BATCH = 75;

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

async function page(db, toJson, rows, limit, offset) {
  const items = await toJson(db, rows.slice(0, limit));
  return { items, next_offset: rows.length > limit ? offset + limit : null };
}

/** All that belongs to a page of orders: one statement for each kind of it. */
async function ordersJson(db, orders) {
  const ids = orders.map((order) => order.id);
  const customers = await byId(db, "SELECT id, name, email FROM customers WHERE id = ANY($1)", orders, "customer_id");
  const lines = await childrenOf(
    db,
    "SELECT * FROM order_lines WHERE order_id = ANY($1) ORDER BY position, id",
    ids,
    "order_id",
  );
  const payments = await childrenOf(db, "SELECT * FROM payments WHERE order_id = ANY($1) ORDER BY id", ids, "order_id");
  const all = [...lines.values()].flat();
  const products = await byId(db, "SELECT id, sku, name FROM products WHERE id = ANY($1)", all, "product_id");
  const tags = await tagsOf(db, [...products.keys()]);

  return orders.map((order) => {
    const own = lines.get(order.id) ?? [];
    const paid = payments.get(order.id) ?? [];
    return {
      id: order.id,
      status: order.status,
      placed_at: timeText(order.placed_at),
      note: order.note,
      customer: customers.get(order.customer_id) ?? null,
      lines: own.map((line) => lineJson(line, products.get(line.product_id), tags)),
      payments: paid.map(({ method, amount_cents }) => ({ method, amount_cents })),
      total_cents: sum(own.map((line) => line.quantity * line.unit_price_cents)),
      paid_cents: sum(paid.map((payment) => payment.amount_cents)),
    };
  });
}

function lineJson({ position, quantity, unit_price_cents, comment }, { id, sku, name }, tags) {
  return { position, quantity, unit_price_cents, comment, product: { id, sku, name, tags: namesOf(tags, id) } };
}

async function customersJson(db, customers) {
  const ids = customers.map((customer) => customer.id);
  const { rows: sums } = await db.query(
    `SELECT customer_id, count(DISTINCT orders.id)::int AS count,
            coalesce(sum(quantity * unit_price_cents) FILTER (WHERE status <> 'cancelled'), 0)::float8 AS spent
     FROM orders LEFT JOIN order_lines ON order_id = orders.id
     WHERE customer_id = ANY($1)
     GROUP BY customer_id`,
    [ids],
  );
  const { rows: newest } = await db.query(
    `SELECT DISTINCT ON (customer_id) customer_id, id, status, placed_at FROM orders WHERE customer_id = ANY($1)
     ORDER BY customer_id, placed_at DESC, id DESC`,
    [ids],
  );
  const sumOf = new Map(sums.map((row) => [row.customer_id, row]));
  const lastOf = new Map(newest.map((row) => [row.customer_id, row]));
  return customers.map(({ id, name, email, city }) => ({
    id,
    name,
    email,
    city,
    order_count: sumOf.get(id)?.count ?? 0,
    spent_cents: sumOf.get(id)?.spent ?? 0,
    last_order: lastOf.has(id) ? lastOrder(lastOf.get(id)) : null,
  }));
}

async function productsJson(db, products) {
  const ids = products.map((product) => product.id);
  const tags = await tagsOf(db, ids);
  const { rows } = await db.query(
    "SELECT product_id, sum(quantity)::int AS sold FROM order_lines WHERE product_id = ANY($1) GROUP BY product_id",
    [ids],
  );
  const sold = new Map(rows.map((row) => [row.product_id, row.sold]));
  return products.map(({ id, sku, name, price_cents }) => ({
    id,
    sku,
    name,
    price_cents,
    tags: namesOf(tags, id),
    units_sold: sold.get(id) ?? 0,
  }));
}

function tagsOf(db, productIds) {
  return childrenOf(
    db,
    "SELECT product_id, name FROM tags JOIN product_tags ON tag_id = id WHERE product_id = ANY($1) ORDER BY name",
    productIds,
    "product_id",
  );
}

function namesOf(tags, productId) {
  return (tags.get(productId) ?? []).map((tag) => tag.name);
}

/** The rows that others refer to, by their id. */
async function byId(db, sql, referring, column) {
  const ids = [...new Set(referring.map((row) => row[column]).filter((id) => id !== null))];
  const { rows } = await db.query(sql, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The rows that refer to these parents, in order, by the parent's id. */
async function childrenOf(db, sql, ids, column) {
  const rows = [];
  for (let at = 0; at < ids.length; at += BATCH) {
    rows.push(...(await db.query(sql, [ids.slice(at, at + BATCH)])).rows);
  }
  return Map.groupBy(rows, (row) => row[column]);
}

function lastOrder({ id, status, placed_at }) {
  return { id, status, placed_at: timeText(placed_at) };
}

function timeText(time) {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
