import { describe, expect, test } from "vitest";
import { cleanAfter, isLeftover, isOfTrigger, isPlainName, markOf } from "./copies.ts";

const mark = markOf("pt-online-schema-change", { database: "shop", name: "t" }, "0a0a0a");
const trigger = (name: string, body: string, table = "t") => ({ name, table, body });

test("a write of the application in a trigger is none of the tool's statements", () => {
  const own = { tool: "pt-online-schema-change" } as const;
  expect(isOfTrigger(own, "DELETE IGNORE FROM `shop`.`_t_tollgate_0a0a0a` WHERE `id` <=> OLD.`id`")).toBe(
    true,
  );
  expect(isOfTrigger(own, "REPLACE INTO `shop`.`_t_tollgate_0a0a0a` (`id`) VALUES (NEW.`id`)")).toBe(true);
  expect(isOfTrigger(own, "INSERT LOW_PRIORITY IGNORE INTO `shop`.`_t_tollgate_0a0a0a` SELECT 1")).toBe(
    false,
  );
  expect(isOfTrigger(own, "RENAME TABLE `shop`.`t` TO `shop`.`_t_old`")).toBe(false);
  expect(isOfTrigger({ tool: "gh-ost" }, "REPLACE INTO `shop`.`_t_gho` VALUES (1)")).toBe(false);
});

describe("what a run left", () => {
  test("its triggers go before its copy", () => {
    const triggers = [trigger("pt_osc_shop_t_ins", "REPLACE INTO `shop`.`_t_tollgate_0a0a0a` VALUES (1)")];
    expect(cleanAfter(mark, { tables: ["_t_tollgate_0a0a0a"], triggers })).toEqual({
      drops: [
        "DROP TRIGGER IF EXISTS `shop`.`pt_osc_shop_t_ins`",
        "DROP TABLE IF EXISTS `shop`.`_t_tollgate_0a0a0a`",
      ],
      stays: [],
    });
  });

  test("what another run made, and the rows as they were, stay", () => {
    const triggers = [trigger("pt_osc_shop_t_ins", "REPLACE INTO `shop`.`_t_tollgate_bbbbbb` VALUES (1)")];
    expect(cleanAfter(mark, { tables: ["_t_old", "_t_tollgate_bbbbbb"], triggers })).toEqual({
      drops: [],
      stays: ["_t_old", "_t_tollgate_bbbbbb", "pt_osc_shop_t_ins"],
    });
  });

  test("a copy stays while a trigger of somebody else's writes into it", () => {
    const triggers = [trigger("audit", "INSERT INTO `_t_tollgate_0a0a0a` VALUES (1)")];
    expect(cleanAfter(mark, { tables: ["_t_tollgate_0a0a0a"], triggers }).drops).toEqual([]);
  });
});

test.each([
  ["_t_gho", true],
  ["_t_ghc", true],
  ["__t_new", true],
  ["_t_20260101120000_del", true],
  ["_t_tollgate_0a0a0a", true],
  ["t_old", false],
  ["_tt_old", false],
  ["_t_older", false],
])("%s is a leftover of t: %s", (name, is) => {
  expect(isLeftover("t", name)).toBe(is);
});

test("a name that a tool would quote or shorten is not given to it", () => {
  expect(isPlainName({ database: "shop", name: "t" })).toBe(true);
  expect(isPlainName({ database: "shop", name: "a-b" })).toBe(false);
  expect(isPlainName({ database: "shop", name: "x".repeat(44) })).toBe(false);
});
