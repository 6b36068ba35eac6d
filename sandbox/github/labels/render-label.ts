import type { Repository } from "../repositories/repository.ts";
import { nodeId, type World } from "../world.ts";

/** Labels come into being when they are first used, as GitHub makes them, in its default grey. */
export function ensureLabel(world: World, repository: Repository, name: string): void {
  if (repository.labels.has(name)) return;
  repository.labels.set(name, { id: world.nextId(), name, color: "ededed", description: null });
}

export function renderLabel(world: World, repository: Repository, name: string) {
  const label = repository.labels.get(name);
  if (!label) throw new Error(`${repository.fullName} has no label ${name}.`);
  return {
    id: label.id,
    node_id: nodeId("LA", label.id),
    url: `${world.url}/repos/${repository.fullName}/labels/${encodeURIComponent(name)}`,
    name,
    color: label.color,
    default: false,
    description: label.description,
  };
}
