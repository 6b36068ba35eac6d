import { expect, it } from "vitest";
import { replayScript } from "../change/replay-script.ts";
import { foreseeScript } from "../rollout/foresee-script.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { unknownHome } from "../schema/names.ts";
import { clauseKinds } from "../sql/clause-facts.ts";
import { askNodeSqlParser } from "../sql/second-opinion.ts";
import { exampleSchema } from "./example-schema.ts";
import type { RiskContext } from "./factor.ts";
import { factors } from "./factors.ts";
import { factorsFor } from "./factors-for.ts";
import { contextsIn } from "./replay-history.ts";

const engine = { flavour: "mysql", version: 80400 } as const;
const { catalog } = replayScript(exampleSchema, { engine, catalog: emptyCatalog() });

function contextsOf(script: string): RiskContext[] {
  const { statements } = replayScript(script, { engine, catalog });
  const foreseen = foreseeScript(statements, unknownHome);
  const contextOf = contextsIn({ catalog, databases: ["shop"], secondOpinion: askNodeSqlParser });
  return statements.map((statement, i) => ({ ...contextOf(statement), foreseen: foreseen[i] }));
}

/** What a factor says of a statement, whether or not it is to be asked about it for what that holds. */
function says(factor: (typeof factors)[number], context: RiskContext): boolean {
  const { statement } = context;
  if (factor.types && !factor.types.includes(statement.type)) return false;
  if ("findInStatement" in factor) return factor.findInStatement(statement, context) !== undefined;
  return statement.changes.some(
    (change) =>
      (factor.kinds?.includes(change.clause.kind) ?? true) && factor.find(change, context) !== undefined,
  );
}

it("a factor that is not asked has nothing to say", () => {
  const unheard: string[] = [];
  const scripts = factors.flatMap(({ examples }) => [...examples.risky, ...examples.safe]);
  for (const context of scripts.flatMap((script) => contextsOf(script))) {
    for (const secondOpinion of [askNodeSqlParser, undefined]) {
      const met = { ...context, secondOpinion };
      const { aboutStatement, aboutChange } = factorsFor(met);
      const asked: readonly unknown[] = [...aboutStatement, ...clauseKinds.flatMap(aboutChange)];
      for (const factor of factors)
        if (!asked.includes(factor) && says(factor, met)) unheard.push(`${factor.id}: ${met.statement.text}`);
    }
  }
  expect(unheard).toEqual([]);
});
