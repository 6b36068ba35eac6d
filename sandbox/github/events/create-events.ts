import { randomUUID } from "node:crypto";
import { grants, type Scope } from "../access/permission.ts";
import { renderAccount } from "../accounts/render-account.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import { type App, type Installation, nodeId, type World } from "../world.ts";
import { deliver } from "./deliver.ts";
import type { Delivery, Emitted, Events, WorkflowListener } from "./events.ts";
import { createSwitchboard } from "./switchboard.ts";

/** The permission that an app needs to be told of an event (docs: Webhook events and payloads). */
const scopeOf: Record<string, Scope> = {
  push: "contents",
  pull_request: "pull_requests",
  pull_request_review: "pull_requests",
  issue_comment: "issues",
  check_run: "checks",
  status: "statuses",
  deployment: "deployments",
  deployment_status: "deployments",
  workflow_run: "actions",
  membership: "members",
};

/** Events that only workflows know: no app is told. */
const workflowOnly = new Set(["workflow_dispatch"]);

function listens(app: App, event: string): boolean {
  const scope = scopeOf[event];
  return app.events.includes(event) && (scope === undefined || grants(app.permissions, scope, "read"));
}

/** Work under way: chains by app keep the order, the set keeps what `settled` waits for. */
function createWork() {
  const running = new Set<Promise<unknown>>();
  const failures: unknown[] = [];
  const chains = new Map<number, Promise<unknown>>();
  function track(work: Promise<unknown>): void {
    const tracked = work
      .catch((error: unknown) => failures.push(error))
      .finally(() => running.delete(tracked));
    running.add(tracked);
  }
  return {
    track,
    inOrder(app: App, work: () => Promise<void>): void {
      const next = (chains.get(app.id) ?? Promise.resolve()).then(work);
      chains.set(
        app.id,
        next.catch(() => undefined),
      );
      track(next);
    },
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
      if (failures.length > 0)
        throw new AggregateError(failures.splice(0), "A listener of workflow events failed.");
    },
  };
}

function isTold(app: App, { event, repository, onlyApp }: Emitted): Installation | undefined {
  if (workflowOnly.has(event) || !listens(app, event) || (onlyApp !== undefined && onlyApp !== app.id))
    return undefined;
  return app.installations.find(({ repositories }) => repositories.has(repository.fullName.toLowerCase()));
}

export function createEvents(world: () => World): Events {
  const listeners: WorkflowListener[] = [];
  const deliveries: Delivery[] = [];
  const work = createWork();
  const send = (delivery: Delivery) => work.inOrder(delivery.app, () => deliver(delivery, world().clock));
  const switchboard = createSwitchboard(send);

  function post(delivery: Delivery): void {
    if (!delivery.app.webhook) return;
    deliveries.push(delivery);
    for (const one of switchboard.pass(delivery)) send(one);
  }

  function prepare(app: App, installation: Installation, event: string, payload: object): Delivery {
    const body = { ...payload, installation: { id: installation.id, node_id: nodeId("I", installation.id) } };
    return {
      id: world().nextId(),
      guid: randomUUID(),
      app,
      installation,
      repositoryId: undefined,
      event,
      action: (payload as { action?: string }).action,
      body: JSON.stringify(body),
      redelivery: false,
      deliveredAt: world().clock.stamp(),
      durationMs: 0,
      statusCode: 0,
      status: "failed",
      headers: {},
    };
  }

  function startWorkflows(
    { event, repository, actor, workflows = [] }: Emitted,
    payload: Record<string, unknown>,
  ): void {
    // "Events triggered by the GITHUB_TOKEN will not create a new workflow run" (docs: Automatic token authentication).
    if (actor.kind === "workflow" && event !== "workflow_dispatch" && event !== "repository_dispatch") return;
    const common = { payload, repository: repository.fullName, actor: actor.account.login };
    for (const workflow of workflows) {
      for (const listener of listeners)
        work.track(Promise.resolve().then(() => listener({ ...workflow, ...common })));
    }
  }

  return {
    deliveries,
    webhooks: switchboard.webhooks,
    emit(emitted) {
      const { event, action, repository, actor } = emitted;
      const payload = {
        ...(action === undefined ? {} : { action }),
        ...emitted.payload,
        repository: renderRepository(world(), repository),
        sender: renderAccount(world(), actor.account),
      };
      for (const app of world().apps.values()) {
        const installation = isTold(app, emitted);
        if (installation)
          post({ ...prepare(app, installation, event, payload), repositoryId: repository.id });
      }
      startWorkflows(emitted, payload);
    },
    emitToApp(app, { event, action, installation, actor, payload }) {
      if (event !== "installation" && !listens(app, event)) return;
      const sender = renderAccount(world(), actor.account);
      post(prepare(app, installation, event, { action, ...payload, sender }));
    },
    onWorkflowEvent: (listener) => listeners.push(listener),
    redeliver(delivery) {
      const again = {
        ...delivery,
        id: world().nextId(),
        redelivery: true,
        status: "failed" as const,
        statusCode: 0,
      };
      deliveries.push(again);
      send(again);
    },
    settled: work.settled,
  };
}
