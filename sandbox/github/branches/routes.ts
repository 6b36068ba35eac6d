import { renderCommit } from "../commits/render-commit.ts";
import { Refusal } from "../http/refusal.ts";
import { answerPage } from "../paging.ts";
import type { Protection } from "../repositories/repository.ts";
import { type Answer, ok, pathOf, type RepositoryCall, type Route, reading } from "../route.ts";

function renderChecks({ requiredChecks, enforceAdmins }: Protection) {
  return {
    enforcement_level: enforceAdmins ? "everyone" : "non_admins",
    contexts: requiredChecks.map(({ context }) => context),
    checks: requiredChecks.map(({ context, appId }) => ({ context, app_id: appId ?? null })),
    strict: false,
  };
}

const unprotected: Protection = { requiredChecks: [], enforceAdmins: false };

async function listBranches(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const refs = await repository.git.refs("refs/heads");
  return answerPage(
    call,
    refs.map(({ ref, sha }) => {
      const name = ref.slice("refs/heads/".length);
      const url = `${world.url}/repos/${repository.fullName}/commits/${sha}`;
      return { name, commit: { sha, url }, protected: repository.protections.has(name) };
    }),
  );
}

async function getBranch(call: RepositoryCall): Promise<Answer> {
  const { world, repository } = call;
  const name = pathOf(call, "branch");
  const commit = await repository.git.commit(`refs/heads/${name}`);
  if (!commit) throw new Refusal(404, "Branch not found");
  const protection = repository.protections.get(name);
  const self = `${world.url}/repos/${repository.fullName}/branches/${name}`;
  return ok({
    name,
    commit: renderCommit(world, repository, commit),
    _links: { self, html: `${world.url}/${repository.fullName}/tree/${name}` },
    protected: protection !== undefined,
    protection: {
      enabled: protection !== undefined,
      required_status_checks: renderChecks(protection ?? unprotected),
    },
    protection_url: `${self}/protection`,
  });
}

function getProtection(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const name = pathOf(call, "branch");
  const protection = repository.protections.get(name);
  if (!protection) throw new Refusal(404, "Branch not protected");
  const url = `${world.url}/repos/${repository.fullName}/branches/${name}/protection`;
  return ok({
    url,
    required_status_checks: {
      url: `${url}/required_status_checks`,
      contexts_url: `${url}/required_status_checks/contexts`,
      ...renderChecks(protection),
    },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.enforceAdmins },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  });
}

/** What a ruleset would say of the same protection: the form that does not need administration rights. */
function listRules(call: RepositoryCall): Answer {
  const { repository } = call;
  const protection = repository.protections.get(pathOf(call, "branch"));
  if (!protection) return ok([]);
  const origin = {
    ruleset_source_type: "Repository",
    ruleset_source: repository.fullName,
    ruleset_id: repository.id,
  };
  const required_status_checks = protection.requiredChecks.map(({ context, appId }) => ({
    context,
    ...(appId === undefined ? {} : { integration_id: appId }),
  }));
  const parameters = { strict_required_status_checks_policy: false, required_status_checks };
  return ok([{ type: "required_status_checks", parameters, ...origin }]);
}

const repo = "/repos/{owner}/{repo}";

export const branchRoutes: Route[] = [
  { operation: `GET ${repo}/branches`, needs: reading("contents"), handle: listBranches },
  { operation: `GET ${repo}/branches/{branch}`, needs: reading("contents"), handle: getBranch },
  {
    operation: `GET ${repo}/branches/{branch}/protection`,
    needs: { scopes: ["administration"], grade: "read", role: "admin" },
    handle: getProtection,
  },
  { operation: `GET ${repo}/rules/branches/{branch}`, needs: reading("metadata"), handle: listRules },
];
