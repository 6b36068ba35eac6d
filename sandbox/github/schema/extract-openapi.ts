/**
 * Writes ../openapi.json: of GitHub's own OpenAPI description only the operations that the sandbox serves
 * and the schemas that they refer to. The package unpacks to 385 MB, so it is packed into a temporary folder and one
 * file is taken out of it; it never becomes a dependency.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { webhookNames } from "../events/webhook-names.ts";
import { routes } from "../routes.ts";
import type { Extract } from "./contract.ts";
import type { Json } from "./to-json-schema.ts";

type Tree = { [key: string]: Json };

const source = "@octokit/openapi@23.0.2";
const descriptionFile = "package/generated/api.github.com.json";
const noise = new Set([
  "description",
  "title",
  "summary",
  "example",
  "examples",
  "default",
  "externalDocs",
  "deprecated",
  "readOnly",
]);

function download(): Tree {
  const folder = mkdtempSync(join(tmpdir(), "openapi-"));
  try {
    const [{ filename }] = JSON.parse(
      execFileSync("npm", ["pack", source, "--json"], { cwd: folder, encoding: "utf8" }),
    ) as [{ filename: string }];
    execFileSync("tar", ["-xzf", filename, descriptionFile], { cwd: folder });
    return JSON.parse(readFileSync(join(folder, descriptionFile), "utf8")) as Tree;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Drops what does not decide whether a value is valid. Property names are never noise. */
function trim(value: Json, isPropertyMap = false): Json {
  if (Array.isArray(value)) return value.map((item) => trim(item));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(
    ([key]) => isPropertyMap || !(noise.has(key) || key.startsWith("x-")),
  );
  return Object.fromEntries(
    kept.map(([key, item]) => [key, trim(item, key === "properties" && !isPropertyMap)]),
  );
}

function at(tree: Json | undefined, ...path: string[]): Json | undefined {
  let node = tree;
  for (const key of path) node = (node as Tree | undefined)?.[key];
  return node;
}

function resolve(document: Tree, value: Json): Tree {
  const reference = at(value, "$ref");
  if (typeof reference !== "string") return value as Tree;
  const found = at(document, ...reference.slice(2).split("/"));
  if (found === undefined) throw new Error(`${reference} leads nowhere in ${source}.`);
  return found as Tree;
}

function jsonSchema(holder: Json | undefined): Json | undefined {
  const content = at(holder, "content") as Tree | undefined;
  if (!content) return undefined;
  const media = Object.keys(content).find((type) => type.includes("json"));
  return media === undefined ? {} : (at(content, media, "schema") ?? {});
}

function describe(document: Tree, operation: string): Extract["operations"][string] {
  const [method = "", path = ""] = operation.split(" ");
  const found = at(document, "paths", path, method.toLowerCase());
  if (!found) throw new Error(`GitHub has no ${operation}: correct the route's name.`);
  const parameters = ((at(found, "parameters") ?? []) as Json[]).map((one) => resolve(document, one));
  const body = at(found, "requestBody");
  const answers = Object.entries(at(found, "responses") as Tree).map(([status, answer]): [string, Json] => [
    status,
    jsonSchema(resolve(document, answer)) ?? null,
  ]);
  return trim({
    parameters: parameters
      .filter((one) => one.in === "query")
      .map(({ name = "", required = false, schema = {} }) => ({ name, in: "query", required, schema })),
    body: body ? { required: at(body, "required") ?? false, schema: jsonSchema(body) ?? {} } : null,
    answers: Object.fromEntries(answers),
  }) as unknown as Extract["operations"][string];
}

function describeWebhook(document: Tree, name: string): Json {
  const body = at(document, "x-webhooks", name, "post", "requestBody");
  if (!body) throw new Error(`GitHub sends no webhook ${name}: correct its name.`);
  return trim(jsonSchema(body) ?? {});
}

function references(value: Json, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const item of value) references(item, found);
  else if (value !== null && typeof value === "object") {
    if (typeof value.$ref === "string") found.add(value.$ref.replace("#/components/schemas/", ""));
    for (const item of Object.values(value)) references(item, found);
  }
  return found;
}

function referredSchemas(document: Tree, roots: Json): Record<string, Json> {
  const schemas: Record<string, Json> = {};
  const waiting = [...references(roots, new Set(["basic-error"]))];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name in schemas) continue;
    const schema = trim(at(document, "components", "schemas", name) as Json);
    schemas[name] = schema;
    waiting.push(...references(schema, new Set()));
  }
  return Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Where GitHub's description contradicts what GitHub answers. `GET /app/installations` asks each account to be a user
 * and an enterprise at once (`allOf`); every other operation describes the same object by the schema `installation`.
 */
function correct(operations: Extract["operations"]): void {
  const installations = operations["GET /app/installations"]?.answers["200"] as Tree | undefined;
  if (installations) installations.items = { $ref: "#/components/schemas/installation" };
}

const document = download();
const names = routes.map(({ operation }) => operation).sort();
const operations = Object.fromEntries(names.map((name) => [name, describe(document, name)]));
correct(operations);
const webhooks = Object.fromEntries(webhookNames.map((name) => [name, describeWebhook(document, name)]));
const described = { operations, webhooks };
const schemas = referredSchemas(document, described as unknown as Json);

/** One line for each entry: short enough to keep, and a change in GitHub's description is a change of few lines. */
function lines(entries: Record<string, unknown>): string {
  const written = Object.entries(entries).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return `{\n${written.join(",\n")}\n}`;
}

const parts = Object.entries({ ...described, schemas }).map(
  ([name, entries]) => `${JSON.stringify(name)}: ${lines(entries)}`,
);
const text = `{\n"source": ${JSON.stringify(source)},\n${parts.join(",\n")}\n}\n`;
writeFileSync(new URL("../openapi.json", import.meta.url), text);
const counts = [names, webhookNames, Object.keys(schemas)].map(({ length }) => length);
process.stdout.write(`operations, webhooks, schemas: ${counts.join(", ")}; ${text.length} bytes\n`);
