import { expect, test } from "vitest";
import type { TaskStatus } from "../../rollout/rollout.ts";
import type { RolloutView } from "../rollout-view.ts";
import { sayRollout } from "./rollout.ts";

function titleOf(status: TaskStatus, rest: Pick<RolloutView, "isPlan" | "refusal">): string {
  const place = { database: "shop", instance: "one", file: "001.sql" };
  const { mark, title } = sayRollout({
    ...{ environment: "test", commit: "c", actor: undefined, run: undefined, targets: [], changes: [] },
    ...{ tasks: [{ ...place, status, note: undefined, statements: [] }], ...rest, next: undefined },
  });
  return `${mark} ${title}`;
}

test("what failed before and may run again is to roll out", () => {
  expect(titleOf("failed", { isPlan: true, refusal: undefined })).toBe("⏳ test: 1 of 1 to roll out");
});

test("what failed is said of a run that stopped by it", () => {
  expect(titleOf("failed", { refusal: { code: "statement-failed", what: "w", fix: "f" } })).toBe(
    "❌ test: failed",
  );
});
