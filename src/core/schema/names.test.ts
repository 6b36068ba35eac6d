import { describe, expect, test } from "vitest";
import {
  databaseBeside,
  databaseKey,
  enterDatabase,
  keyOf,
  type NameScope,
  nameAnywhere,
  parentName,
  programKey,
  resolveName,
  scopeInProgram,
  unknownHome,
} from "./names.ts";

const home = { names: new Set(["shop", "Shop"]), isKnown: true };
const atHome: NameScope = { home, database: undefined };
const elsewhere = enterDatabase(atHome, "other");
const users = { database: undefined, table: "users" };

describe("a name means one table, however it is written", () => {
  test.each([
    ["alone", users, atHome, undefined],
    ["with home's name", { ...users, database: "shop" }, atHome, undefined],
    ["with another name of home's", { ...users, database: "Shop" }, atHome, undefined],
    ["with another database", { ...users, database: "other" }, atHome, "other"],
    [
      "with a database of which nobody knows whether it is home",
      { ...users, database: "SHOP" },
      atHome,
      "SHOP",
    ],
    ["alone, after USE", users, elsewhere, "other"],
    ["with home's name, after USE", { ...users, database: "shop" }, elsewhere, undefined],
    ["alone, after USE and back", users, enterDatabase(elsewhere, "shop"), undefined],
    [
      "where no home is known",
      { ...users, database: "shop" },
      { home: unknownHome, database: undefined },
      "shop",
    ],
  ])("%s", (_, name, scope, database) => {
    expect(resolveName(name, scope)).toEqual({ database, table: "users" });
    expect(databaseBeside(name, scope)).toBe(database);
    expect(keyOf(name, scope)).toBe(database === undefined ? "users" : `${database}\0users`);
  });
});

test("what is asked before the migration names the database that USE will have entered", () => {
  expect(nameAnywhere(users, elsewhere)).toEqual({ database: "other", table: "users" });
  expect(nameAnywhere({ database: "shop", table: "users" }, elsewhere).database).toBe("shop");
  expect(nameAnywhere(users, atHome)).toEqual(users);
});

test("a parent without a database is in the child's", () => {
  expect(parentName(users, { database: "other", table: "orders" }).database).toBe("other");
  expect(parentName({ ...users, database: "a" }, { database: "other", table: "orders" }).database).toBe("a");
});

test("a database without a name is the current one, and home has one key", () => {
  expect(["", "shop", "Shop", "x"].map((name) => databaseKey(name, atHome))).toEqual(["", "", "", "x"]);
  expect(databaseKey("", elsewhere)).toBe("other");
});

test("programs are found like tables, and their bodies' names are those of their database", () => {
  expect(programKey("routine", "shop.tidy", elsewhere)).toBe(programKey("routine", "tidy", atHome));
  expect(programKey("routine", "tidy", elsewhere)).not.toBe(programKey("routine", "tidy", atHome));
  expect(keyOf(users, scopeInProgram("other.tidy", atHome))).toBe("other\0users");
  expect(keyOf(users, scopeInProgram("tidy", elsewhere))).toBe("other\0users");
  expect(keyOf(users, scopeInProgram("shop.tidy", elsewhere))).toBe("users");
});
