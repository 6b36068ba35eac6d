import { array, assert, constantFrom, integer, maxSafeInteger, option, property, record } from "fast-check";
import { expect, it } from "vitest";
import { countFindings } from "./count-findings.ts";
import { factors } from "./factors.ts";
import { scoreOf } from "./score.ts";
import type { Size } from "./table-sizes.ts";

const copy = [
  { id: "copy-alter", points: 40 },
  { id: "drop-column", points: 60 },
];
const counted = (size: Size | undefined) => countFindings(copy, size).map(({ points }) => points);

it("takes points off what grows with the table, where the table is known to be small", () => {
  expect(counted({ rows: 0, bytes: 0 })).toEqual([10, 60]);
  expect(counted({ rows: 10_000, bytes: 10_000_000 })).toEqual([10, 60]);
  expect(counted({ rows: 10_001, bytes: 0 })).toEqual([20, 60]);
  expect(counted({ rows: 1, bytes: 10_000_001 })).toEqual([20, 60]);
  expect(counted({ rows: 100_000, bytes: 100_000_000 })).toEqual([20, 60]);
  expect(counted({ rows: 100_001, bytes: 0 })).toEqual([40, 60]);
  expect(counted(undefined)).toEqual([40, 60]);
});

it("rounds up, and says of how many", () => {
  expect(countFindings([{ id: "rebuild-in-place", points: 15 }], { rows: 5, bytes: 16_384 })).toEqual([
    { id: "rebuild-in-place", points: 4, of: 15 },
  ]);
});

const finding = constantFrom(...factors.map(({ id, points }) => ({ id, points })));
const number = maxSafeInteger().map(Math.abs);
const size = record({ rows: number, bytes: number });
const score = (found: Parameters<typeof countFindings>[0], of: Size | undefined) =>
  scoreOf(countFindings(found, of));

it("never falls when a table grows, and is never below the points of what does not grow", () => {
  assert(
    property(array(finding), size, integer({ min: 0, max: 1000 }), size, (found, small, one, more) => {
      const larger = { rows: small.rows + more.rows, bytes: small.bytes + more.bytes };
      const next = { rows: small.rows + one, bytes: small.bytes };
      return score(found, larger) >= score(found, small) && score(found, next) >= score(found, small);
    }),
  );
});

it("is nowhere above what an unknown size weighs", () => {
  assert(property(array(finding), size, (found, of) => score(found, undefined) >= score(found, of)));
});

it("never falls when something else is found", () => {
  assert(
    property(array(finding), finding, option(size, { nil: undefined }), (found, more, of) => {
      return score([...found, more], of) >= score(found, of);
    }),
  );
});
