/**
 * Privileges that a statement asks for on the database that it works in, by its type, as far as the type tells. What is
 * not here is not looked at before it runs: the server says so then.
 */
export const statementRights: ReadonlyMap<string, readonly string[]> = new Map([
  ["CREATE_TABLE", ["CREATE"]],
  ["ALTER_TABLE", ["ALTER"]],
  ["DROP_TABLE", ["DROP"]],
  ["RENAME_TABLE", ["ALTER", "DROP", "CREATE", "INSERT"]],
  ["TRUNCATE", ["DROP"]],
  ["CREATE_INDEX", ["INDEX"]],
  ["DROP_INDEX", ["INDEX"]],
  ["CREATE_VIEW", ["CREATE VIEW"]],
  ["ALTER_VIEW", ["CREATE VIEW", "DROP"]],
  ["DROP_VIEW", ["DROP"]],
  ["CREATE_TRIGGER", ["TRIGGER"]],
  ["DROP_TRIGGER", ["TRIGGER"]],
  ["CREATE_PROCEDURE", ["CREATE ROUTINE"]],
  ["CREATE_EVENT", ["EVENT"]],
  ["ALTER_EVENT", ["EVENT"]],
  ["DROP_EVENT", ["EVENT"]],
  ["CREATE_DATABASE", ["CREATE"]],
  ["ALTER_DATABASE", ["ALTER"]],
  ["DROP_DATABASE", ["DROP"]],
  ["INSERT", ["INSERT"]],
  ["REPLACE", ["INSERT", "DELETE"]],
  ["UPDATE", ["UPDATE"]],
  ["DELETE", ["DELETE"]],
  ["LOCK_TABLES", ["LOCK TABLES"]],
]);
