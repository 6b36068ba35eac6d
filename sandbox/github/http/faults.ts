import type { Answer, Operation } from "../route.ts";

/** An answer that is given instead of the true one: a failing gateway, a secondary rate limit. */
export interface Fault {
  operation: Operation;
  status: number;
  message?: string;
  headers?: Record<string, string>;
  /** How many requests it meets; one by default. */
  times?: number;
  /** Whether the operation still takes effect, as when only GitHub's answer is lost. */
  done?: boolean;
}

export interface Faults {
  add(fault: Fault): void;
  /** The fault that meets this request, used up by it. */
  take(operation: Operation): { answer: Answer; done: boolean } | undefined;
}

export function createFaults(): Faults {
  const waiting: (Fault & { left: number })[] = [];
  return {
    add(fault) {
      waiting.push({ ...fault, left: fault.times ?? 1 });
    },
    take(operation) {
      const fault = waiting.find((one) => one.operation === operation && one.left > 0);
      if (!fault) return undefined;
      fault.left -= 1;
      const { status, message = "Server Error", headers = {}, done = false } = fault;
      return { answer: { status, headers, body: { message } }, done };
    },
  };
}
