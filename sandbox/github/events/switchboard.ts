import type { Delivery, WebhookSwitches } from "./events.ts";

type Fault = "drop" | "duplicate";

export interface Switchboard {
  webhooks: WebhookSwitches;
  /** The deliveries that one delivery becomes: none, itself, or twice itself. Held ones come back by `onRelease`. */
  pass(delivery: Delivery): Delivery[];
}

/** The switches between GitHub and the app; `onRelease` takes what was held. */
export function createSwitchboard(onRelease: (delivery: Delivery) => void): Switchboard {
  const faults: { fault: Fault; event: string; left: number }[] = [];
  let held: Delivery[] | undefined;

  function use(fault: Fault, event: string): boolean {
    const found = faults.find(
      (one) => one.fault === fault && one.left > 0 && (one.event === event || one.event === "*"),
    );
    if (found) found.left -= 1;
    return found !== undefined;
  }

  return {
    pass(delivery) {
      if (use("drop", delivery.event)) {
        delivery.status = "dropped";
        return [];
      }
      const copies = use("duplicate", delivery.event) ? [delivery, delivery] : [delivery];
      if (!held) return copies;
      held.push(...copies);
      return [];
    },
    webhooks: {
      drop: (event, times = 1) => faults.push({ fault: "drop", event, left: times }),
      duplicate: (event, times = 1) => faults.push({ fault: "duplicate", event, left: times }),
      hold() {
        held ??= [];
      },
      release(order = "as-sent") {
        const waiting = held ?? [];
        held = undefined;
        for (const delivery of order === "reversed" ? waiting.toReversed() : waiting) onRelease(delivery);
      },
    },
  };
}
