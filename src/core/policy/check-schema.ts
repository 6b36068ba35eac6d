import type { ErrorObject } from "ajv";
import type { Problem } from "../words/problem.ts";
import { closestName } from "./closest-name.ts";
import type { YamlFile } from "./parse-yaml.ts";
import { policySchema } from "./schema.ts";
import { validatePolicy } from "./validate.generated.js";

type Path = (string | number)[];

/** What the schema finds, and the file without the values that it refused, so that the rest is checked as well. `optional` keys of the file may be missing. */
export function checkSchema(
  yaml: YamlFile,
  optional: readonly string[],
): { problems: Problem[]; readable: unknown } {
  if (validatePolicy(yaml.value)) return { problems: [], readable: yaml.value };
  const readable = structuredCopy(yaml.value);
  const problems: Problem[] = [];
  for (const error of validatePolicy.errors ?? []) {
    if (error.instancePath === "" && optional.includes(error.params.missingProperty)) continue;
    const path = pathOf(error.instancePath, yaml.value);
    problems.push(describe(error, path, yaml));
    if (!aboutKeys.has(error.keyword)) forget(readable, path);
  }
  return { problems: withoutEchoes(problems), readable };
}

/** Complaints about a mapping's keys; its values are still good. */
const aboutKeys = new Set(["required", "additionalProperties", "propertyNames"]);

function describe(error: ErrorObject, path: Path, yaml: YamlFile): Problem {
  const advice = descriptionAt(error.schemaPath);
  const at = path.length === 0 ? "The file" : `\`${path.join(".")}\``;
  const params: Record<string, unknown> = error.params;
  switch (error.keyword) {
    case "required":
      return {
        code: "policy-missing-key",
        what: `${at} has no \`${params.missingProperty}\`.`,
        fix: `Add \`${params.missingProperty}:\`. ${descriptionAt(`${parentPath(error.schemaPath)}/properties/${params.missingProperty}/x`)}`.trim(),
        ...yaml.place(path, "key"),
      };
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      const known = propertyNamesAt(error.schemaPath);
      const closest = closestName(key, known);
      return {
        code: "policy-unknown-key",
        what: `${at} has a key that means nothing: \`${key}\`.`,
        fix: closest === undefined ? `Known keys: ${listed(known)}.` : `Did you mean \`${closest}\`?`,
        ...yaml.place([...path, key], "key"),
      };
    }
    case "propertyNames": {
      const key = String(params.propertyName);
      return {
        code: "policy-bad-name",
        what: `\`${key}\` is not a name that can stand under ${at}.`,
        fix: advice || "Choose another name.",
        ...yaml.place([...path, key], "key"),
      };
    }
    default:
      return {
        code: codes[error.keyword] ?? "policy-bad-value",
        what: `${at} ${complaint(error.keyword, params, valueAt(yaml.value, path))}.`,
        fix: fixFor(error.keyword, params, valueAt(yaml.value, path), advice),
        ...yaml.place(path),
      };
  }
}

const codes: Readonly<Record<string, string>> = { const: "policy-version" };

function complaint(keyword: string, params: Record<string, unknown>, value: unknown): string {
  switch (keyword) {
    case "type":
      return `must be ${[params.type].flat().map(withArticle).join(" or ")}, but is ${show(value)}`;
    case "const":
      return `must be ${show(params.allowedValue)}, but is ${show(value)}`;
    case "enum":
      return `cannot be ${show(value)}`;
    case "minItems":
    case "minProperties":
    case "minLength":
      return "is empty";
    case "uniqueItems":
      return "names the same thing twice";
    default:
      return `cannot be ${show(value)}`;
  }
}

function fixFor(keyword: string, params: Record<string, unknown>, value: unknown, advice: string): string {
  if (keyword === "enum" && Array.isArray(params.allowedValues)) {
    const allowed = params.allowedValues.map(String);
    const closest = closestName(String(value), allowed);
    return closest === undefined ? `Use one of ${listed(allowed)}.` : `Did you mean \`${closest}\`?`;
  }
  if (keyword === "uniqueItems") return "Remove one of the two.";
  return advice || "See docs/policy.md for what can stand here.";
}

/** A value that breaks its `type` breaks other keywords too; one line per place and code is enough. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = `${problem.line}:${problem.column}:${problem.code}`;
    if (problem.code === "policy-bad-name" || problem.code === "policy-bad-value") {
      if (seen.has(key)) return false;
      // ajv reports what is wrong with the name itself, then that the mapping has a wrong name.
      seen.add(key);
    }
    return true;
  });
}

function descriptionAt(schemaPath: string): string {
  const schema = schemaAt(parentPath(schemaPath));
  return typeof schema?.description === "string" ? schema.description : "";
}

function propertyNamesAt(schemaPath: string): string[] {
  return Object.keys(schemaAt(parentPath(schemaPath))?.properties ?? {});
}

function schemaAt(path: string): Record<string, unknown> | undefined {
  let node: unknown = policySchema;
  for (const step of path.split("/").slice(1)) node = member(node, decode(step));
  return isRecord(node) ? node : undefined;
}

function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function pathOf(instancePath: string, root: unknown): Path {
  let node = root;
  return instancePath
    .split("/")
    .slice(1)
    .map((raw) => {
      const step = Array.isArray(node) ? Number(raw) : decode(raw);
      node = member(node, step);
      return step;
    });
}

function decode(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce(member, root);
}

function member(node: unknown, step: string | number): unknown {
  if (Array.isArray(node)) return node[Number(step)];
  return isRecord(node) && Object.hasOwn(node, step) ? node[step] : undefined;
}

function forget(root: unknown, path: Path): void {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined) return;
  if (Array.isArray(parent)) parent[Number(last)] = undefined;
  else if (isRecord(parent)) parent[last] = undefined;
}

function structuredCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, structuredCopy(inner)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (typeof value === "object") return Array.isArray(value) ? "a list" : "a mapping";
  // A URL may hold a password, and problems are printed where everybody reads.
  if (typeof value === "string" && value.includes("://")) return "a URL";
  const text = JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

function withArticle(type: unknown): string {
  const words: Readonly<Record<string, string>> = {
    object: "a mapping",
    array: "a list",
    string: "text",
    integer: "a whole number",
    boolean: "true or false",
  };
  return words[String(type)] ?? String(type);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
