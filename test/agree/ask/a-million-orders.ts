import type { Connection } from "mysql2/promise";

/**
 * 1,000,000 orders of 50,000 customers, 20 of each; every second one is new. Analysed page by page: from the
 * twenty that InnoDB takes otherwise (manual 17.8.10.1), it may be a tenth or more off.
 */
export async function makeAMillionOrders(root: Connection): Promise<void> {
  const digits = Array.from({ length: 10 }, (_, i) => `SELECT ${i} AS d`).join(" UNION ALL ");
  const places = ["a", "b", "c", "d", "e", "f"];
  const number = places.map((place, i) => `${place}.d * ${10 ** i}`).join(" + ");
  for (const sql of [
    "CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, vip INT NOT NULL, KEY (vip))",
    "CREATE TABLE orders (id INT PRIMARY KEY, customer INT NOT NULL, state CHAR(3) NOT NULL, amount INT NOT NULL) STATS_SAMPLE_PAGES = 10000",
    "CREATE TABLE digits (d INT PRIMARY KEY)",
    `INSERT INTO digits ${digits}`,
    `INSERT INTO orders SELECT n, n MOD 50000, IF(n MOD 2, 'new', 'old'), n FROM (SELECT ${number} AS n FROM ${places.map((place) => `digits ${place}`).join(" JOIN ")}) numbers`,
    "INSERT INTO customers SELECT id, CONCAT('c', id), id MOD 100 FROM orders WHERE id < 50000",
    "ALTER TABLE orders ADD KEY (customer)",
    "ANALYZE TABLE orders, customers, digits",
  ])
    await root.query(sql);
}
