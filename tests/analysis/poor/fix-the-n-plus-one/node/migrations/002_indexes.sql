CREATE INDEX idx1 ON order_lines (order_id);
CREATE INDEX idx2 ON payments (order_id);
CREATE INDEX idx3 ON orders (customer_id);
CREATE INDEX idx4 ON order_lines (product_id);
CREATE INDEX idx5 ON orders (placed_at DESC, id DESC);
