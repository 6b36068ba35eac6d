const moment =
  "`2026-12-20 18:00 Europe/Berlin`, or a day alone, which is meant whole; without a zone it is UTC.";

export const windowSchema = {
  type: ["string", "array"],
  minItems: 1,
  items: { type: "string", description: "Days, hours and a time zone: `Mon-Thu 09:00-16:00 Europe/Berlin`." },
  description:
    "When it may be rolled out to: `Mon-Thu 09:00-16:00 Europe/Berlin`, or a list of such. Days are `Mon`, `Mon-Thu`, `Sat,Sun` or `daily`; `22:00-04:00` goes past midnight; without a zone it is UTC. Left out, at any time.",
} as const;

export const freezeSchema = {
  type: "array",
  description: "When nothing is rolled out to it, whatever its window.",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["from", "until", "reason"],
    properties: {
      from: { type: "string", description: `When it begins: ${moment}` },
      until: { type: "string", description: `When it ends: ${moment}` },
      reason: { type: "string", minLength: 1, description: "Why: everybody who is refused reads it." },
    },
  },
} as const;
