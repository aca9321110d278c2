CREATE INDEX order_lines_of_order ON order_lines (order_id, position, id);
CREATE INDEX order_lines_of_product ON order_lines (product_id);
CREATE INDEX payments_of_order ON payments (order_id, id);
CREATE INDEX orders_of_customer ON orders (customer_id, placed_at, id);
CREATE INDEX orders_newest ON orders (placed_at DESC, id DESC);
CREATE INDEX orders_newest_of_status ON orders (status, placed_at DESC, id DESC);
CREATE INDEX customers_by_name ON customers (name, id);
CREATE INDEX products_by_name ON products (name, id);
