/** The database that the factors' examples run on. */
export const exampleSchema = `CREATE TABLE users (
  id BIGINT NOT NULL AUTO_INCREMENT,
  name VARCHAR(100) NOT NULL DEFAULT '',
  email VARCHAR(255),
  age INT,
  PRIMARY KEY (id),
  KEY by_email (email)
);
CREATE TABLE orders (
  id BIGINT NOT NULL AUTO_INCREMENT,
  user_id BIGINT NOT NULL,
  total DECIMAL(10,4) NOT NULL,
  state ENUM('new','paid') NOT NULL DEFAULT 'new' COMMENT 'as shown',
  placed DATETIME(6),
  PRIMARY KEY (id),
  KEY by_user (user_id),
  CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT positive CHECK (total >= 0)
);
CREATE TABLE visits (
  id BIGINT NOT NULL,
  seen DATE NOT NULL,
  PRIMARY KEY (id, seen)
) PARTITION BY RANGE (YEAR(seen)) (
  PARTITION p2023 VALUES LESS THAN (2024),
  PARTITION p2024 VALUES LESS THAN (2025)
);
CREATE TABLE old_visits (
  id BIGINT NOT NULL,
  seen DATE NOT NULL,
  PRIMARY KEY (id, seen)
);
CREATE TABLE notes (
  id BIGINT NOT NULL,
  body TEXT
);
CREATE TABLE labels (
  id BIGINT NOT NULL,
  name VARCHAR(50) COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY one_name (name),
  KEY hidden (name, id) INVISIBLE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
CREATE TABLE sums (
  id BIGINT NOT NULL,
  part INT,
  whole INT AS (part * 2) STORED,
  PRIMARY KEY (id)
);
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 18;
CREATE TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW SET NEW.placed = NOW(6);
CREATE PROCEDURE tidy() DELETE FROM visits WHERE seen < '2020-01-01';
`;
