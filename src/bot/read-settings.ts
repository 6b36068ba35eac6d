import { readFileSync } from "node:fs";
import { readWritePauses } from "../github/throttle.ts";
import { UserError } from "../operations/user-error.ts";

export interface BotSettings {
  appId: number;
  privateKey: string;
  secret: string;
  /** undefined = github.com. */
  baseUrl: string | undefined;
  host: string;
  port: number;
  redis: string | undefined;
  logLevel: string;
  /** Whether GitHub asks for pauses between writes. */
  writePauses: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UserError for the first setting without which the bot must not start. */
export function readSettings(env: Environment): BotSettings {
  return {
    appId: readAppId(env.APP_ID),
    privateKey: readPrivateKey(env),
    secret: readSecret(env.WEBHOOK_SECRET),
    baseUrl: readBaseUrl(env),
    host: env.HOST || "localhost",
    port: readPort(env.PORT || "3000"),
    redis: env.REDIS_URL || undefined,
    logLevel: env.LOG_LEVEL || "info",
    writePauses: readWritePauses(env),
  };
}

function readAppId(text: string | undefined): number {
  if (text && /^[1-9]\d*$/.test(text)) return Number(text);
  throw new UserError(
    "bot-app-id",
    "APP_ID is not set to a number.",
    "Set it to the App ID that the settings page of your GitHub App shows.",
  );
}

/** Hosting environments often keep a key on one line, with `\n` written out, or in base64. */
function readPrivateKey(env: Environment): string {
  const path = env.PRIVATE_KEY_PATH;
  const given = path ? readFileSync(path, "utf8") : (env.PRIVATE_KEY ?? "");
  const text = given.includes("-----BEGIN") ? given : Buffer.from(given, "base64").toString("latin1");
  if (text.includes("-----BEGIN")) return text.replaceAll("\\n", "\n");
  throw new UserError(
    "bot-private-key",
    "PRIVATE_KEY does not hold a private key in PEM form.",
    "Generate one on the settings page of your GitHub App, and set PRIVATE_KEY to its text or PRIVATE_KEY_PATH to its file.",
  );
}

/**
 * Without a secret Probot accepts what is signed with the word "development", and so anybody's webhooks. What GitHub
 * signs cannot be guessed from 32 random characters on.
 */
function readSecret(secret: string | undefined): string {
  if (secret && secret !== "development" && secret.length >= 32) return secret;
  const what = !secret
    ? "is not set"
    : secret === "development"
      ? 'is "development"'
      : "is shorter than 32 characters";
  throw new UserError(
    "bot-webhook-secret",
    `WEBHOOK_SECRET ${what}, so anybody could send the bot events in GitHub's name.`,
    "Run `openssl rand -hex 32`, and set the result both here and as the webhook secret of your GitHub App.",
  );
}

function readBaseUrl(env: Environment): string | undefined {
  if (env.GITHUB_API_URL) return env.GITHUB_API_URL;
  const host = env.GHE_HOST;
  return host ? `${env.GHE_PROTOCOL || "https"}://${host}/api/v3` : undefined;
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new UserError(
    "bot-port",
    `PORT is ${JSON.stringify(text)}, which is no port.`,
    "Set it to a number such as 3000.",
  );
}
