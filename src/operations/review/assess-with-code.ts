import { type AssessInput, assess } from "../../core/assess.ts";
import type { Assessment } from "../../core/assessment.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type DroppedName, droppedNames } from "../../core/risk/references/dropped-names.ts";
import type { CodeReferences } from "../../core/risk/references/references.ts";
import { searchFor } from "../../core/risk/references/search-code.ts";
import { selectCode } from "../../core/risk/references/select-code.ts";
import type { Repository } from "../ports/code-host.ts";

/**
 * The judgement; where it says that names are dropped or renamed, once more with the code at the head that holds them.
 * Nothing is read where there are none.
 */
export async function assessWithCode(
  repository: Pick<Repository, "tree" | "search">,
  head: string,
  input: AssessInput,
): Promise<Assessment> {
  const assessment = assess(input);
  const changes = assessment.migrations.flatMap(({ statements }) => statements.flatMap((one) => one.changes));
  const names = droppedNames(changes);
  if (names.length === 0) return assessment;
  return assess({ ...input, references: await findReferences(repository, head, input.policy, names) });
}

/** Code that cannot be searched is no defect of the change, but nobody may take it for code without references. */
async function findReferences(
  repository: Pick<Repository, "tree" | "search">,
  head: string,
  policy: Policy,
  names: readonly DroppedName[],
): Promise<CodeReferences> {
  try {
    const selected = selectCode(await repository.tree(head, () => true), policy);
    if (!selected.known) return selected;
    const { files, leftOut } = selected;
    const found = await repository.search(head, searchFor(names, files));
    return { known: true, files: files.length, leftOut, found };
  } catch (failure) {
    return { known: false, why: failure instanceof Error ? failure.message : String(failure) };
  }
}
