import type { AssessedStatement, Finding, SaferForm } from "../assessment.ts";
import type { DescribedStatement } from "../change/change.ts";
import { forkReplay, openReplay, replayStatement } from "../change/replay-script.ts";
import type { Thresholds } from "../policy/policy.ts";
import { draftOf } from "../schema/catalog.ts";
import type { Replay } from "../schema/replay.ts";
import { parseEngine } from "../sql/engine.ts";
import { writeName } from "../sql/write/write-name.ts";
import type { Rewrite, RiskContext } from "./factor.ts";
import { factors } from "./factors.ts";
import { prove, type StatementPlace } from "./prove-rewrite.ts";
import type { Reading } from "./readings.ts";
import type { Readings } from "./replay-history.ts";
import { wholeLines } from "./whole-lines.ts";

interface Script {
  /** The file, as it is. */
  text: string;
  readings: Readings;
  /** The pull request adds the migration. */
  isNew: boolean;
  thresholds: Thresholds;
}

/** The same statements; beside each finding the first of its factor's rewrites that proves to be a safer form. */
export function addSaferForms(statements: readonly AssessedStatement[], script: Script): AssessedStatement[] {
  const wanted = statements.flatMap(({ findings }, at) => (findings.some(isRewritten) ? [at] : []));
  const last = wanted[Math.min(wanted.length, most) - 1];
  if (last === undefined) return [...statements];
  const walk = startWalk(script);
  return statements.map((statement, at) => {
    if (at > last) return statement;
    walk.rememberRun(at);
    const findings = statement.findings.map((finding, i) => {
      // What one factor finds several times in a statement is rewritten once.
      const isFirst = statement.findings.findIndex(({ id }) => id === finding.id) === i;
      const rewrite = isFirst && isRewritten(finding) ? findForm(finding, walk.here(at), script) : undefined;
      return rewrite === undefined ? finding : { ...finding, rewrite };
    });
    walk.step(at);
    return { ...statement, findings };
  });
}

/** More statements of one migration than that nobody rewrites one by one; each is read several times for it. */
const most = 200;

const rewriting = new Map(
  factors.flatMap((factor) => (factor.rewrite ? [[factor.id, factor] as const] : [])),
);

/** What a comment allows was decided on. */
function isRewritten({ id, allowed }: Finding): boolean {
  return allowed === undefined && rewriting.has(id);
}

interface Here {
  /** By reading: where the statement stands, and where the run of ALTERs on its table begins that it belongs to. */
  places: ReadonlyMap<Reading, StatementPlace>;
  runs: ReadonlyMap<Reading, StatementPlace>;
  /** A later statement of the migration names a table of this one, and counts on what this one does. */
  goesOn: boolean;
  script: readonly DescribedStatement[];
  at: number;
}

function findForm(
  { id }: Finding,
  { places, runs, goesOn, script, at }: Here,
  { text, thresholds }: Script,
): SaferForm | undefined {
  const offers = [...places.values()].map(({ contexts, before }) => {
    const context = contexts.at(-1) as RiskContext;
    const { catalog, engine } = before;
    return rewriting.get(id)?.rewrite?.({ ...context, catalog, engine, script, at }) ?? [];
  });
  const [first = [], ...others] = offers.map((rewrites) =>
    rewrites.map((one) => [JSON.stringify(one), one] as const),
  );
  // What one engine's server does not take is no form for a migration that runs on all of them.
  const common = first.filter(([key]) => others.every((one) => one.some(([other]) => other === key)));
  for (const [, rewrite] of common) {
    if (goesOn && (rewrite.differs || rewrite.later)) continue;
    const from = rewrite.before === undefined ? places : runs;
    const score = prove(rewrite, from, thresholds);
    if (score) return describeForm(rewrite, score, from, text);
  }
  return undefined;
}

function describeForm(
  { now, later = [], note, byHand, differs }: Rewrite,
  score: SaferForm["score"],
  places: ReadonlyMap<Reading, StatementPlace>,
  text: string,
): SaferForm {
  const sql = now.join(";\n");
  const [place] = places.values();
  const replaced = place?.contexts.map(({ statement }) => statement) ?? [];
  const entered = replaced[0]?.scope.database;
  const thereFirst = later.length > 0 && entered !== undefined ? [`USE ${writeName(entered)}`] : [];
  return {
    sql,
    equivalent: later.length === 0 && !byHand && !differs,
    later: [...thereFirst, ...later],
    note,
    score,
    lines: byHand ? undefined : wholeLines(text, replaced, now),
  };
}

/** Goes through the script once for each reading, statement by statement, so that the schema before each is at hand. */
function startWalk({ readings, isNew }: Script) {
  const ways = [...(readings[0]?.keys() ?? [])];
  const contextOf = (way: Reading, at: number) => readings[at]?.get(way) as RiskContext;
  const replays = new Map(
    ways.map((way): [Reading, Replay] => {
      const { home } = way;
      const engine = parseEngine(way.engine);
      return [way, openReplay(draftOf(contextOf(way, 0).catalog), { engine, home, isNew })];
    }),
  );
  const script = readings.map((contexts) => [...contexts.values()][0]?.statement as DescribedStatement);
  const lastUses = new Map<string, number>();
  for (const [at, { tables }] of script.entries()) for (const { table } of tables) lastUses.set(table, at);
  let run: { from: number; before: Map<Reading, Replay> } | undefined;
  const placesFrom = (from: number, at: number, before: ReadonlyMap<Reading, Replay>) =>
    new Map(
      ways.map((way): [Reading, StatementPlace] => {
        const contexts = Array.from({ length: at - from + 1 }, (_, i) => contextOf(way, from + i));
        return [way, { contexts, before: before.get(way) as Replay }];
      }),
    );
  return {
    /** Keeps the place where several ALTERs of one table begin, for the rewrite that puts them together. */
    rememberRun(at: number) {
      const [table, before, next] = [at, at - 1, at + 1].map((i) => alteredTable(script[i]));
      if (table !== undefined && table === before && run) return;
      run = undefined;
      if (table === undefined || table !== next) return;
      run = { from: at, before: new Map([...replays].map(([way, replay]) => [way, forkReplay(replay)])) };
    },
    here: (at: number): Here => ({
      places: placesFrom(at, at, replays),
      runs: run ? placesFrom(run.from, at, run.before) : new Map(),
      goesOn: script[at]?.tables.some(({ table }) => (lastUses.get(table) ?? at) > at) ?? false,
      script,
      at,
    }),
    step(at: number) {
      for (const [way, replay] of replays) replayStatement(contextOf(way, at).statement, replay);
    },
  };
}

/** The one table that an ALTER TABLE changes. */
function alteredTable(statement: RiskContext["statement"] | undefined): string | undefined {
  return statement?.type === "ALTER_TABLE" && statement.parsed
    ? statement.changes[0]?.clause.table
    : undefined;
}
