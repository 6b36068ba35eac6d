import { replayScript } from "../change/replay-script.ts";
import { emptyCatalog } from "../schema/catalog.ts";
import { parseEngine } from "../sql/engine.ts";
import { exampleSchema } from "./example-schema.ts";
import type { RiskFactor } from "./factor.ts";
import { contextsIn } from "./replay-history.ts";

/** One factor in Markdown: its page in docs/risk-factors.md and what `tollgate explain` prints. */
export function describeFactor(factor: RiskFactor): string {
  const { id, title, points, grows, why, instead, links, examples } = factor;
  return `## ${id}

**${title}** · ${points} points${grows ? ", fewer where the table is known to be small" : ""}

${why}

**Instead:** ${instead}

${supposed(examples)}Raises it:

${script(examples.risky)}
${checkFirst(factor)}
Does not:

${script(examples.safe)}

${links.map((link) => `- <${link}>`).join("\n")}
`;
}

function script(examples: readonly string[]): string {
  return `\`\`\`sql\n${examples.map((example) => `${example};`).join("\n")}\n\`\`\``;
}

function supposed({ code }: RiskFactor["examples"]): string {
  return code === undefined ? "" : `With this code in the repository:\n\n\`\`\`ts\n${code}\`\`\`\n\n`;
}

/** The query that one of the examples comes with. */
function checkFirst(factor: RiskFactor): string {
  const query =
    "check" in factor && factor.examples.risky.map((risky) => checkOf(factor, risky)).find(Boolean);
  return query
    ? `\nCheck first, where no row means that the data is no obstacle:\n\n${script([query])}\n`
    : "";
}

function checkOf(factor: RiskFactor, risky: string): string | undefined {
  if (!("check" in factor)) return undefined;
  const engine = parseEngine("mysql-8.4");
  const { catalog } = replayScript(exampleSchema, { engine, catalog: emptyCatalog() });
  const { statements } = replayScript(risky, { engine, catalog });
  const surroundings = { catalog, databases: [], secondOpinion: undefined };
  for (const context of statements.map(contextsIn(surroundings))) {
    for (const change of context.statement.changes) {
      const isAsked = factor.kinds?.includes(change.clause.kind) ?? true;
      if (!isAsked || factor.find(change, context) === undefined) continue;
      const query = factor.check?.(change, context);
      if (query !== undefined) return query;
    }
  }
  return undefined;
}
