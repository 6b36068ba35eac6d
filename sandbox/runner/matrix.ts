import { type ExpressionScope, resolve, type Template, type Value } from "./template.ts";

/** The combinations of a job's matrix, and how they run. */
export interface Strategy {
  combinations: readonly Record<string, Value>[];
  failFast: boolean;
  maxParallel: number;
}

/** What one machine takes at the same time. */
const runners = 4;

/** undefined = the job has no matrix. GitHub Docs, "Running variations of jobs in a workflow". */
export function readStrategy(written: Template | undefined, scope: ExpressionScope): Strategy | undefined {
  const strategy = mapping(resolve(written, scope));
  const matrix = mapping(strategy.matrix ?? null);
  if (strategy.matrix === undefined) return undefined;
  const { include, exclude, ...vectors } = matrix;
  if (exclude !== undefined) throw new Error("The sandbox's runner knows no `exclude` of a matrix.");
  const crossed = Object.keys(vectors).length > 0 ? cross(Object.entries(vectors)) : [];
  const included = list(include ?? []).map(mapping);
  if (crossed.length > 0 && included.length > 0)
    throw new Error("The sandbox's runner knows `include` only where the matrix has nothing else.");
  const combinations = [...crossed, ...included];
  if (combinations.length === 0) throw new Error("Matrix vector does not contain any values");
  if (combinations.length > 256) throw new Error("A matrix generates at most 256 jobs");
  return {
    combinations,
    failFast: strategy["fail-fast"] !== false,
    maxParallel: Math.min(runners, Number(strategy["max-parallel"] ?? runners)),
  };
}

function cross(vectors: readonly [string, Value][]): Record<string, Value>[] {
  return vectors.reduce<Record<string, Value>[]>(
    (all, [key, values]) => all.flatMap((one) => list(values).map((value) => ({ ...one, [key]: value }))),
    [{}],
  );
}

function mapping(value: Value): Record<string, Value> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

function list(value: Value): Value[] {
  return Array.isArray(value) ? value : [value];
}
