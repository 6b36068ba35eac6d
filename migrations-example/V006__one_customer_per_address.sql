-- risk: add-unique, metadata-lock
ALTER TABLE customers ADD UNIQUE INDEX one_customer_per_address (email);
