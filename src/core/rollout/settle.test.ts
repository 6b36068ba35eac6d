import { expect, test } from "vitest";
import type { Fingerprints, Probe } from "./rollout.ts";
import { settle } from "./settle.ts";

const tables = (...names: string[]): Probe => ({
  kind: "tables",
  tables: names.map((name) => ({ database: "shop", name })),
});
const data: Probe = { kind: "data", tables: [{ database: "shop", name: "t1" }] };

const cases: [string, Probe, Fingerprints | undefined, Fingerprints, boolean | undefined][] = [
  ["a table that changed", tables("t1"), { "shop.t1": "a" }, { "shop.t1": "b" }, true],
  ["a table that did not", tables("t1"), { "shop.t1": "a" }, { "shop.t1": "a" }, false],
  ["a table that is there now", tables("t1"), {}, { "shop.t1": "a" }, true],
  ["a table that is gone now", tables("t1"), { "shop.t1": "a" }, {}, true],
  ["a rename that is done", tables("a", "b"), { "shop.a": "1" }, { "shop.b": "1" }, true],
  [
    "two drops, one of them done",
    tables("a", "b"),
    { "shop.a": "1", "shop.b": "2" },
    { "shop.b": "2" },
    undefined,
  ],
  ["a view that is there now", { kind: "schema" }, { schema: "a" }, { schema: "b" }, true],
  ["a database that is not there", { kind: "database", name: "shop" }, {}, {}, false],
  ["rows of an engine that can undo", data, undefined, { "shop.t1": "InnoDB" }, false],
  ["rows of an engine that cannot", data, undefined, { "shop.t1": "MyISAM" }, undefined],
  ["rows of a table that is not there", data, undefined, {}, undefined],
  ["what may be sent twice", { kind: "again" }, undefined, {}, false],
  ["what leaves no trace", { kind: "none", why: "TRUNCATE leaves no trace." }, undefined, {}, undefined],
  ["a row without what was before", tables("t1"), undefined, { "shop.t1": "a" }, undefined],
];

test.each(cases)("%s", (_, probe, before, now, ran) => {
  expect(settle(probe, before, now).ran).toBe(ran);
});
