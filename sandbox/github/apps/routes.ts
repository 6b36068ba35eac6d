import { answerCursor } from "../activity/cursor.ts";
import type { Delivery } from "../events/events.ts";
import { notFound } from "../http/refusal.ts";
import { type Answer, type Call, ok, pathOf, queryOf, type Route } from "../route.ts";
import type { App } from "./app.ts";
import { renderApp } from "./render-app.ts";

/** Only an app's own token reaches these routes. */
export function callingApp({ token }: Call): App {
  if (token.kind !== "app") throw notFound();
  return token.app;
}

function renderDelivery(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationMs / 1000,
    status:
      delivery.status === "OK"
        ? "OK"
        : delivery.statusCode === 0
          ? "failed to connect to host"
          : "Invalid HTTP Response",
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action ?? null,
    installation_id: delivery.installation?.id ?? null,
    repository_id: delivery.repositoryId ?? null,
    throttled_at: null,
  };
}

function deliveriesOf(call: Call): Delivery[] {
  const app = callingApp(call);
  return call.world.events.deliveries.filter((delivery) => delivery.app === app);
}

function listDeliveries(call: Call): Answer {
  const status = queryOf<string>(call, "status");
  const found = deliveriesOf(call).filter(
    (delivery) => status === undefined || (delivery.status === "OK") === (status === "success"),
  );
  return answerCursor(call, found.toReversed().map(renderDelivery), "cursor");
}

function deliveryOf(call: Call): Delivery {
  const delivery = deliveriesOf(call).find(({ id }) => id === Number(pathOf(call, "delivery_id")));
  if (!delivery) throw notFound();
  return delivery;
}

function getDelivery(call: Call): Answer {
  const delivery = deliveryOf(call);
  return ok({
    ...renderDelivery(delivery),
    url: delivery.app.webhook?.url ?? "",
    request: { headers: delivery.headers, payload: JSON.parse(delivery.body) as unknown },
    response: { headers: {}, payload: "" },
  });
}

function redeliver(call: Call): Answer {
  call.world.events.redeliver(deliveryOf(call));
  return { status: 202, body: {} };
}

function hookConfig(call: Call): Answer {
  const { webhook } = callingApp(call);
  return ok({ content_type: "json", insecure_ssl: "0", secret: "********", url: webhook?.url ?? "" });
}

const one = "/app/hook/deliveries/{delivery_id}";

export const appRoutes: Route[] = [
  { operation: "GET /app", needs: "app", handle: (call) => ok(renderApp(call.world, callingApp(call))) },
  { operation: "GET /app/hook/config", needs: "app", handle: hookConfig },
  { operation: "GET /app/hook/deliveries", needs: "app", handle: listDeliveries },
  { operation: `GET ${one}`, needs: "app", handle: getDelivery },
  { operation: `POST ${one}/attempts`, needs: "app", handle: redeliver },
  {
    operation: "GET /apps/{app_slug}",
    needs: "anyone",
    handle: (call) => {
      const app = [...call.world.apps.values()].find(({ slug }) => slug === pathOf(call, "app_slug"));
      if (!app) throw notFound();
      return ok(renderApp(call.world, app));
    },
  },
];
