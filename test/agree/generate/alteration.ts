/** What follows `ALTER TABLE t`, without ALGORITHM and LOCK. */
export interface Alteration {
  clauses: string;
  /** ALGORITHM and LOCK stand before it: with a comma, or (PARTITION BY and REMOVE PARTITIONING) without. */
  separator: ", " | " ";
  /** SET foreign_key_checks = 0 goes before it. */
  unchecked?: boolean;
}
