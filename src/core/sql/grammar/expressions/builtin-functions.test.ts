import { expect, it } from "vitest";
import { parseEngine } from "../../engine.ts";
import { isBuiltinFunction } from "./builtin-functions.ts";

it.each([
  ["NVL", { "mysql-9.7": false, "mariadb-10.11": true }],
  ["SYS_GUID", { "mysql-9.7": false, "mariadb-10.11": true }],
  ["UUID_TO_BIN", { "mysql-5.7": false, "mysql-8.0": true, "mysql-9.7": true, "mariadb-10.11": false }],
  ["UUID_V7", { "mysql-9.7": false, "mariadb-10.11": false, "mariadb-11.8": true }],
  ["MD5", { "mysql-5.7": true, "mysql-8.4": true, "mysql-9.7": false, "mariadb-10.11": true }],
  ["ENCODE", { "mysql-5.7": true, "mysql-8.0": false, "mariadb-10.11": true }],
  ["ROW_NUMBER", { "mysql-5.7": false, "mysql-8.0": true, "mariadb-10.11": true }],
  ["ST_DISTANCE", { "mysql-9.7": true, "mariadb-10.11": true }],
  ["ST_GEOHASH", { "mysql-9.7": true, "mariadb-10.11": false }],
  ["ST_MINE", { "mysql-9.7": false, "mariadb-10.11": false }],
  ["POINT", { "mysql-9.7": true, "mariadb-10.11": true }],
  ["ASYNCHRONOUS_CONNECTION_FAILOVER_ADD_SOURCE", { "mysql-9.7": false, "mariadb-10.11": false }],
])("%s is the server's own where it has it", (name, expected) => {
  const found = Object.keys(expected).map((engine) => [engine, isBuiltinFunction(name, parseEngine(engine))]);
  expect(Object.fromEntries(found)).toEqual(expected);
});

it("where nobody knows the engine, it may be any server's", () => {
  expect(["NVL", "UUID_TO_BIN", "MD5", "ST_MINE"].map((name) => isBuiltinFunction(name, undefined))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
