import type { OnlineRule, OnlineTool } from "../../policy/online-rule.ts";
import type { OnlineMark } from "./copies.ts";

/** A call of a tool as data: no shell reads it. */
export interface ToolCall {
  tool: OnlineTool;
  mark: OnlineMark;
  /** The approved text, from the first clause to the last. */
  clauses: string;
  rule: OnlineRule;
  /** As in TableFacts. */
  choosesExplain: boolean;
  /** Six hexadecimal digits, another six for each attempt. */
  run: string;
}

/** Where the connection stands: files that only we may read. Nothing of it is an argument that other users see. */
export interface ToolFiles {
  /** Of the client: host, port, user, password, TLS. */
  options: string;
  /** User and password alone, as gh-ost reads them; undefined for other tools. */
  account: string | undefined;
  tls: { mode: "off" | "unchecked" | "checked"; ca?: string; cert?: string; key?: string };
  host: string;
  port: number;
  socket: string | undefined;
}

export function argumentsOf(call: ToolCall, files: ToolFiles): string[] {
  return call.tool === "gh-ost" ? ghost(call, files) : percona(call, files);
}

/** https://docs.percona.com/percona-toolkit/pt-online-schema-change.html; `--config` has to be the first. */
function percona({ mark, clauses, rule, choosesExplain }: ToolCall, { options }: ToolFiles): string[] {
  return [
    "--config=/dev/null",
    "--no-version-check",
    "--execute",
    `--alter=${clauses}`,
    `--new-table-name=${mark.copies[0]}`,
    "--progress=time,10",
    // The tool reads a number of rows from EXPLAIN's table. Where a server answers with a tree (MySQL 9), it would find none and
    // copy everything in one statement, which locks every row and which no load and no lag can hold.
    // Readers stand behind a lock that waits: it waits short, and often.
    `--set-vars=lock_wait_timeout=5,innodb_lock_wait_timeout=1${choosesExplain ? ",explain_format=TRADITIONAL" : ""}`,
    "--tries=create_triggers:30:5,drop_triggers:30:5,swap_tables:30:5,copy_rows:60:1",
    `--recursion-method=${rule.replicas}`,
    ...(rule.maxLag === undefined ? [] : [`--max-lag=${rule.maxLag}`]),
    ...(rule.maxLoad === undefined ? [] : [`--max-load=${rule.maxLoad}`]),
    ...(rule.criticalLoad === undefined ? [] : [`--critical-load=${rule.criticalLoad}`]),
    `F=${options},D=${mark.database},t=${mark.name},A=utf8mb4`,
  ];
}

const firstServerId = 1_000_000_000;

/** https://github.com/github/gh-ost/blob/master/doc/command-line-flags.md */
function ghost({ mark, clauses, rule, run }: ToolCall, files: ToolFiles): string[] {
  const { host, port, socket, tls } = files;
  return [
    ...(socket === undefined ? [`--host=${host}`, `--port=${port}`] : [`--socket=${socket}`]),
    ...(files.account === undefined ? [] : [`--conf=${files.account}`]),
    `--database=${mark.database}`,
    `--table=${mark.name}`,
    `--alter=${clauses}`,
    "--allow-on-master",
    "--assume-rbr",
    // It reads the log as a replica would, and the server ends the older one of two with one number.
    `--replica-server-id=${firstServerId + Number.parseInt(run, 16)}`,
    "--ok-to-drop-table",
    "--verbose",
    "--execute",
    ...(rule.maxLag === undefined ? [] : [`--max-lag-millis=${rule.maxLag * 1000}`]),
    ...(rule.maxLoad === undefined ? [] : [`--max-load=${rule.maxLoad}`]),
    ...(rule.criticalLoad === undefined ? [] : [`--critical-load=${rule.criticalLoad}`]),
    ...(rule.cutOverFile === undefined ? [] : [`--postpone-cut-over-flag-file=${rule.cutOverFile}`]),
    ...(tls.mode === "off" ? [] : ["--ssl"]),
    ...(tls.mode === "unchecked" ? ["--ssl-allow-insecure"] : []),
    ...(tls.ca === undefined ? [] : [`--ssl-ca=${tls.ca}`]),
    ...(tls.cert === undefined ? [] : [`--ssl-cert=${tls.cert}`]),
    ...(tls.key === undefined ? [] : [`--ssl-key=${tls.key}`]),
  ];
}
