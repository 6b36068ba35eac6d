import type { Assessment, Finding } from "../assessment.ts";
import type { Level } from "../policy/level.ts";
import type { Problem } from "../problem.ts";
import { visible } from "./neutralise.ts";
import { encodePath } from "./place.ts";
import { weigh } from "./weigh.ts";

/** GitHub code scanning reads 25,000 results of a run and shows the first 5,000. */
const most = 5000;

/** SARIF 2.1.0 with what GitHub code scanning requires: rules with descriptions, results with a place. */
export function renderSarif(assessment: Assessment): string {
  const found = weigh(assessment).slice(0, most);
  const placed = assessment.problems.filter((problem) => problem.file !== undefined);
  const rules = [
    ...new Map(
      [...placed.map(problemRule), ...found.map(({ finding }) => findingRule(finding))].map((rule) => [
        rule.id,
        rule,
      ]),
    ).values(),
  ];
  const results = [
    ...placed.map(problemResult),
    ...found.map(({ file, finding }) => findingResult(file, finding)),
  ];
  const indexed = results.map((result) => ({
    ...result,
    ruleIndex: rules.findIndex((rule) => rule.id === result.ruleId),
  }));
  const driver = { name: "Tollgate", rules };
  const run = { tool: { driver }, columnKind: "unicodeCodePoints", results: indexed };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const sarifLevels: Readonly<Record<Level, "error" | "warning" | "note">> = {
  high: "error",
  moderate: "warning",
  low: "note",
  default: "note",
};

function findingRule({ id, title, level, why, instead }: Finding) {
  return rule(id, title, `${why} Instead: ${instead}`, sarifLevels[level]);
}

function problemRule({ code }: Problem) {
  return rule(
    code,
    code.replaceAll("-", " "),
    "Tollgate cannot pass this change until it is mended.",
    "error",
  );
}

function rule(id: string, title: string, help: string, level: "error" | "warning" | "note") {
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: help },
    help: { text: help },
    defaultConfiguration: { level },
    properties: { tags: ["database", "migration"] },
  };
}

function findingResult(file: string, { id, level, what, instead, line, allowed }: Finding) {
  const found = result(id, sarifLevels[level], `${what} Instead: ${instead}`, file, line);
  if (allowed === undefined) return found;
  return { ...found, suppressions: [{ kind: "inSource", justification: visible(allowed) }] };
}

function problemResult({ code, what, fix, file = "", line = 1 }: Problem) {
  return result(code, "error", `${what} ${fix}`, file, line);
}

function result(
  ruleId: string,
  level: "error" | "warning" | "note",
  text: string,
  file: string,
  line: number,
) {
  const artifactLocation = { uri: encodePath(file), uriBaseId: "%SRCROOT%" };
  const physicalLocation = { artifactLocation, region: { startLine: line } };
  return { ruleId, level, message: { text: visible(text) }, locations: [{ physicalLocation }] };
}
