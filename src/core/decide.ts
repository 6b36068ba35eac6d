import type { AssessedGateEdit, AssessedMigration, Assessment, Trace } from "./assessment.ts";
import type { GateEdit } from "./migration/find-gate-edits.ts";
import type { Flow, Policy } from "./policy/policy.ts";
import { sayNames } from "./say-names.ts";
import { highest, type Level, levels } from "./words/level.ts";
import type { Problem } from "./words/problem.ts";
import type { Source } from "./words/source.ts";

interface DecideInput {
  policy: Pick<Policy, "roles">;
  digest: string;
  migrations: readonly AssessedMigration[];
  gateEdits: readonly GateEdit[];
  flow: Flow | undefined;
  problems: readonly Problem[];
}

interface Heaviest {
  trace: Trace;
  source: Source;
}

/** What all of it comes to. A problem blocks, and what it kept from being judged counts as high. */
export function decide({ policy, digest, migrations, gateEdits, flow, problems }: DecideInput): Assessment {
  const all = [...statementTraces(migrations), ...gateEdits.map(gateTrace)];
  const heaviest = all.reduce<Heaviest | undefined>(
    (a, b) => (a === undefined || isHeavier(b, a) ? b : a),
    undefined,
  );
  const level = highest(heaviest?.trace.verdict.level ?? "default", problems.length > 0 ? "high" : "default");
  return {
    version: 1,
    digest,
    level,
    score: all.reduce((score, { trace }) => Math.max(score, trace.verdict.score), 0),
    source: heaviest?.source,
    ...decision({ policy, level, heaviest, gateEdits, flow, problems, migrations }),
    flow,
    decidedBy: heaviest?.trace,
    migrations,
    ...(gateEdits.length > 0 && { gateEdits: gateEdits.map(assessedEdit) }),
    problems,
  };
}

function assessedEdit({ file: { path, kind }, names }: GateEdit): AssessedGateEdit {
  return { file: path, kind, what: sayNames(names) };
}

function statementTraces(migrations: readonly AssessedMigration[]): Heaviest[] {
  return migrations.flatMap(({ file, statements }) =>
    statements.flatMap(({ line, source, verdicts }) =>
      verdicts.map((verdict) => ({ source, trace: { file, line, verdict } })),
    ),
  );
}

/** An edit of the gate is no statement and runs nowhere; it is high by itself. */
function gateTrace({ file: { path } }: GateEdit): Heaviest {
  const verdict = {
    environment: "",
    instance: "",
    database: "",
    level: "high" as const,
    score: 0,
    rule: "edits the gate",
  };
  return { source: "admin", trace: { file: path, line: 1, verdict } };
}

/** Of equals the first decides: the files' order, then the statements', then the verdicts'. */
function isHeavier(a: Heaviest, b: Heaviest): boolean {
  const difference = levels.indexOf(a.trace.verdict.level) - levels.indexOf(b.trace.verdict.level);
  return difference > 0 || (difference === 0 && a.trace.verdict.score > b.trace.verdict.score);
}

interface Outcome {
  policy: Pick<Policy, "roles">;
  level: Level;
  heaviest: Heaviest | undefined;
  gateEdits: readonly GateEdit[];
  flow: Flow | undefined;
  problems: readonly Problem[];
  migrations: readonly AssessedMigration[];
}

function decision({
  policy,
  level,
  heaviest,
  gateEdits,
  flow,
  problems,
  migrations,
}: Outcome): Pick<Assessment, "decision" | "reasonCode" | "reason"> {
  const [problem] = problems;
  if (problem !== undefined) return { decision: "blocked", reasonCode: problem.code, reason: problem.what };
  if (flow !== undefined) {
    const steps = flow.steps.map((role) => policy.roles.get(role)?.title ?? role).join(", then ");
    return {
      decision: "approval",
      reasonCode: "approval-needed",
      reason: `${sentence(level, heaviest)}${sayEdits(heaviest, gateEdits)} It needs the approval of ${steps}.`,
    };
  }
  if (migrations.length === 0) {
    return { decision: "clear", reasonCode: "no-migrations", reason: "No migration changes here." };
  }
  return {
    decision: "clear",
    reasonCode: "no-approval-needed",
    reason: `${sentence(level, heaviest)} The policy asks nobody for that.`,
  };
}

function sentence(level: Level, heaviest: Heaviest | undefined): string {
  if (heaviest === undefined) return "No statement runs.";
  const { file, line, verdict } = heaviest.trace;
  const where = verdict.environment === "" ? "" : ` on ${verdict.database} in ${verdict.environment}`;
  const why = verdict.rule === undefined ? ` (score ${verdict.score})` : ` (rule "${verdict.rule}")`;
  return `The risk is ${level}, by ${file}:${line}${where}${level === "default" ? "" : why}.`;
}

/** What decides is named already; what it names of the policy is not. */
function sayEdits(heaviest: Heaviest | undefined, gateEdits: readonly GateEdit[]): string {
  const decides = ({ file }: GateEdit) => file.path === heaviest?.trace.file;
  const [telling] = gateEdits.filter(({ names }) => sayNames(names) !== "");
  const edit = telling ?? gateEdits.find((one) => !decides(one));
  if (edit === undefined) return "";
  const also = decides(edit) ? "" : ` It also edits the gate itself, in ${edit.file.path}.`;
  const names = telling === undefined ? "" : ` ${edit.file.path} ${sayNames(edit.names)}`;
  return `${also}${names}`;
}
