import { expect, test } from "vitest";
import { writeBatch } from "./write-batch.ts";

const column = (name: string) => ({
  ...{
    name,
    type: "int",
    nullable: false,
    shown: "int",
    charset: undefined,
    collation: undefined,
    generated: false,
    movesByItself: false,
  },
});

test("one column, a condition that ends in a comment", () => {
  const change = { head: "DELETE FROM t", condition: "a = 1 OR b -- why", alias: "t" };
  const key = { columns: [column("id")] };
  expect(writeBatch(change, key, { after: ["5"], through: ["9"] })).toBe(
    "DELETE FROM t\nWHERE (a = 1 OR b -- why\n) AND `t`.`id` > 5 AND `t`.`id` <= 9",
  );
});

test("two columns, the first batch, no condition", () => {
  const change = { head: "DELETE FROM t", condition: undefined, alias: "t" };
  const key = { columns: [column("a"), column("b")] };
  expect(writeBatch(change, key, { after: undefined, through: ["1", "2"] })).toBe(
    "DELETE FROM t\nWHERE (`t`.`a` <= 1 AND (`t`.`a` < 1 OR `t`.`b` <= 2))",
  );
  expect(writeBatch(change, key, { after: ["1", "2"], through: ["3", "4"] })).toContain(
    "(`t`.`a` >= 1 AND (`t`.`a` > 1 OR `t`.`b` > 2)) AND (`t`.`a` <= 3 AND (`t`.`a` < 3 OR `t`.`b` <= 4))",
  );
});
