import { describe, expect, test } from "vitest";
import type { OnlineRule } from "../../policy/online-rule.ts";
import { argumentsOf, type ToolCall, type ToolFiles } from "./call-tool.ts";
import { markOf } from "./copies.ts";

const rule: OnlineRule = {
  tool: "gh-ost",
  overBytes: 0,
  overRows: undefined,
  algorithms: ["COPY"],
  otherwise: "refuse",
  replicas: "none",
  maxLag: 2,
  maxLoad: "Threads_running=50",
  criticalLoad: undefined,
  cutOverFile: "/run/cut-over",
};
const files: ToolFiles = {
  options: "/private/client.cnf",
  account: "/private/account.cnf",
  tls: { mode: "off" },
  host: "db",
  port: 3306,
  socket: undefined,
};
const call = (tool: ToolCall["tool"], choosesExplain = true): ToolCall => ({
  tool,
  mark: markOf(tool, { database: "shop", name: "orders" }, "00000a"),
  clauses: "ADD COLUMN n INT",
  rule,
  choosesExplain,
  run: "00000a",
});

describe("pt-online-schema-change", () => {
  test("reads rows from EXPLAIN's table where the server has a choice", () => {
    const settings = "--set-vars=lock_wait_timeout=5,innodb_lock_wait_timeout=1";
    expect(argumentsOf(call("pt-online-schema-change"), files)).toContain(
      `${settings},explain_format=TRADITIONAL`,
    );
    expect(argumentsOf(call("pt-online-schema-change", false), files)).toContain(settings);
  });

  test("finds the account in a file", () => {
    expect(argumentsOf(call("pt-online-schema-change"), files).at(-1)).toBe(
      "F=/private/client.cnf,D=shop,t=orders,A=utf8mb4",
    );
  });
});

test("gh-ost gets milliseconds, its own account file, a server id of its own and the cut-over file", () => {
  expect(argumentsOf(call("gh-ost"), files)).toEqual([
    "--host=db",
    "--port=3306",
    "--conf=/private/account.cnf",
    "--database=shop",
    "--table=orders",
    "--alter=ADD COLUMN n INT",
    "--allow-on-master",
    "--assume-rbr",
    "--replica-server-id=1000000010",
    "--ok-to-drop-table",
    "--verbose",
    "--execute",
    "--max-lag-millis=2000",
    "--max-load=Threads_running=50",
    "--postpone-cut-over-flag-file=/run/cut-over",
  ]);
});
