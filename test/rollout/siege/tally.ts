import { type Account, accounts, type Told } from "./campaign.ts";

type Counts = Record<string, number>;

/** What a campaign came to, in numbers. */
interface Tally {
  trials: number;
  files: number;
  runs: number;
  /** Trials that ended with a refusal instead of everything done. */
  refused: number;
  interruptions: Counts;
  /** By what the question was: a token, the statement itself, the ledger's word, … */
  places: Counts;
  wrong: Counts;
  againWithoutHarm: Counts;
  askedBy: Record<Account, Counts>;
}

export function tally(told: readonly Told[]): Tally {
  const trials = told.map(({ trial }) => trial);
  const struck = trials.flatMap((trial) => trial.struck);
  const askedOf = (account: Account) =>
    told
      .filter((one) => one.account === account)
      .flatMap(({ trial }) => trial.doubts)
      .map(
        ({ kind, verdict, cannotResume }) => `${cannotResume ? "cannot-resume at " : ""}${kind} ${verdict}`,
      );
  const [withProcess, without] = accounts;
  return {
    trials: trials.length,
    files: told.reduce((sum, { files }) => sum + files, 0),
    refused: trials.filter(({ refused }) => refused !== undefined).length,
    runs: trials.reduce((sum, { runs }) => sum + runs, 0),
    interruptions: count(struck.map(({ kind, at, session }) => `${kind}, ${at}, ${session}`)),
    places: count(struck.map(({ sql }) => placeOf(sql))),
    wrong: count(trials.flatMap(({ wrong }) => wrong).map((what) => what.split(/[:(,]/)[0]?.trim() ?? "")),
    againWithoutHarm: count(trials.flatMap(({ again }) => again)),
    askedBy: {
      [withProcess]: count(askedOf(withProcess)),
      [without]: count(askedOf(without)),
    } as Tally["askedBy"],
  };
}

function placeOf(sql: string): string {
  if (/tollgate_ledger/.test(sql)) return `ledger: ${/^\w+/.exec(sql)?.[0]}`;
  if (/information_schema|SHOW CREATE/i.test(sql)) return "evidence";
  return /^\[?\w+( (TABLE|TRANSACTION|VIEW|INDEX|PROCEDURE))?/.exec(sql)?.[0] ?? sql.slice(0, 20);
}

function count(names: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b)));
}
