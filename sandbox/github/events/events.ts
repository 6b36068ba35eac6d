import type { Actor } from "../access/token.ts";
import type { App, Installation } from "../apps/app.ts";
import type { Repository } from "../repositories/repository.ts";

/** What GitHub would start workflows for: `ref` and `sha` become GITHUB_REF and GITHUB_SHA. */
export interface WorkflowEvent {
  event: string;
  payload: Record<string, unknown>;
  /** Full name. */
  repository: string;
  ref: string;
  sha: string;
  /** Login of whoever caused it. */
  actor: string;
}

/** May return the run's end: `settled` waits for it. */
export type WorkflowListener = (event: WorkflowEvent) => undefined | Promise<void>;

export interface Emitted {
  event: string;
  action?: string;
  repository: Repository;
  actor: Actor;
  /** Without repository, sender and installation, which every payload gets. */
  payload: Record<string, unknown>;
  /** Workflow events that come of it: the same name at another commit, or several names. */
  workflows?: { event: string; ref: string; sha: string }[];
  /** Events about a check run's buttons go to the app that made it and to no other. */
  onlyApp?: number;
}

type DeliveryStatus = "OK" | "dropped" | "failed";

/** One webhook delivery, kept for the app's delivery log and for redelivery. */
export interface Delivery {
  id: number;
  /** The same for each redelivery, as GitHub's `X-GitHub-Delivery`. */
  guid: string;
  app: App;
  installation: Installation | undefined;
  repositoryId: number | undefined;
  event: string;
  action: string | undefined;
  body: string;
  redelivery: boolean;
  deliveredAt: string;
  durationMs: number;
  statusCode: number;
  status: DeliveryStatus;
  headers: Record<string, string>;
}

/** What may go wrong between GitHub and an app. A matching switch is used up by each delivery that it touches. */
export interface WebhookSwitches {
  drop(event: string, times?: number): void;
  duplicate(event: string, times?: number): void;
  /** Keeps deliveries back until `release`, which sends them in the order given. */
  hold(): void;
  release(order?: "as-sent" | "reversed"): void;
}

export interface Events {
  emit(emitted: Emitted): void;
  /** Events of an organisation or of an installation, which belong to no repository. */
  emitToApp(
    app: App,
    about: {
      event: string;
      action: string;
      installation: Installation;
      actor: Actor;
      payload: Record<string, unknown>;
    },
  ): void;
  onWorkflowEvent(listener: WorkflowListener): void;
  deliveries: Delivery[];
  redeliver(delivery: Delivery): void;
  webhooks: WebhookSwitches;
  /** Resolves when every delivery was answered and every listener has finished, however long that chain is. */
  settled(): Promise<void>;
}
