/** An answer other than success: a handler throws it, the server writes it as GitHub words its errors. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(
    status: number,
    message: string,
    details: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.status = status;
    this.details = details;
  }
}

/** A refusal that another error led to. */
export function refusalBecause(cause: unknown, status: number, message: string): Refusal {
  return new Refusal(status, message, {}, { cause });
}

export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

export function invalid(message: string, errors?: unknown[]): Refusal {
  return new Refusal(422, message, errors ? { errors } : {});
}
