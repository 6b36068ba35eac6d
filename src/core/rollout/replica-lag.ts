/** How a replica stands to its primary, at one moment. */
export interface ReplicaReading {
  /** `host:port`, or the name of the variable that holds its connection. */
  name: string;
  /** Seconds, as the replica says it; undefined = it applies nothing, or cannot be read: `why` says that. */
  behind: number | undefined;
  /** For how many seconds the oldest row of the ledger that it lacks has been there; undefined = it has all, or was not asked. */
  lacks: number | undefined;
  /** The end of a sentence that begins with its name. */
  why?: string;
  /** Waiting does not help: nobody can tell how far it is behind. */
  lasting?: true;
}

/**
 * What "behind" goes by. status: the replica's own word, the age of what it applies. ledger: the rows that this run has
 * written, where the ages of events lie since the session's clock stands still. all: as long as it lacks any of these,
 * since what a long statement costs a replica shows there only later.
 */
export type LagMeasure = "status" | "ledger" | "all";

/** One phrase for each replica that is too far behind. */
export function lateReplicas(
  readings: readonly ReplicaReading[],
  measure: LagMeasure,
  maxLagMs: number,
): { name: string; said: string; lasting: boolean }[] {
  return readings.flatMap((reading) => {
    const what = reading.why ?? whyLate(reading, measure, maxLagMs / 1_000);
    const { name, lasting = false } = reading;
    return what === undefined ? [] : { name, said: `replica ${name} ${what}`, lasting };
  });
}

function whyLate({ behind, lacks }: ReplicaReading, measure: LagMeasure, limit: number): string | undefined {
  switch (measure) {
    case "status":
      return behind === undefined ? "applies nothing" : tooFar(behind, limit);
    case "ledger":
      return tooFar(lacks ?? 0, limit);
    case "all":
      return lacks === undefined
        ? undefined
        : `has not run what came before yet (${Math.round(lacks)} s), and that took long`;
  }
}

function tooFar(seconds: number, limit: number): string | undefined {
  return seconds <= limit ? undefined : `is ${Math.round(seconds)} s behind, limit ${limit} s`;
}
