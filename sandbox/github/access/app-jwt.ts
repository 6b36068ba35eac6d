import { verify } from "node:crypto";
import type { App } from "../apps/app.ts";
import { Refusal, refusalBecause } from "../http/refusal.ts";
import type { World } from "../world.ts";

interface Claims {
  iss?: string | number;
  iat?: number;
  exp?: number;
}

function unauthorised(message: string): Refusal {
  return new Refusal(401, message);
}

function readPart(part: string | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString());
  } catch (cause) {
    throw refusalBecause(cause, 401, "A JSON web token could not be decoded");
  }
}

/** The app that a JSON web token proves to be: RS256, at most ten minutes long (GitHub docs: Generating a JWT). */
export function appOfJwt(world: World, jwt: string): App {
  const [header, payload, signature] = jwt.split(".");
  const { alg } = readPart(header) as { alg?: string };
  const { iss, iat, exp } = readPart(payload) as Claims;
  const app = world.apps.get(Number(iss));
  if (!app) throw new Refusal(404, "Integration not found");
  const signed = Buffer.from(`${header}.${payload}`);
  const genuine = verify("RSA-SHA256", signed, app.publicKey, Buffer.from(signature ?? "", "base64url"));
  if (alg !== "RS256" || !genuine) throw unauthorised("A JSON web token could not be decoded");
  const now = Date.now() / 1000;
  if (iat === undefined || iat > now + 60)
    throw unauthorised("'Issued at' claim ('iat') must be an Integer in the past");
  if (exp === undefined || exp < now)
    throw unauthorised("'Expiration time' claim ('exp') is too far in the past");
  if (exp > now + 660) throw unauthorised("'Expiration time' claim ('exp') is too far in the future");
  return app;
}
