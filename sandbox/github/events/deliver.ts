import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { World } from "../world.ts";
import type { Delivery } from "./events.ts";

/** GitHub gives an app ten seconds and never tries again by itself (docs: Handling failed webhook deliveries). */
const patience = 10_000;

/** The body's HMAC as `X-Hub-Signature-256` carries it (docs: Validating webhook deliveries). */
function sign(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/**
 * 202 says that the app is still at work: Probot answers so after nine seconds, which a busy machine can need. Its end
 * shows only by its asking nothing any more.
 */
async function silence(world: World): Promise<void> {
  while (Date.now() - world.lastRequestAt < 3000) await sleep(100);
}

/** Sends one delivery and notes how it was answered. Never throws: a lost delivery is part of GitHub's life. */
export async function deliver(delivery: Delivery, world: World): Promise<void> {
  const { webhook } = delivery.app;
  if (!webhook) return;
  delivery.headers = {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/sandbox",
    "x-github-delivery": delivery.guid,
    "x-github-event": delivery.event,
    "x-github-hook-id": String(delivery.app.id),
    "x-github-hook-installation-target-id": String(delivery.app.id),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature-256": sign(webhook.secret, delivery.body),
  };
  const started = Date.now();
  delivery.deliveredAt = world.clock.stamp();
  try {
    const signal = AbortSignal.timeout(patience);
    const { headers, body } = delivery;
    const response = await fetch(webhook.url, { method: "POST", headers, body, signal });
    await response.arrayBuffer();
    delivery.statusCode = response.status;
    delivery.status = response.ok ? "OK" : "failed";
    if (response.status === 202) await silence(world);
  } catch {
    delivery.status = "failed";
  }
  delivery.durationMs = Date.now() - started;
}
