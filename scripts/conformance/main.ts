/**
 * `npm run conformance -- DIRECTORY [KIND …]`: what Tollgate makes of SQL that others wrote, kind by kind. The directory
 * holds the folders that the kinds read; a kind without its folder is left out. Exit 1 below a bar, 2 without any corpus.
 */
import type { Kind, LeftOut, Outcome } from "./kind.ts";
import { checkAccepted, checkRefused } from "./kinds/accept.ts";
import { checkClient } from "./kinds/client.ts";
import { checkFormats } from "./kinds/formats.ts";
import { checkInplace } from "./kinds/inplace.ts";
import { checkInstant } from "./kinds/instant.ts";
import { checkLint } from "./kinds/lint.ts";
import { checkLossy } from "./kinds/lossy.ts";
import { checkMigrations } from "./kinds/migrations.ts";
import { checkOnline } from "./kinds/online.ts";
import { checkOnlineDdl } from "./kinds/online-ddl.ts";
import { checkRoundTrip } from "./kinds/round-trip.ts";
import { checkSplit } from "./kinds/split.ts";

const kinds: Readonly<Record<string, Kind>> = {
  split: checkSplit,
  client: checkClient,
  "round-trip": checkRoundTrip,
  formats: checkFormats,
  accepted: checkAccepted,
  refused: checkRefused,
  migrations: checkMigrations,
  lossy: checkLossy,
  instant: checkInstant,
  inplace: checkInplace,
  lint: checkLint,
  online: checkOnline,
  "online-ddl": checkOnlineDdl,
};

/** How many of a kind's failures the table shows. */
const shown = 5;

async function main([directory, ...only]: string[]): Promise<number> {
  if (directory === undefined) {
    process.stderr.write(`usage: npm run conformance -- DIRECTORY [${Object.keys(kinds).join(" ")}]\n`);
    return 2;
  }
  const outcomes: (Outcome | LeftOut)[] = [];
  for (const [kind, check] of Object.entries(kinds)) {
    const outcome = only.length === 0 || only.includes(kind) ? await check(directory) : undefined;
    if (!outcome) continue;
    outcomes.push(outcome);
    if ("leftOut" in outcome) process.stdout.write(`--    ${kind}: left out. ${outcome.leftOut}\n`);
    else print({ kind, ...outcome });
  }
  if (outcomes.length === 0) {
    process.stderr.write(`${directory} holds no corpus that a kind reads.\n`);
    return 2;
  }
  return outcomes.every(isGoodEnough) ? 0 : 1;
}

function isGoodEnough(outcome: Outcome | LeftOut): boolean {
  if ("leftOut" in outcome) return true;
  const { cases, failures, bar } = outcome;
  return cases - failures.length >= cases * bar;
}

function print(outcome: Outcome & { kind: string }) {
  const { kind, cases, failures, bar, by } = outcome;
  const passed = cases - failures.length;
  const share = ((passed / cases) * 100).toFixed(2);
  const columns = [
    isGoodEnough(outcome) ? "ok  " : "FAIL",
    kind.padEnd(12),
    `${cases} cases`.padStart(12),
    `${passed} passed`.padStart(13),
    `${failures.length} failed`.padStart(11),
    `${share} % of ${bar * 100} %`.padStart(18),
  ];
  process.stdout.write(`${columns.join("  ")}${by === undefined ? "" : `  (${by})`}\n`);
  for (const failure of failures.slice(0, shown)) process.stdout.write(`${indent(failure)}\n`);
  if (failures.length > shown) process.stdout.write(`      … and ${failures.length - shown} more\n`);
}

function indent(failure: string): string {
  return failure.slice(0, 600).replace(/^/gm, "      ");
}

process.exitCode = await main(process.argv.slice(2));
