/** JSON as the OpenAPI extract holds it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function allowNull(schema: { [key: string]: Json }): Json {
  const { nullable: _, ...rest } = schema;
  return { anyOf: [rest, { type: "null" }] };
}

/** OpenAPI 3.0 to JSON Schema: `nullable` becomes a second alternative, references point into the one document. */
export function toJsonSchema(value: Json, document: string): Json {
  if (Array.isArray(value)) return value.map((item) => toJsonSchema(item, document));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, item]): [string, Json] => [
    key,
    key === "$ref" && typeof item === "string" ? `${document}${item}` : toJsonSchema(item, document),
  ]);
  const schema = Object.fromEntries(entries);
  return schema.nullable === true ? allowNull(schema) : schema;
}
