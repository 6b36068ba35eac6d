import { Refusal } from "../http/refusal.ts";
import type { World } from "../world.ts";
import { appOfJwt } from "./app-jwt.ts";
import type { Token } from "./token.ts";

/** The caller that an Authorization header names. */
export function identify(world: World, authorization: string | undefined): Token {
  if (authorization === undefined) return { kind: "anonymous" };
  const value = authorization.replace(/^(bearer|token)\s+/i, "");
  if (value.split(".").length === 3) return { kind: "app", app: appOfJwt(world, value) };
  const token = world.tokens.get(value);
  const expired = token?.kind === "installation" && Date.parse(token.expiresAt) < Date.now();
  if (!token || expired) throw new Refusal(401, "Bad credentials");
  return token;
}
