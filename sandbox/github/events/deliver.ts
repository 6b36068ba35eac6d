import { createHmac } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Delivery } from "./events.ts";

/** GitHub gives an app ten seconds and never tries again by itself (docs: Handling failed webhook deliveries). */
const patience = 10_000;

/** The body's HMAC as `X-Hub-Signature-256` carries it (docs: Validating webhook deliveries). */
export function sign(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** Sends one delivery and notes how it was answered. Never throws: a lost delivery is part of GitHub's life. */
export async function deliver(delivery: Delivery, clock: Clock): Promise<void> {
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
  delivery.deliveredAt = clock.stamp();
  try {
    const signal = AbortSignal.timeout(patience);
    const { headers, body } = delivery;
    const response = await fetch(webhook.url, { method: "POST", headers, body, signal });
    await response.arrayBuffer();
    delivery.statusCode = response.status;
    delivery.status = response.ok ? "OK" : "failed";
  } catch {
    delivery.status = "failed";
  }
  delivery.durationMs = Date.now() - started;
}
