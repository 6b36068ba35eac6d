import type { NamedTargets } from "./policy/names-targets.ts";

/** What follows a file's name: "names the environment prod and the secret PROD_DATABASE_URL."; "" = it names nothing. */
export function sayNames({ environments, secrets, open }: NamedTargets): string {
  const named = [list("environment", environments), list("secret", secrets)].filter((one) => one !== "");
  const taken = [
    ...(open.includes("environment") ? ["computes the name of an environment"] : []),
    ...(open.includes("secrets") ? ["can read every secret that its job has"] : []),
  ];
  const parts = [...(named.length > 0 ? [`names ${named.join(" and ")}`] : []), ...taken];
  return parts.length === 0 ? "" : `${parts.join(", and ")}.`;
}

function list(what: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  return `the ${what}${names.length > 1 ? "s" : ""} ${names.join(", ")}`;
}
