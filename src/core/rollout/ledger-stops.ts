import type { Target } from "../policy/policy.ts";
import type { Ledger } from "./ledger/fold.ts";
import { isOther, type Origin, sayOrigin } from "./ledger/origin.ts";
import type { Refusal } from "./rollout.ts";
import { where } from "./tasks.ts";

interface Input {
  target: Target;
  ledger: Ledger;
  state: {
    exists: boolean;
    /** undefined = there is no ledger. */
    ledgerVersion: number | undefined;
    rows: readonly unknown[];
    /** Tables by which other tools remember what ran. */
    histories: readonly string[];
  };
  /** How many migrations would run. */
  pending: number;
  /** Names of the projects that are rolled out there, and the repository that they are in. */
  projects: readonly string[];
  origin: Origin;
}

/** What is wrong with a ledger as a whole: whose it is, whether it can be believed, whether there is another tool's. */
export function ledgerStops(input: Input): Refusal[] {
  const { target, ledger, state, pending } = input;
  if (ledger.damage !== undefined) return [damaged(target, ledger.damage, state)];
  const said = ledger.lastRun?.detail.target;
  if (said && !isHere(said, target)) return [another(target, said)];
  const elsewhere = otherRepository(input);
  if (elsewhere) return [elsewhere];
  const [history] = state.histories;
  if (state.ledgerVersion === undefined && history !== undefined && pending > 0)
    return [foreign(target, history)];
  return [];
}

type Place = Pick<Target, "environment" | "instance" | "database">;

function isHere(said: Place, target: Target): boolean {
  return (
    said.environment === target.environment &&
    said.instance === target.instance &&
    said.database === target.database
  );
}

/** Files are known by project and path: those of another repository would be taken for this one's. */
function otherRepository({ target, ledger, projects, origin }: Input): Refusal | undefined {
  const project = projects.find((name) => isOther(ledger.origins.get(name) ?? {}, origin));
  const known = project === undefined ? undefined : ledger.origins.get(project);
  if (!known) return undefined;
  return {
    code: "other-repository",
    what: `The ledger of ${where(target)} says that project ${project} there is rolled out from ${sayOrigin(known)}, and this is ${sayOrigin(origin)}: files of one name would be taken for done.`,
    fix: `Give the project another name in the policy, or its own database. If this repository has taken the place of the other one, say so once:\n  tollgate baseline ${placeOf(target)} --repository --actor NAME --reason "…"`,
  };
}

function placeOf({ environment, instance, database }: Place): string {
  return `--environment ${environment} --instance ${instance} --database ${database}`;
}

function damaged(target: Target, damage: string, { rows }: Input["state"]): Refusal {
  const restore =
    "Nothing runs there until it is whole again: bring tollgate_ledger back from a backup of this database, or from the last run's copy.";
  const anew = `Or DROP TABLE tollgate_ledger there, and record the last migration that ran, and those before it; none if nothing has run:\n${baseline(target)}`;
  return {
    code: "ledger-damaged",
    what: `The ledger of ${where(target)} cannot be believed. ${damage}`,
    fix: rows.length === 0 ? `${restore} ${anew}` : restore,
  };
}

function baseline(target: Place): string {
  return `  tollgate baseline ${placeOf(target)} --through FILE --actor NAME --reason "…"`;
}

function another(target: Target, said: Place): Refusal {
  return {
    code: "other-target",
    what: `The ledger of ${where(target)} (${target.environment}) says that it is ${said.database} @ ${said.instance} of ${said.environment}: this is a copy of that database, or the connection leads to it.`,
    fix: `Correct the connection ${target.connection}. If this is a copy that shall live on by itself, DROP TABLE tollgate_ledger there and record what it holds:\n  tollgate baseline --environment ${target.environment} --instance ${target.instance} --database ${target.database} --through FILE --actor NAME --reason "…"`,
  };
}

function foreign(target: Target, history: string): Refusal {
  return {
    code: "history-found",
    what: `${where(target)} has no ledger of Tollgate, and ${history} in it says that another tool ran migrations there: everything would run a second time.`,
    fix: `Record the last migration that ran there, and those before it:\n${baseline(target)}`,
  };
}
