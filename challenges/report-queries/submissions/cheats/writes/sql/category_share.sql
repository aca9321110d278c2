SELECT * INTO mine FROM order_lines WHERE $1::text IS NOT NULL AND $2::text IS NOT NULL;
