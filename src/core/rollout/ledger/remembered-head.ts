import type { Target } from "../../policy/policy.ts";
import type { Refusal } from "../rollout.ts";
import { where } from "../tasks.ts";
import type { Sha256 } from "./chain.ts";
import type { LedgerRow } from "./row.ts";

/** The last row of a ledger as a rollout left it, known from outside of its database. */
interface RememberedHead {
  id: number;
  /** The first characters of its chain. */
  chain: string;
  /** When the rollout began, ISO 8601, and where it is to be read of. */
  at: string;
  url: string;
}

/** As many as tell two rows apart, and no more: descriptions of GitHub's hold 140 characters. */
const lengths = { key: 8, chain: 12, text: 140 };

/** By which a target is known in a deployment. */
export function rememberedKey({ instance, database }: Target, sha256: Sha256): string {
  return sha256(`${instance}\n${database}`).slice(0, lengths.key);
}

const lead = "ledgers";

/** Keys of targets with `id:chain`, as texts that a status of a deployment has room for. */
export function sayHeads(heads: ReadonlyMap<string, string>): string[] {
  const said: string[] = [];
  let text = "";
  for (const [key, head] of heads) {
    const [id = "", chain = ""] = head.split(":");
    const next = ` ${key}=${id}:${chain.slice(0, lengths.chain)}`;
    if (text !== "" && text.length + next.length > lengths.text) {
      said.push(text);
      text = "";
    }
    text = `${text || lead}${next}`;
  }
  return text === "" ? said : [...said, text];
}

/** What `sayHeads` wrote; of any other text nothing. */
export function readHeads(text: string): Map<string, Pick<RememberedHead, "id" | "chain">> {
  if (!text.startsWith(`${lead} `)) return new Map();
  const found = text.matchAll(/ (\w{8})=([1-9]\d{0,14}):([0-9a-f]{12})(?= |$)/g);
  return new Map([...found].map(([, key = "", id, chain = ""]) => [key, { id: Number(id), chain }]));
}

interface State {
  exists: boolean;
  /** There is no table in the database. */
  isEmpty: boolean;
  rows: readonly LedgerRow[];
}

/**
 * Why a ledger is not the one that a rollout left: it only grows, so what was its last row once is still in it. Where the
 * database holds nothing, nothing can run twice; and a person may have accepted since what it is now.
 */
export function whyCutShort(
  target: Target,
  { exists, isEmpty, rows }: State,
  { id, chain, at, url }: RememberedHead,
): Refusal | undefined {
  const isThere = rows[id - 1]?.chain.startsWith(chain) ?? false;
  if (isThere || !exists || (isEmpty && rows.length === 0)) return undefined;
  if (rows.some((row) => isDecision(row) && Date.parse(row.at) > Date.parse(at))) return undefined;
  const isGone = rows.length === 0;
  const now = isGone ? "there is no ledger, or nothing in it" : "it does not have that row";
  return {
    code: "ledger-damaged",
    what: `A rollout of ${at.slice(0, 10)} (${url}) left the ledger of ${where(target)} at row ${id}, and now ${now}: what ran would run again.`,
    fix: `${restore} ${isGone ? `Or record the last migration that ran there, and those before it:\n${baseline(target, "--through FILE")}` : `If the whole database was set back on purpose, and what is missing in it shall run again, accept it as it is:\n${baseline(target, "--schema")}`}`,
  };
}

const restore = "Bring tollgate_ledger back from a backup of this database.";

function baseline({ environment, instance, database }: Target, what: string): string {
  return `  tollgate baseline --environment ${environment} --instance ${instance} --database ${database} ${what} --actor NAME --reason "…"`;
}

/** What a person says of what is there. */
function isDecision({ event, detail }: LedgerRow): boolean {
  return event === "baseline" || (event === "schema" && "actor" in detail);
}
