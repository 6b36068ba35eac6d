import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plannedStatements } from "../../testing/planned.ts";
import type { EvidencePlan, EvidenceReading, ObjectState } from "./evidence.ts";
import { mayLeaveDoubt, settle } from "./settle.ts";

function planFor(sql: string, engine?: string): EvidencePlan {
  const role = plannedStatements(sql, engine).at(-1)?.facts.role;
  if (role?.kind !== "definition") throw new Error(`${sql} is no definition.`);
  return role.evidence;
}

type Tables = Record<string, ObjectState>;

const noon = "2026-01-01 12:00:00";
function reading(tables: Tables, now = noon): EvidenceReading {
  const keyed = Object.entries(tables).map(([name, state]) => [`table shop.${name}`, state]);
  return { now, objects: Object.fromEntries(keyed) };
}

function fate(sql: string, before: Tables, now: Tables, more = {}) {
  const readings = {
    before: reading(before),
    now: reading(now),
    sameServer: true,
    mayBeHalf: false,
    ...more,
  };
  return settle(planFor(sql), readings).ran;
}

const old = { text: "1", time: "2026-01-01 11:00:00" };
const fresh = { text: "1", time: noon };

describe("before and after", () => {
  test.each([
    ["CREATE TABLE t (id INT)", {}, { t: {} }, true],
    ["CREATE TABLE t (id INT)", {}, {}, false],
    ["CREATE TABLE IF NOT EXISTS t (id INT)", { t: {} }, { t: {} }, false],
    ["DROP TABLE t", { t: {} }, {}, true],
    ["DROP TABLE t", { t: {} }, { t: {} }, false],
    ["DROP TABLE IF EXISTS p, missing", { p: {} }, {}, true],
    ["DROP TABLE IF EXISTS p, missing", {}, {}, false],
    ["DROP TABLE a, b", { a: {}, b: {} }, { b: {} }, undefined],
    ["DROP TABLE IF EXISTS a, b", { a: {}, b: {} }, { b: {} }, false],
    ["RENAME TABLE a TO a_old, a_new TO a", { a: {}, a_new: {} }, { a: {}, a_old: {} }, true],
    ["RENAME TABLE a TO a_old, a_new TO a", { a: {}, a_new: {} }, { a: {}, a_new: {} }, false],
    ["ALTER TABLE t ADD COLUMN a INT", { t: { text: "1" } }, { t: { text: "2" } }, true],
    ["ALTER TABLE t ADD COLUMN a INT", { t: { text: "1" } }, { t: { text: "1" } }, false],
    ["ALTER TABLE t MODIFY a BIGINT", { t: old }, { t: fresh }, true],
    ["ALTER TABLE t MODIFY a BIGINT", { t: fresh }, { t: fresh }, false],
    ["ALTER TABLE t DROP COLUMN a, ADD COLUMN a INT", { t: old }, { t: old }, false],
    ["ALTER TABLE t DROP COLUMN a, ADD COLUMN a INT", { t: fresh }, { t: fresh }, undefined],
    [
      "ALTER TABLE t DROP COLUMN a, ADD COLUMN a INT",
      { t: { ...fresh, ids: "7" } },
      { t: { ...fresh, ids: "7" } },
      undefined,
    ],
    [
      "ALTER TABLE t DROP COLUMN a, ADD COLUMN a INT",
      { t: { ...fresh, versions: "7" } },
      { t: { ...fresh, versions: "7" } },
      false,
    ],
    [
      "ALTER TABLE t DROP COLUMN a, ADD COLUMN a INT",
      { t: { ...fresh, versions: "7" } },
      { t: { ...fresh, versions: "8" } },
      true,
    ],
    ["TRUNCATE TABLE t", { t: { ...old, ids: "7" } }, { t: { ...old, ids: "8" } }, true],
    ["TRUNCATE TABLE t", { t: { ...old, ids: "7" } }, { t: { ...old, ids: "7" } }, false],
    ["TRUNCATE TABLE t", { t: old }, { t: old }, undefined],
    ["ANALYZE TABLE t", {}, {}, false],
  ] as [string, Tables, Tables, boolean | undefined][])("%s: %j, %j", (sql, before, now, ran) => {
    expect(fate(sql, before, now)).toBe(ran);
  });

  const swap = "RENAME TABLE a TO tmp, b TO a, tmp TO b";
  test.each([
    [
      "ids that changed places",
      { a: { ids: "1" }, b: { ids: "2" } },
      { a: { ids: "2" }, b: { ids: "1" } },
      true,
    ],
    ["ids that did not", { a: { ids: "1" }, b: { ids: "2" } }, { a: { ids: "1" }, b: { ids: "2" } }, false],
    ["twins without ids", { a: old, b: old }, { a: old, b: old }, undefined],
    ["unlike tables without ids", { a: old, b: fresh }, { a: old, b: fresh }, false],
  ] as [string, Tables, Tables, boolean | undefined][])(
    "tables that change places: %s",
    (_, before, now, ran) => {
      expect(fate(swap, before, now)).toBe(ran);
    },
  );

  test("another server's times and ids tell nothing", () => {
    const other = { sameServer: false };
    expect(fate("TRUNCATE TABLE t", { t: { ids: "7" } }, { t: { ids: "9" } }, other)).toBeUndefined();
    expect(fate("CREATE TABLE t (id INT)", {}, { t: {} }, other)).toBe(true);
    expect(fate("ALTER TABLE t ADD COLUMN a INT", { t: old }, { t: { text: "2" } }, other)).toBe(true);
  });

  test("a server that died in the middle and may have left half of it", () => {
    expect(fate("CREATE TABLE t (id INT)", {}, { t: {} }, { mayBeHalf: true })).toBeUndefined();
  });
});

/** What a statement leaves of what was there, by an account that sees more or less. */
const state = fc.record({
  text: fc.constantFrom("1", "2"),
  time: fc.constantFrom(noon, "2026-01-01 11:00:00"),
});
const statements = [
  ["TRUNCATE TABLE t", (t: Tables) => ({ ...t, t: { ...t.t, ids: "new" } })],
  ["ALTER TABLE t DROP COLUMN a, ADD COLUMN a INT", (t: Tables) => ({ ...t, t: { ...t.t, time: noon } })],
  ["ALTER TABLE t ADD COLUMN a INT", (t: Tables) => ({ ...t, t: { ...t.t, text: "3", time: noon } })],
  ["RENAME TABLE t TO x, u TO t, x TO u", (t: Tables) => ({ t: t.u, u: t.t })],
  ["DROP TABLE t", ({ t: _, ...rest }: Tables) => rest],
] as [string, (tables: Tables) => Tables][];

test("whatever the account sees: never done where it did not run, never again where that would lose rows", () => {
  const account = fc.boolean();
  const input = fc.record({
    t: state,
    u: state,
    seesIds: account,
    ran: fc.boolean(),
    which: fc.nat(statements.length - 1),
  });
  fc.assert(
    fc.property(input, ({ t, u, seesIds, ran, which }) => {
      const [sql, apply] = statements[which] ?? ["", (tables: Tables) => tables];
      const ids = (n: string) => (seesIds ? { ids: n } : {});
      const before: Tables = { t: { ...t, ...ids("1") }, u: { ...u, ...ids("2") } };
      const after = ran ? apply(before) : before;
      const hide = (tables: Tables) =>
        Object.fromEntries(Object.entries(tables).map(([name, { ids: _, ...rest }]) => [name, rest]));
      const plan = planFor(sql);
      const readings = {
        before: reading(seesIds ? before : hide(before)),
        now: reading(seesIds ? after : hide(after)),
        ...{ sameServer: true, mayBeHalf: false },
      };
      const found = settle(plan, readings).ran;
      if (found === true) expect(ran).toBe(true);
      if (found === false && ran) expect(plan.twice).toBe("harmless");
      if (found === undefined) expect(mayLeaveDoubt(plan, readings.before)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
