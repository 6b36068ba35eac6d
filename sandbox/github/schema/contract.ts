import { readFileSync } from "node:fs";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormatsModule from "ajv-formats";
import type { Operation } from "../route.ts";
import { type Json, toJsonSchema } from "./to-json-schema.ts";

interface Parameter {
  name: string;
  in: "query";
  required: boolean;
  schema: Json;
}

interface Described {
  parameters: Parameter[];
  body: { required: boolean; schema: Json } | null;
  /** The schema of each documented status; null where the answer has no body. */
  answers: Record<string, Json>;
}

export interface Extract {
  source: string;
  operations: Record<string, Described>;
  /** The schema of each webhook's payload, by `webhookName`. */
  webhooks: Record<string, Json>;
  schemas: Record<string, Json>;
}

export interface Contract {
  /** Coerces the query in place, as text becomes numbers and booleans; gives the problems found. */
  checkRequest(operation: Operation, query: Record<string, unknown>, body: unknown): string[];
  checkAnswer(operation: Operation, status: number, body: unknown): string[];
  checkWebhook(name: string, payload: unknown): string[];
}

// The package is CommonJS: under Node's own module rules its function is one level deeper than its types say.
const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;
const document = "github.json";

function sentences(errors: readonly ErrorObject[] | null | undefined): string[] {
  return (errors ?? []).map(
    (error) => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

/**
 * A pull request in a list carries labels without a description as null, against the letter of its own description:
 * https://github.com/github/rest-api-description/issues/1812. The description of a label itself says so.
 */
function withNullableLabels(schemas: Extract["schemas"]): Extract["schemas"] {
  const simple = schemas["pull-request-simple"] as { properties: object };
  const labels = { type: "array", items: { $ref: "#/components/schemas/label" } };
  const properties = { ...simple.properties, labels };
  return { ...schemas, "pull-request-simple": { ...simple, properties } };
}

function createAjv(extract: Extract, coerceTypes: boolean): Ajv {
  // Each schema is used a few times only, so what counts is how soon it is compiled, not how fast it then runs.
  const soon = { inlineRefs: false, code: { optimize: false } } as const;
  const ajv = new Ajv({ strict: false, allErrors: true, ...soon, coerceTypes });
  addFormats(ajv);
  // A status without a URL carries "" at GitHub too, against the letter of its own description.
  ajv.addFormat("uri", (text: string) => text === "" || URL.canParse(text));
  // A bot commits as 41898282+github-actions[bot]@users.noreply.github.com: no address by the letter of RFC 5321.
  ajv.addFormat("email", /^[^@\s]+@[^@\s]+$/);
  ajv.addFormat("repo.nwo", /^[^/]+\/[^/]+$/);
  ajv.addSchema({
    $id: document,
    components: { schemas: toJsonSchema(withNullableLabels(extract.schemas), document) },
  } as object);
  return ajv;
}

/** GitHub's description of its API, held against every request and every answer of the sandbox. */
export function createContract(extract: Extract): Contract {
  const strict = createAjv(extract, false);
  const coercing = createAjv(extract, true);
  const compiled = new Map<string, ValidateFunction>();

  function validator(ajv: Ajv, key: string, schema: Json): ValidateFunction {
    const known = compiled.get(key);
    if (known) return known;
    const fresh = ajv.compile(toJsonSchema(schema, document) as object);
    compiled.set(key, fresh);
    return fresh;
  }

  function describe(operation: Operation): Described {
    const found = extract.operations[operation];
    if (!found) throw new Error(`${operation} is not in openapi.json: run npm run openapi -w sandbox.`);
    return found;
  }

  return {
    checkRequest(operation, query, body) {
      const { parameters, body: wanted } = describe(operation);
      const schema = {
        type: "object",
        properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
        required: parameters.filter(({ required }) => required).map(({ name }) => name),
      };
      const checkQuery = validator(coercing, `${operation} query`, schema);
      const problems = checkQuery(query) ? [] : sentences(checkQuery.errors);
      if (!wanted || (body === undefined && !wanted.required)) return problems;
      const checkBody = validator(strict, `${operation} body`, wanted.schema);
      return checkBody(body) ? problems : [...problems, ...sentences(checkBody.errors)];
    },
    checkAnswer(operation, status, body) {
      const documented = describe(operation).answers[String(status)];
      if (documented === null && status < 400)
        return body === undefined ? [] : [`${status} has no body at GitHub.`];
      if (documented === undefined && status < 400) return [`GitHub does not answer ${status}.`];
      const schema = documented ?? { $ref: "#/components/schemas/basic-error" };
      const check = validator(strict, `${operation} ${status}`, schema);
      return check(body) ? [] : sentences(check.errors);
    },
    checkWebhook(name, payload) {
      const schema = extract.webhooks[name];
      if (schema === undefined) return [`${name} is not in openapi.json: add it to webhook-names.ts.`];
      const check = validator(strict, `webhook ${name}`, schema);
      return check(payload) ? [] : sentences(check.errors);
    },
  };
}

export function readExtract(): Extract {
  return JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8")) as Extract;
}

let shared: Contract | undefined;

/** One for the process: compiling what a scene uses takes longer than most of the scene. */
export function sharedContract(): Contract {
  shared ??= createContract(readExtract());
  return shared;
}
