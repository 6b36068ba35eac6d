import type { Policy } from "../core/policy/policy.ts";
import { defaultApproval, defaultThresholds } from "../core/policy/resolve-policy.ts";

/** Weighs a file where there is no policy: by the risk factors alone, on one production database of today's MySQL. */
export const defaultPolicy: Policy = {
  gate: "action",
  appId: undefined,
  floor: "optional",
  gateFiles: [],
  statistics: undefined,
  environments: [{ name: "prod", rollout: "manual", dispatch: [] }],
  projects: [
    {
      name: "files",
      migrations: [],
      format: "none",
      placeholders: {},
      targets: [
        {
          environment: "prod",
          instance: "prod",
          database: "app",
          isDatabaseAssumed: true,
          engine: "mysql-8.4",
          connection: "DATABASE_URL",
          labels: {},
        },
      ],
    },
  ],
  roles: new Map(),
  risk: {
    builtin: true,
    allowComments: "seen",
    allow: [],
    repositoriesMayAllow: false,
    thresholds: defaultThresholds,
    rules: [],
  },
  approval: {
    ...defaultApproval,
    flows: new Map(),
    rules: {},
  },
};
