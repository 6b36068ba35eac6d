-- risk: add-foreign-key, copy-alter, metadata-lock
ALTER TABLE orders ADD CONSTRAINT order_of_customer FOREIGN KEY (customer_id) REFERENCES customers (id);
