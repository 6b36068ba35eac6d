import type { Actor } from "../access/token.ts";

export interface DeploymentStatus {
  id: number;
  state: string;
  description: string;
  targetUrl: string;
  environment: string;
  environmentUrl: string;
  creator: Actor;
  createdAt: string;
}

export interface Deployment {
  id: number;
  sha: string;
  ref: string;
  task: string;
  environment: string;
  production: boolean;
  transient: boolean;
  payload: unknown;
  description: string | null;
  creator: Actor;
  createdAt: string;
  statuses: DeploymentStatus[];
}
