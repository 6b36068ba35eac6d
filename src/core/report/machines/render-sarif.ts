import type { Assessment, Finding, SaferForm } from "../../assessment.ts";
import type { Level } from "../../words/level.ts";
import type { Problem } from "../../words/problem.ts";
import { visible } from "../say/neutralise.ts";
import { orderFindings } from "../say/order-findings.ts";
import { encodePath } from "../say/place.ts";
import { sayForm } from "../say/safer-form.ts";

/** GitHub code scanning reads 25,000 results of a run and shows the first 5,000. */
const most = 5000;

/** SARIF 2.1.0 with what GitHub code scanning requires: rules with descriptions, results with a place. */
export function renderSarif(assessment: Assessment): string {
  const found = orderFindings(assessment).slice(0, most);
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
    "Tollgate cannot pass this change until it is fixed.",
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

function findingResult(file: string, finding: Finding) {
  const { id, level, what, instead, line, allowed, rewrite } = finding;
  const text = `${what} Instead: ${instead}`;
  const fixes = rewrite === undefined ? [] : fixesOf(file, rewrite);
  const found = {
    ...result(id, sarifLevels[level], text, file, line),
    ...(fixes.length > 0 && { fixes }),
  };
  if (allowed === undefined) return found;
  return { ...found, suppressions: [{ kind: "inSource", justification: visible(allowed) }] };
}

/** Only what can stand in the place of whole lines, with nothing in it that a reader would not see. */
function fixesOf(file: string, form: SaferForm) {
  const { lines } = form;
  if (lines === undefined || visible(lines.text) !== lines.text) return [];
  const replacement = {
    deletedRegion: { startLine: lines.start, endLine: lines.end },
    insertedContent: { text: lines.text },
  };
  const artifactLocation = artifact(file);
  const description = { text: visible(sayForm(form)) };
  return [{ description, artifactChanges: [{ artifactLocation, replacements: [replacement] }] }];
}

function artifact(file: string) {
  return { uri: encodePath(file), uriBaseId: "%SRCROOT%" };
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
  const physicalLocation = { artifactLocation: artifact(file), region: { startLine: line } };
  return { ruleId, level, message: { text: visible(text) }, locations: [{ physicalLocation }] };
}
