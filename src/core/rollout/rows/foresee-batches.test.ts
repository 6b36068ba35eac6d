import { expect, test } from "vitest";
import { plannedStatements } from "../../../testing/planned.ts";
import { foreseeBatches } from "./foresee-batches.ts";

const rules = { batches: { over: 1000, size: 100 } };
const none = { batches: undefined };

test.each([
  ["DELETE FROM t WHERE a = 1", none, []],
  [
    "-- tollgate:batch 7\nDELETE FROM t WHERE a = 1",
    none,
    [expect.stringMatching(/batches of 7 rows .* DELETE FROM t WHERE \(a = 1\) AND <key> >/)],
  ],
  [
    "DELETE FROM t",
    rules,
    [expect.stringMatching(/more than 1000 rows.* of 100 by key: DELETE FROM t WHERE <key>/)],
  ],
  ["DELETE FROM t LIMIT 1", rules, [expect.stringMatching(/runs whole.*LIMIT/)]],
  ["INSERT INTO t VALUES (1)", rules, []],
])("%s", (sql, policy, says) => {
  expect(foreseeBatches(plannedStatements(sql), policy).map((one) => one.says)).toEqual(says);
});
