import { randomUUID } from "node:crypto";
import { grants, type Scope } from "../access/permission.ts";
import { renderAccount } from "../accounts/render-account.ts";
import { renderOrganisation } from "../accounts/render-organisation.ts";
import type { App, Installation } from "../apps/app.ts";
import { renderInstallation } from "../apps/render-app.ts";
import { renderRepository } from "../repositories/render-repository.ts";
import type { Contract } from "../schema/contract.ts";
import { nodeId, type World } from "../world.ts";
import { deliver } from "./deliver.ts";
import type { Delivery, Emitted, Events, WorkflowEvent, WorkflowListener } from "./events.ts";
import { createSwitchboard } from "./switchboard.ts";
import { webhookName } from "./webhook-names.ts";

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
  team: "members",
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
    fail(message: string): void {
      failures.push(new Error(message));
    },
    async settled(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
      if (failures.length > 0)
        throw new AggregateError(failures.splice(0), "What followed from an event failed.");
    },
  };
}

function isTold(app: App, { event, repository, onlyApp }: Emitted): Installation | undefined {
  if (workflowOnly.has(event) || !listens(app, event) || (onlyApp !== undefined && onlyApp !== app.id))
    return undefined;
  return app.installations.find(({ repositories }) => repositories.has(repository.fullName.toLowerCase()));
}

function prepare(
  world: World,
  app: App,
  installation: Installation,
  event: string,
  payload: object,
): Delivery {
  const short = { id: installation.id, node_id: nodeId("I", installation.id) };
  const whole = event.startsWith("installation");
  const body = { ...payload, installation: whole ? renderInstallation(world, app, installation) : short };
  return {
    id: world.nextId(),
    guid: randomUUID(),
    app,
    installation,
    repositoryId: undefined,
    event,
    action: (payload as { action?: string }).action,
    body: JSON.stringify(body),
    redelivery: false,
    deliveredAt: world.clock.stamp(),
    durationMs: 0,
    statusCode: 0,
    status: "failed",
    headers: {},
  };
}

function payloadOf(world: World, { action, repository, actor, payload }: Emitted): Record<string, unknown> {
  const { owner } = repository;
  return {
    ...(action === undefined ? {} : { action }),
    ...payload,
    repository: renderRepository(world, repository),
    ...(owner.type === "Organization" ? { organization: renderOrganisation(world, owner) } : {}),
    sender: renderAccount(world, actor.account),
  };
}

/** "Events triggered by the GITHUB_TOKEN will not create a new workflow run" (docs: Automatic token authentication). */
function workflowEvents(emitted: Emitted, payload: Record<string, unknown>): WorkflowEvent[] {
  const { event, repository, actor, workflows = [] } = emitted;
  if (actor.kind === "workflow" && event !== "workflow_dispatch") return [];
  const common = { payload, repository: repository.fullName, actor: actor.account.login };
  return workflows.map((workflow) => ({ ...workflow, ...common }));
}

export function createEvents(world: () => World, contract: Contract): Events {
  const listeners: WorkflowListener[] = [];
  const deliveries: Delivery[] = [];
  const work = createWork();
  const send = (delivery: Delivery) => work.inOrder(delivery.app, () => deliver(delivery, world()));
  const switchboard = createSwitchboard(send);

  /** An invalid payload is the sandbox's own fault: `settled` throws it, so that no scene rests on it. */
  function check(event: string, action: string | undefined, payload: unknown): void {
    const name = webhookName(event, action);
    const problems = contract.checkWebhook(name, JSON.parse(JSON.stringify(payload)));
    if (problems.length > 0) work.fail(`GitHub never sends this ${name}: ${problems.join("; ")}`);
  }

  function post(delivery: Delivery): void {
    if (!delivery.app.webhook) return;
    deliveries.push(delivery);
    for (const one of switchboard.pass(delivery)) send(one);
  }

  return {
    deliveries,
    webhooks: switchboard.webhooks,
    emit(emitted) {
      const payload = payloadOf(world(), emitted);
      check(emitted.event, emitted.action, payload);
      for (const app of world().apps.values()) {
        const installation = isTold(app, emitted);
        if (!installation) continue;
        const delivery = prepare(world(), app, installation, emitted.event, payload);
        post({ ...delivery, repositoryId: emitted.repository.id });
      }
      for (const event of workflowEvents(emitted, payload)) {
        for (const listener of listeners) work.track(Promise.resolve().then(() => listener(event)));
      }
    },
    emitToApp(app, { event, action, installation, actor, payload }) {
      // "All GitHub Apps receive this event by default."
      if (!event.startsWith("installation") && !listens(app, event)) return;
      const sender = renderAccount(world(), actor.account);
      const delivery = prepare(world(), app, installation, event, { action, ...payload, sender });
      check(event, action, JSON.parse(delivery.body));
      post(delivery);
    },
    onWorkflowEvent: (listener) => listeners.push(listener),
    redeliver(delivery) {
      const fresh = { id: world().nextId(), redelivery: true, status: "failed", statusCode: 0 } as const;
      const again = { ...delivery, ...fresh };
      deliveries.push(again);
      send(again);
    },
    settled: work.settled,
  };
}
