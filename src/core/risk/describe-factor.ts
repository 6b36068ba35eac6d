import type { RiskFactor } from "./factor.ts";

/** One factor in Markdown: its page in docs/risk-factors.md and what `tollgate explain` prints. */
export function describeFactor(factor: RiskFactor): string {
  const { id, title, points, why, instead, links, examples } = factor;
  return `## ${id}

**${title}** · ${points} points

${why}

**Instead:** ${instead}

Raises it:

${script(examples.risky)}

Does not:

${script(examples.safe)}

${links.map((link) => `- <${link}>`).join("\n")}
`;
}

function script(examples: readonly string[]): string {
  return `\`\`\`sql\n${examples.map((example) => `${example};`).join("\n")}\n\`\`\``;
}
