import type { Policy } from "./policy.ts";
import { type YamlValue, yamlValues } from "./yaml-values.ts";

/** What a workflow or an action names of the policy. */
export interface NamedTargets {
  /** In rollout order. */
  environments: readonly string[];
  /** Names of secrets that hold URLs or passwords of databases. */
  secrets: readonly string[];
  /** Which ones cannot be told from it: it computes a name, or takes all secrets. */
  open: readonly ("environment" | "secrets")[];
}

/** Environments where a job asks for them; secrets wherever they stand. `texts` are YAML, before and after. */
export function namesTargets(
  { environments, projects }: Pick<Policy, "environments" | "projects">,
  texts: readonly string[],
): NamedTargets {
  const values = texts.flatMap((text) => yamlValues(text) ?? []);
  const asked = values.filter(isEnvironment).map(({ value }) => value);
  const words = new Set(values.flatMap(({ keys, value }) => [...keys, ...(value.match(/\w+/g) ?? [])]));
  const isOpen = {
    environment: asked.some((value) => value.includes("${{")),
    secrets: values.some(takesAllSecrets),
  };
  return {
    environments: environments.map(({ name }) => name).filter((name) => asked.includes(name)),
    secrets: secretsOf(projects).filter((name) => words.has(name)),
    open: (["environment", "secrets"] as const).filter((one) => isOpen[one]),
  };
}

/** `environment: prod`, or `environment: { name: prod }`. */
function isEnvironment({ keys }: YamlValue): boolean {
  const [last, above] = [keys.at(-1), keys.at(-2)];
  return last === "environment" || (last === "name" && above === "environment");
}

/** `secrets: inherit`, `toJSON(secrets)`, `secrets[name]`. */
function takesAllSecrets({ keys, value }: YamlValue): boolean {
  return (keys.at(-1) === "secrets" && value === "inherit") || /\bsecrets\s*(?:\[|\))/i.test(value);
}

function secretsOf(projects: Policy["projects"]): string[] {
  const names = projects
    .flatMap(({ targets }) => targets)
    .flatMap(({ connection, password, replicas = [] }) => [
      connection,
      ...(password?.from === "variable" ? [password.name] : []),
      ...replicas,
    ]);
  return [...new Set(names)];
}
