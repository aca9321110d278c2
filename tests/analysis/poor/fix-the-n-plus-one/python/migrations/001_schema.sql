CREATE TABLE customers (
    id    integer PRIMARY KEY,
    name  text NOT NULL,
    email text,
    city  text
);

CREATE TABLE products (
    id          integer PRIMARY KEY,
    sku         text NOT NULL UNIQUE,
    name        text NOT NULL,
    price_cents integer NOT NULL,
    description text NOT NULL
);

CREATE TABLE tags (
    id   integer PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE product_tags (
    product_id integer NOT NULL REFERENCES products,
    tag_id     integer NOT NULL REFERENCES tags,
    PRIMARY KEY (product_id, tag_id)
);

CREATE TABLE orders (
    id          integer PRIMARY KEY,
    customer_id integer REFERENCES customers,
    status      text NOT NULL,
    placed_at   timestamptz NOT NULL,
    note        text
);

CREATE TABLE order_lines (
    id               integer PRIMARY KEY,
    order_id         integer NOT NULL REFERENCES orders,
    product_id       integer NOT NULL REFERENCES products,
    position         integer NOT NULL,
    quantity         integer NOT NULL,
    unit_price_cents integer NOT NULL,
    comment          text
);

CREATE TABLE payments (
    id           integer PRIMARY KEY,
    order_id     integer NOT NULL REFERENCES orders,
    method       text NOT NULL,
    amount_cents integer NOT NULL
);
