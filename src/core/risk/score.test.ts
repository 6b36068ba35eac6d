import { array, assert, integer, property, record, string } from "fast-check";
import { expect, it } from "vitest";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { levels } from "../words/level.ts";
import { levelOf, scoreIn, scoreOf } from "./score.ts";

const test = { name: "test", rollout: "automatic", dispatch: [] } as const;
const prod = { name: "prod", rollout: "manual", dispatch: ["dba"] } as const;

it("adds up the points of each factor once, to 100 at most", () => {
  const found = (...pairs: [string, number][]) => pairs.map(([id, points]) => ({ id, points }));
  expect(scoreOf([])).toBe(0);
  expect(scoreOf(found(["drop-index", 25], ["metadata-lock", 5], ["drop-index", 25]))).toBe(30);
  expect(scoreOf(found(["drop-table", 80], ["hidden-code", 60]))).toBe(100);
});

it("counts in full in the last environment, and half before it", () => {
  expect(scoreIn("prod", 45, [test, prod])).toBe(45);
  expect(scoreIn("test", 45, [test, prod])).toBe(23);
  expect(scoreIn("test", 45, [test])).toBe(45);
});

it("becomes a level at the thresholds", () => {
  const at = (score: number) => levelOf(score, defaultThresholds);
  expect([0, 4, 5, 24, 25, 59, 60, 100].map(at)).toEqual([
    "default",
    "default",
    "low",
    "low",
    "moderate",
    "moderate",
    "high",
    "high",
  ]);
});

it("never falls when something else is found", () => {
  const finding = record({ id: string({ maxLength: 1 }), points: integer({ min: 1, max: 100 }) });
  assert(
    property(array(finding), finding, (found, more) => {
      const points = new Map([...found, more].map((one) => [one.id, one.points]));
      const consistent = (list: typeof found) => list.map(({ id }) => ({ id, points: points.get(id) ?? 0 }));
      const [before, after] = [scoreOf(consistent(found)), scoreOf(consistent([...found, more]))];
      const rank = (score: number) => levels.indexOf(levelOf(score, defaultThresholds));
      return after >= before && after <= 100 && rank(after) >= rank(before);
    }),
  );
});
