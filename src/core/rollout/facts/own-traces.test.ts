import { expect, test } from "vitest";
import { replayScript } from "../../change/replay-script.ts";
import { emptyCatalog } from "../../schema/catalog.ts";
import { planStatements } from "../plan-statements.ts";
import { meetsOwnTraces } from "./own-traces.ts";

const engine = { flavour: "mariadb", version: 101100 } as const;

function useOf(sql: string) {
  const { statements } = replayScript(sql, { engine, catalog: emptyCatalog() });
  const session = planStatements({ statements, database: "shop", sha256: () => "" })[0]?.facts.session;
  if (!session) throw new Error(sql);
  return session;
}

test.each([
  ["UPDATE t SET a = a + 1", false],
  ["INSERT INTO t (a) SELECT b FROM u", false],
  ["UPDATE t SET a = LAST_INSERT_ID()", false],
  ["DELETE FROM t WHERE a = @k", false],
  ["UPDATE numbers SET next = LAST_INSERT_ID(next + 1)", true],
  ["INSERT INTO child (parent) SELECT LAST_INSERT_ID() FROM src", true],
  ["INSERT INTO child (parent) SELECT @k := @k + 1 FROM src", true],
  ["INSERT INTO child (parent) SELECT LASTVAL(s) FROM src", true],
  ["UPDATE t SET a = f(a)", true],
])("another try of %s may meet what the first one left: %s", (sql, meets) => {
  expect(meetsOwnTraces(useOf(sql), [])).toBe(meets);
});

test("nor is one whose triggers may have left something tried again", () => {
  expect(meetsOwnTraces(useOf("UPDATE t SET a = 1"), ["@tot"])).toBe(true);
});
