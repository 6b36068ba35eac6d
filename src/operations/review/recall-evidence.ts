import type { Gate, PullRequest, PullRequests } from "../ports/code-host.ts";
import { parseEvidence } from "./approval-evidence.ts";
import { joinKept, type KeptEvidence, nothingKept } from "./kept-evidence.ts";

interface Recall {
  /** Of the gate. */
  name: string;
  /** Where the comment says that the gate was written last: a hint, which maintainers can edit. */
  lastHead: string | undefined;
  /** What arrived just now. */
  seen: Partial<KeptEvidence> | undefined;
}

/** A gate that was written for none of these was lost with its app's installation. */
const mostHeads = 20;

/** What the gate kept of earlier events, on this head or on the newest before it that has a gate, and what is new. */
export async function recallEvidence(
  { gate, pulls }: { gate: Pick<Gate, "text" | "keeps">; pulls: Pick<PullRequests, "pushes"> },
  pull: PullRequest,
  { name, lastHead, seen }: Recall,
): Promise<KeptEvidence> {
  const keptOn = async (head: string) => {
    const text = await gate.text(head, name);
    const evidence = text === undefined ? undefined : parseEvidence(text);
    return evidence?.pull === pull.number ? evidence : undefined;
  };
  const hinted = lastHead !== undefined && /^[0-9a-f]{40,64}$/.test(lastHead) ? [lastHead] : [];
  const likely = [...new Set([pull.head.sha, ...hinted])];
  const found = (await Promise.all(likely.map(keptOn))).filter((kept) => kept !== undefined);
  if (found.length === 0 && gate.keeps) {
    const pushes = (await pulls.pushes(pull)) ?? [];
    const older = new Set(pushes.map(({ after }) => after).reverse());
    for (const head of [...older].filter((one) => !likely.includes(one)).slice(0, mostHeads)) {
      const kept = await keptOn(head);
      if (!kept) continue;
      found.push(kept);
      break;
    }
  }
  return joinKept([...found, { ...nothingKept, ...seen }]);
}
