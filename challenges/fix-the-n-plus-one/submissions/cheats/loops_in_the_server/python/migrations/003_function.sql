CREATE FUNCTION order_json(wanted integer) RETURNS json LANGUAGE plpgsql STABLE AS $$
DECLARE
    found orders;
    line record;
    items json[] := '{}';
    total bigint := 0;
BEGIN
    SELECT * INTO found FROM orders WHERE id = wanted;
    FOR line IN SELECT * FROM order_lines WHERE order_id = wanted ORDER BY position, id LOOP
        total := total + line.quantity * line.unit_price_cents;
        items := items || json_build_object(
            'position', line.position, 'quantity', line.quantity,
            'unit_price_cents', line.unit_price_cents, 'comment', line.comment,
            'product', (SELECT json_build_object('id', id, 'sku', sku, 'name', name, 'tags', (
                SELECT coalesce(json_agg(tags.name ORDER BY tags.name), '[]')
                FROM product_tags JOIN tags ON tags.id = tag_id WHERE product_id = products.id))
                FROM products WHERE id = line.product_id));
    END LOOP;
    RETURN json_build_object(
        'id', found.id, 'status', found.status, 'note', found.note,
        'placed_at', to_char(found.placed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'customer', (SELECT json_build_object('id', id, 'name', name, 'email', email)
                     FROM customers WHERE id = found.customer_id),
        'lines', array_to_json(items), 'total_cents', total,
        'payments', (SELECT coalesce(json_agg(json_build_object('method', method, 'amount_cents', amount_cents)
                     ORDER BY id), '[]') FROM payments WHERE order_id = wanted),
        'paid_cents', (SELECT coalesce(sum(amount_cents), 0) FROM payments WHERE order_id = wanted));
END
$$;
