/** An answer other than success: a handler throws it, the server writes it as GitHub words its errors. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: Record<string, unknown>;

  constructor(status: number, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

export function invalid(message: string, errors?: unknown[]): Refusal {
  return new Refusal(422, message, errors ? { errors } : {});
}
