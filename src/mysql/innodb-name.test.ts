import { expect, test } from "vitest";
import { readInnodbName } from "./innodb-name.ts";

test.each([
  ["shop/orders", { database: "shop", table: "orders" }],
  ["shop/orders#p#p0", { database: "shop", table: "orders" }],
  ["shop/orders#P#p0#SP#p0sp1", { database: "shop", table: "orders" }],
  ["my@002dshop/a@0020b@0040", { database: "my-shop", table: "a b@" }],
  ["shop/caf@1i", undefined],
  ["innodb_system", undefined],
])("%s", (name, read) => {
  expect(readInnodbName(name)).toEqual(read);
});
