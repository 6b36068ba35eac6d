-- risk: none
CREATE TABLE orders (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  customer_id BIGINT UNSIGNED NOT NULL,
  status VARCHAR(40) NOT NULL DEFAULT 'new',
  note VARCHAR(500) NULL,
  placed_at DATETIME NOT NULL,
  PRIMARY KEY (id),
  KEY orders_by_customer (customer_id)
);
