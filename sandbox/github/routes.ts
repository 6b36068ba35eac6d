/** Every operation that the sandbox serves. `npm run openapi -w sandbox` follows this list. */
import { accountRoutes } from "./accounts/routes.ts";
import { activityRoutes } from "./activity/routes.ts";
import { appRoutes } from "./apps/routes.ts";
import { archiveRoutes } from "./archives/routes.ts";
import { branchRoutes } from "./branches/routes.ts";
import { checkRoutes } from "./checks/routes.ts";
import { commentRoutes } from "./comments/routes.ts";
import { commitRoutes } from "./commits/routes.ts";
import { contentRoutes } from "./contents/routes.ts";
import { deploymentRoutes } from "./deployments/routes.ts";
import { environmentRoutes } from "./environments/routes.ts";
import { gitObjectRoutes } from "./git-objects/routes.ts";
import { installationRoutes } from "./installations/routes.ts";
import { labelRoutes } from "./labels/routes.ts";
import { pullRoutes } from "./pulls/routes.ts";
import { repositoryRoutes } from "./repositories/routes.ts";
import { requestedReviewerRoutes } from "./requested-reviewers/routes.ts";
import { reviewCommentRoutes } from "./review-comments/routes.ts";
import { reviewRoutes } from "./reviews/routes.ts";
import type { Route } from "./route.ts";
import { statusRoutes } from "./statuses/routes.ts";
import { teamRoutes } from "./teams/routes.ts";
import { workflowRoutes } from "./workflows/routes.ts";

export const routes: readonly Route[] = [
  ...accountRoutes,
  ...activityRoutes,
  ...appRoutes,
  ...archiveRoutes,
  ...branchRoutes,
  ...checkRoutes,
  ...commentRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...deploymentRoutes,
  ...environmentRoutes,
  ...gitObjectRoutes,
  ...installationRoutes,
  ...labelRoutes,
  ...pullRoutes,
  ...repositoryRoutes,
  ...requestedReviewerRoutes,
  ...reviewCommentRoutes,
  ...reviewRoutes,
  ...statusRoutes,
  ...teamRoutes,
  ...workflowRoutes,
];
