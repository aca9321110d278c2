/** What the API answers; as many statements as ever, sent together. */

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
    `SELECT * FROM products ${filter} ORDER BY name, id ${filter.page(limit + 1, offset)}`,
    filter.values,
  );
  return page(db, productsJson, rows, limit, offset);
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

async function page(db, toJson, rows, limit, offset) {
  const items = await toJson(db, rows.slice(0, limit));
  return { items, next_offset: rows.length > limit ? offset + limit : null };
}

export async function findOrder(db, id) {
  const { rows } = await db.query("SELECT * FROM orders WHERE id = $1", [id]);
  return (await ordersJson(db, rows))[0];
}

/** The rows of a statement for each of these ids, all in one string. */
async function each(db, ids, sql) {
  if (ids.length === 0) {
    return [];
  }
  const found = await db.query(ids.map((id) => sql.replaceAll("$", Number(id))).join(";"));
  return [].concat(found).map((result) => result.rows);
}

async function ordersJson(db, orders) {
  const ids = orders.map((order) => order.id);
  const lines = await each(db, ids, "SELECT * FROM order_lines WHERE order_id = $ ORDER BY position, id");
  const payments = await each(db, ids, "SELECT method, amount_cents FROM payments WHERE order_id = $ ORDER BY id");
  const buyers = orders.map((order) => order.customer_id ?? 0);
  const customers = await each(db, buyers, "SELECT id, name, email FROM customers WHERE id = $");
  const all = lines.flat().map((line) => line.product_id);
  const products = (await each(db, all, "SELECT id, sku, name FROM products WHERE id = $")).flat();
  const tags = await tagsOf(db, all);
  products.forEach((product, at) => (product.tags = tags[at]));
  return orders.map(({ id, status, placed_at, note }, at) => ({
    id,
    status,
    placed_at: timeText(placed_at),
    note,
    customer: customers[at][0] ?? null,
    lines: lines[at].map(({ position, quantity, unit_price_cents, comment, product_id }) => ({
      position,
      quantity,
      unit_price_cents,
      comment,
      product: products.find((product) => product.id === product_id),
    })),
    payments: payments[at],
    total_cents: sum(lines[at].map((line) => line.quantity * line.unit_price_cents)),
    paid_cents: sum(payments[at].map((payment) => payment.amount_cents)),
  }));
}

async function customersJson(db, customers) {
  const ids = customers.map((customer) => customer.id);
  const orders = await each(db, ids, "SELECT * FROM orders WHERE customer_id = $ ORDER BY placed_at DESC, id DESC");
  const spent = await each(
    db,
    ids,
    `SELECT coalesce(sum(quantity * unit_price_cents), 0)::int AS cents FROM orders
     JOIN order_lines ON order_id = orders.id WHERE customer_id = $ AND status <> 'cancelled'`,
  );
  return customers.map(({ id, name, email, city }, at) => ({
    id,
    name,
    email,
    city,
    order_count: orders[at].length,
    spent_cents: spent[at][0].cents,
    last_order: orders[at].length > 0 ? lastOrder(orders[at][0]) : null,
  }));
}

async function productsJson(db, products) {
  const ids = products.map((product) => product.id);
  const tags = await tagsOf(db, ids);
  const sold = await each(
    db,
    ids,
    "SELECT coalesce(sum(quantity), 0)::int AS units FROM order_lines WHERE product_id = $",
  );
  return products.map(({ id, sku, name, price_cents }, at) => ({
    id,
    sku,
    name,
    price_cents,
    tags: tags[at],
    units_sold: sold[at][0].units,
  }));
}

async function tagsOf(db, ids) {
  const sql = "SELECT name FROM tags JOIN product_tags ON tag_id = id WHERE product_id = $ ORDER BY name";
  return (await each(db, ids, sql)).map((rows) => rows.map((row) => row.name));
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
