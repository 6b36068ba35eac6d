import type { ObjectKind } from "./facts/effects.ts";

/** One object that the server shows a definition of; of a database, `name` is its name. */
export interface EvidenceObject {
  kind: ObjectKind;
  database: string;
  name: string;
}

/** What it is once the statement ran: there, gone, or another than before (or there, where it was not). */
export interface ExpectedObject extends EvidenceObject {
  becomes: "there" | "gone" | "other";
}

/** What has to be known of each object: whether it is there always; its text, its CREATE_TIME, the ids of its files. */
export type EvidencePart = "text" | "time" | "ids";

/**
 * What tells whether a definition ran. `sign` is what changes for certain if it did: a name is there or not, a text has
 * another name in it, CREATE_TIME moves, so does the count of the columns that came and went, the ids of the files are new or have
 * changed places; none = perhaps nothing does.
 */
export interface EvidencePlan {
  objects: readonly ExpectedObject[];
  parts: readonly EvidencePart[];
  sign: "existence" | "text" | "time" | "columns" | "ids" | "places" | "none";
  /** harmful: rows or values are lost where it runs a second time. */
  twice: "harmless" | "harmful";
  /** IF EXISTS or IF NOT EXISTS: objects that it finds as it wants them are left alone. */
  conditional: boolean;
}

/** An object as it is; text and ids as hashes, time as the server writes it, in UTC. */
export interface ObjectState {
  text?: string;
  time?: string;
  ids?: string;
  /** How often columns came and went without a rebuild; MySQL alone counts that. */
  versions?: string;
}

/** What a server showed at one moment: an object that is not among them is not there. */
export interface EvidenceReading {
  /** The server's clock, `2026-01-02 03:04:05` in UTC. */
  now: string;
  objects: Readonly<Record<string, ObjectState>>;
}

export function evidenceKey({ kind, database, name }: EvidenceObject): string {
  return kind === "database" ? `database ${name}` : `${kind} ${database}.${name}`;
}
