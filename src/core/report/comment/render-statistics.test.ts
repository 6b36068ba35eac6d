import { expect, test } from "vitest";
import { renderStatistics } from "./render-statistics.ts";

test("a line for each database, and what the account does not see", () => {
  const database = { takenAt: "2026-11-20T03:00:00Z", serverVersion: "8.4.3" };
  const users = { rows: 8000, bytes: 1_200_000, triggers: 0 };
  const orders = { rows: 2_000_000, bytes: 61_000_000, triggers: 1, referencedBy: [] };
  const text = renderStatistics({
    version: 1,
    environment: "prod",
    databases: [
      { ...database, instance: "p1", database: "shop", tables: { users, orders } },
      { ...database, instance: "p1", database: "a|b`c", tables: {} },
    ],
  });
  expect(text).toContain(
    "| `shop @ p1` | 2 | 2,008,000 | 62.2 MB | 2026-11-20T03:00:00Z | row versions, foreign keys |",
  );
  expect(text).toContain("| 0 | 0 | 0 B |");
  expect(text).not.toContain("a|b`c @");
});
