-- risk: metadata-lock
ALTER TABLE orders ADD INDEX orders_by_day (placed_at);
