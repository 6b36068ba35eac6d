import { expect, test } from "vitest";
import { countLeft, keepBefore, measureKept } from "./write-keep.ts";

const plan = {
  ...{ kind: "delete" as const, table: { database: "shop", name: "t" }, keptIn: "tollgate_undo_x_1" },
  ...{ key: ["id"], columns: ["id", "a`b"], assigned: [], moved: [], marks: [] },
};
const words = { alias: "t", source: "t", bounds: "WHERE id < 5" };
const sqlMode = "STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ANSI_QUOTES";

test("the session's own modes, but for dates that are none, and for this statement alone", () => {
  expect(keepBefore({ database: "shop" }, plan, words, { mariadb: false, sqlMode })).toBe(
    "INSERT /*+ SET_VAR(sql_mode = 'STRICT_TRANS_TABLES,ANSI_QUOTES,ALLOW_INVALID_DATES') */ INTO `shop`.`tollgate_undo_x_1` (`tollgate_state`, `id`, `a``b`) SELECT 'before', `t`.`id`, `t`.`a``b` FROM t WHERE id < 5 FOR UPDATE",
  );
  expect(keepBefore({ database: "shop" }, plan, words, { mariadb: true, sqlMode: "" })).toMatch(
    /^SET STATEMENT sql_mode = 'ALLOW_INVALID_DATES' FOR INSERT INTO /,
  );
});

test("what is asked in the transaction leaves it no snapshot", () => {
  for (const ask of [countLeft, measureKept])
    expect(ask({ database: "shop" }, plan)).toMatch(/ LOCK IN SHARE MODE$/);
});
