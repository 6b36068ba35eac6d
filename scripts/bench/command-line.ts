import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, beforeLast, writeRepository } from "./repository.ts";

const squawkVersion = "2.66.0";
const rounds = 5;

/** Whole processes, one after the other and in turn, so that a slow moment of the machine hits all of them alike. */
export function benchCommandLine() {
  const folder = mkdtempSync(join(tmpdir(), "tollgate-bench-"));
  try {
    const many = writeMany(folder, 1000);
    const [long, short, one] = [writeOne(folder, 4000), writeOne(folder, 1000), writeOne(folder, 1)];
    const squawk = installSquawk(folder);
    const repository = writeRepository(folder, many);
    const cli = resolve("dist/cli.js");
    const classify = (...files: string[]) => [cli, "classify", "--json", ...files];
    const seconds = inTurn({
      bareNode: ["-e", "0"],
      checkOneFile: [cli, "check", one],
      classifyManyFiles: classify(...many),
      classifyLongFile: classify(long),
      classifyShortFile: classify(short),
      squawkManyFiles: [squawk, ...many],
      squawkLongFile: [squawk, long],
    });
    const weighed = inTurn(
      {
        "5 of 1,000 files are new, seconds (less than 1.5)": [cli, "check", "--base", beforeLast],
        "1,000 of 1,000 files are new, seconds (less than 1.5)": [cli, "check", "--base", beforeAll],
      },
      repository,
    );
    return { commandLine: { rounds, seconds, ratios: ratiosOf(seconds), weighedRepository: weighed } };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Seconds = Record<string, number>;

function ratiosOf(seconds: Seconds) {
  const ratio = (a: string, b: string) =>
    Number(((seconds[a] as number) / (seconds[b] as number)).toFixed(2));
  return {
    "check of one file / bare node (at most 2.5)": ratio("checkOneFile", "bareNode"),
    "squawk / classify, 1,000 files of 4 statements (at least 1)": ratio(
      "squawkManyFiles",
      "classifyManyFiles",
    ),
    "squawk / classify, one file of 4,000 statements (at least 5)": ratio(
      "squawkLongFile",
      "classifyLongFile",
    ),
    "4,000 / 1,000 statements (at most 4.6)": ratio("classifyLongFile", "classifyShortFile"),
  };
}

function inTurn(commands: Record<string, string[]>, folder = "."): Seconds {
  const taken = Object.fromEntries(Object.keys(commands).map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, args] of Object.entries(commands)) taken[name]?.push(wallSeconds(args, folder));
  }
  return Object.fromEntries(
    Object.entries(taken).map(([name, times]) => [name, Number(median(times).toFixed(3))]),
  );
}

function wallSeconds(args: string[], folder: string): number {
  const start = process.hrtime.bigint();
  const { error } = spawnSync(process.execPath, args, { stdio: "ignore", cwd: folder });
  if (error) throw error;
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** SQL that MySQL and PostgreSQL read alike, so that both tools do their work on all of it. */
function statements(n: number): string {
  const lines = Array.from({ length: Math.ceil(n / 4) }, (_, i) => [
    `CREATE TABLE t${i} (id INT NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL, born DATE);`,
    `ALTER TABLE t${i} ADD COLUMN age INT;`,
    `CREATE INDEX t${i}_name ON t${i} (name);`,
    `UPDATE t${i} SET age = 1 WHERE id = ${i};`,
  ]);
  return `${lines.flat().slice(0, n).join("\n")}\n`;
}

function writeMany(folder: string, files: number): string[] {
  mkdirSync(join(folder, "many"));
  return Array.from({ length: files }, (_, i) => {
    const path = join(folder, "many", `V${i + 1}__change.sql`);
    writeFileSync(path, statements(4).replaceAll("t0", `t${i}`));
    return path;
  });
}

function writeOne(folder: string, count: number): string {
  const path = join(folder, `V1__${count}_statements.sql`);
  writeFileSync(path, statements(count));
  return path;
}

function installSquawk(folder: string): string {
  const args = ["install", "--prefix", folder, "--no-save", `squawk-cli@${squawkVersion}`];
  const { status, stderr } = spawnSync("npm", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`squawk-cli cannot be installed to compare with: ${stderr}`);
  return join(folder, "node_modules", "squawk-cli", "js", "bin", "squawk");
}
