import type { Grade, Role, Scope } from "./access/permission.ts";
import type { Actor, Token } from "./access/token.ts";
import type { Repository } from "./repositories/repository.ts";
import type { World } from "./world.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
/** As GitHub's OpenAPI description writes it: the key to the schemas of request and answer. */
export type Operation = `${Method} /${string}`;

/** For people the role decides, for apps and workflows any one of the scopes. */
export interface RepositoryNeeds {
  scopes: readonly Scope[];
  grade: Grade;
  role: Role;
}

export type Needs = "anyone" | "person" | "app" | "installation" | "members" | RepositoryNeeds;

export interface Call {
  world: World;
  token: Token;
  operation: Operation;
  path: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  accept: string;
  /** The full URL without query, for links to other pages. */
  url: string;
}

export interface Answer {
  status: number;
  body?: unknown;
  /** Bytes instead of JSON, for the raw media types. */
  raw?: { type: string; bytes: Uint8Array };
  headers?: Record<string, string>;
}

export interface Route {
  operation: Operation;
  needs: Needs;
  handle(call: Call & { repository: Repository; actor: Actor }): Answer | Promise<Answer>;
}

export type RepositoryCall = Parameters<Route["handle"]>[0];

export function reading(...scopes: Scope[]): RepositoryNeeds {
  return { scopes, grade: "read", role: "read" };
}

export function writing(role: Role, ...scopes: Scope[]): RepositoryNeeds {
  return { scopes, grade: "write", role };
}

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export function noContent(): Answer {
  return { status: 204 };
}

/** A path parameter that the route's operation names. */
export function pathOf(call: Call, name: string): string {
  const value = call.path[name];
  if (value === undefined) throw new Error(`${call.operation} has no path parameter ${name}.`);
  return value;
}

/** The body as the route's schema promises it: the server has validated it before the handler runs. */
export function bodyOf<Body>(call: Call): Body {
  return (call.body ?? {}) as Body;
}

/** A query parameter as the route's schema promises it, coerced from text. */
export function queryOf<Value extends string | number | boolean>(
  call: Call,
  name: string,
): Value | undefined {
  return call.query[name] as Value | undefined;
}
