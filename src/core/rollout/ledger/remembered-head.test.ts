import { describe, expect, test } from "vitest";
import { plainHash } from "../../../testing/planned.ts";
import { chainRows, emptyHead } from "./chain.ts";
import { aboutFile, noFile } from "./entries.ts";
import { readHeads, rememberedKey, sayHeads, whyCutShort } from "./remembered-head.ts";
import type { LedgerEntry } from "./row.ts";

const target = {
  environment: "test",
  instance: "one",
  database: "shop",
  engine: "mysql-8.4",
  connection: "U",
  labels: {},
};
const by = { actor: "ada", run: "r", commit: "c", reason: "because" };
const schema = (accepted = false): LedgerEntry => ({
  ...{ event: "schema", ...noFile },
  detail: { schemaSha256: "s", ...(accepted && by) },
});
const baseline: LedgerEntry = {
  ...{ event: "baseline", ...aboutFile({ project: "app", path: "a.sql", sha256: "s" }) },
  detail: { of: 1, ...by },
};
let hashes = 0;
const hash = () => `${String(++hashes).padStart(4, "0")}${"0".repeat(60)}`;
const rows = (at: string, ...entries: LedgerEntry[]) => chainRows(emptyHead, entries, at, hash);

describe("heads as a deployment remembers them", () => {
  test("come back from texts of at most 140 characters, with a part of their chain", () => {
    const heads = new Map(
      Array.from({ length: 11 }, (_, i) => [
        `${i}`.padStart(8, "a"),
        `${9000 + i}:${"0123456789abcdef".repeat(4)}`,
      ]),
    );
    const said = sayHeads(heads);
    expect(Math.max(...said.map((text) => text.length))).toBeLessThanOrEqual(140);
    const found = new Map(said.flatMap((text) => [...readHeads(text)]));
    expect(found.get("aaaaaa10")).toEqual({ id: 9010, chain: "0123456789ab" });
    expect(found.size).toBe(11);
  });

  test("a text that says something else has none", () => {
    expect(readHeads("3 migrations").size).toBe(0);
    expect(sayHeads(new Map())).toEqual([]);
  });

  test("a target is known by where it is", () => {
    expect(rememberedKey(target, () => "f".repeat(64))).toBe("ffffffff");
    expect(rememberedKey(target, plainHash)).toContain("one");
  });
});

describe("a ledger that lacks what a rollout left", () => {
  const three = rows("2026-01-01T00:00:00.000Z", schema(), schema(), schema());
  const remembered = (id: number) => ({
    ...{ id, chain: three[id - 1]?.chain.slice(0, 12) ?? "0123456789ab" },
    ...{ at: "2026-01-02T00:00:00Z", url: "https://github.com/acme/shop/actions/runs/1" },
  });
  const state = { exists: true, isEmpty: false, rows: three };

  test("goes on where it holds it, whatever came after", () => {
    expect(whyCutShort(target, state, remembered(3))).toBeUndefined();
    expect(whyCutShort(target, state, remembered(2))).toBeUndefined();
  });

  test.each([
    ["cut short", three.slice(0, 2)],
    ["written anew", rows("2026-01-03T00:00:00.000Z", schema(), schema(), schema())],
    ["dropped", []],
  ])("is refused: %s", (_, own) => {
    expect(whyCutShort(target, { ...state, rows: own }, remembered(3))).toMatchObject({
      code: "ledger-damaged",
      what: expect.stringMatching(/2026-01-02.*actions\/runs\/1.*row 3/),
      fix: expect.stringMatching(
        own.length === 0 ? /tollgate baseline .*--through FILE/ : /tollgate baseline .*--schema/,
      ),
    });
  });

  test("is let through where the database holds nothing, or a person has accepted it since", () => {
    expect(whyCutShort(target, { exists: false, isEmpty: true, rows: [] }, remembered(3))).toBeUndefined();
    expect(whyCutShort(target, { exists: true, isEmpty: true, rows: [] }, remembered(3))).toBeUndefined();
    for (const decision of [baseline, schema(true)])
      expect(
        whyCutShort(target, { ...state, rows: rows("2026-01-03T00:00:00.000Z", decision) }, remembered(3)),
      ).toBeUndefined();
  });

  test("is refused where what was accepted is older, or a run's own", () => {
    expect(
      whyCutShort(target, { ...state, rows: rows("2026-01-01T12:00:00.000Z", schema(true)) }, remembered(3)),
    ).toBeDefined();
    expect(
      whyCutShort(target, { ...state, rows: rows("2026-01-03T00:00:00.000Z", schema()) }, remembered(3)),
    ).toBeDefined();
  });
});
