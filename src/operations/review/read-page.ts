import type { BaseTip } from "../../core/approval/base-states.ts";
import type { Page } from "../../core/approval/page.ts";
import { compareTrees } from "../../core/migration/compare-trees.ts";
import type { JudgedChange } from "../../core/migration/digest.ts";
import { wantedPath } from "../../core/migration/select.ts";
import { isYaml, policyPath } from "../../core/policy/edits-gate.ts";
import { parsePolicy } from "../../core/policy/parse-policy.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { decodeUtf8 } from "../decode-utf8.ts";
import { judge } from "../digest.ts";
import type { Repository } from "../ports/code-host.ts";
import { readFiles } from "../read-files.ts";
import { judgedTrees } from "./judged-trees.ts";

type Objects = Pick<Repository, "tree" | "blob" | "compare">;

/** What a page showed: undefined = it cannot be told, as of a head that is gone or under a policy that was wrong. */
export type PageReader = (page: Page) => Promise<readonly JudgedChange[] | undefined>;

/** Reads pages of one pull request, each once. */
export function pageReader(repository: Objects, tips: readonly BaseTip[]): PageReader {
  const bases = new Map<string, Promise<ReadonlyMap<string, string | undefined>>>();
  const contents = new Map<string, Promise<readonly JudgedChange[] | undefined>>();
  return async ({ head, state }) => {
    const known = bases.get(head) ?? mergeBases(repository, tips, head);
    bases.set(head, known);
    const mergeBase = (await known).get(state.tip);
    if (mergeBase === undefined || state.policy === undefined) return undefined;
    const key = [head, mergeBase, state.policy].join();
    const content = contents.get(key) ?? readContent(repository, { head, mergeBase, policy: state.policy });
    contents.set(key, content);
    return content;
  };
}

/**
 * Where a head parted from each tip. A base that only grows never parts earlier: where two of its tips have the same
 * merge base, so have those in between.
 */
async function mergeBases(
  { compare }: Pick<Repository, "compare">,
  tips: readonly BaseTip[],
  head: string,
): Promise<ReadonlyMap<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  const ask = async (tip: string) => {
    if (!found.has(tip)) found.set(tip, (await compare(tip, head))?.mergeBase);
    return found.get(tip);
  };
  const fill = async (grown: readonly string[]): Promise<void> => {
    const [first, last] = [grown[0], grown.at(-1)];
    if (first === undefined || last === undefined) return;
    const [a, b] = [await ask(first), await ask(last)];
    if (a === b && a !== undefined) for (const tip of grown) found.set(tip, a);
    if (a === b || grown.length < 3) return;
    const middle = Math.floor(grown.length / 2);
    await fill(grown.slice(0, middle + 1));
    await fill(grown.slice(middle));
  };
  const starts = tips.flatMap(({ forced }, i) => (forced || i === 0 ? [i] : []));
  for (const [i, start] of starts.entries())
    await fill(tips.slice(start, starts[i + 1] ?? tips.length).map(({ tip }) => tip));
  return found;
}

async function readContent(
  repository: Objects,
  { head, mergeBase, policy: blob }: { head: string; mergeBase: string; policy: string },
): Promise<JudgedChange[] | undefined> {
  const policy = await policyOf(repository, blob);
  if (!policy) return undefined;
  const { before, after } = await judgedTrees(repository, policy, { before: mergeBase, after: head });
  const isMigration = wantedPath(policy);
  const changed = await readFiles(
    repository,
    compareTrees(before, after),
    ({ path }) => isMigration(path) || isYaml(path),
  );
  const migrations = before.filter(({ path }) => isMigration(path));
  const history = await readFiles(repository, changed.length > 0 ? migrations : []);
  return judge({ policy, changed, history });
}

/** Without the organisation's floor, which says nothing of what runs and where. */
async function policyOf(repository: Pick<Repository, "blob">, blob: string): Promise<Policy | undefined> {
  const text = decodeUtf8(await repository.blob(blob));
  const parsed = text === undefined ? undefined : parsePolicy(text, policyPath);
  return parsed?.ok ? parsed.value : undefined;
}
