import { expect, test } from "vitest";
import { readToolLine } from "./tool-output.ts";

const ghost = (state: string, eta: string) =>
  `Copy: 500/1000 50.0%; Applied: 3; Backlog: 0/1000; Time: 3s(total), 1s(copy); streamer: binlog.000002:12; Lag: 0.01s, HeartbeatLag: 0.04s, State: ${state}; ETA: ${eta}`;

test.each([
  [
    "Copying `shop`.`orders`:  45% 00:12 remain",
    { kind: "progress", percent: 45, says: "45 % copied, 00:12 left" },
  ],
  [ghost("migrating", "12s"), { kind: "progress", percent: 50, says: "50 % copied, 12s left" }],
  [ghost("throttled, lag=3.2s", "12s"), { kind: "waits", says: "throttled, lag=3.2s" }],
  [
    "Copy: 0/2915 0.0%; Applied: 0; Backlog: 0/100; Elapsed: 41s(copy), 41s(total); streamer: mysql-bin.000551:47983; ETA: throttled, flag-file",
    { kind: "waits", says: "throttled, flag-file" },
  ],
  [
    ghost("postponing cut-over", "due"),
    {
      kind: "waits",
      says: "all rows are copied; the tables change places when the cut-over file is deleted",
    },
  ],
  [
    "Replica lag is 12 seconds on db2.  Waiting.",
    { kind: "waits", says: "Replica lag is 12 seconds on db2.  Waiting." },
  ],
  [
    "Copying rows caused a MySQL error 1265: Data truncated",
    { kind: "alarm", says: "Copying rows caused a MySQL error 1265: Data truncated" },
  ],
  ["Created new table shop._t_new OK.", { kind: "other", says: "Created new table shop._t_new OK." }],
])("%s", (line, read) => {
  expect(readToolLine(line)).toEqual(read);
});
