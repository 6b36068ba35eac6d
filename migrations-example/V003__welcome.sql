-- risk: none
INSERT INTO customers (email, name) VALUES ('hello@example.com', 'The first customer');

-- risk: none
UPDATE customers SET name = 'Our first customer' WHERE id = 1;
