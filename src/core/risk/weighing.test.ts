import { describe, expect, it } from "vitest";
import { highScripts, mariadbScripts, moderateScripts } from "../../testing/dangerous-scripts.ts";
import { harmlessScripts } from "../../testing/harmless-scripts.ts";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { foreseeScript } from "../rollout/foresee-script.ts";
import { split } from "../sql/split/split.ts";
import { levels } from "../words/level.ts";
import { exampleSchema } from "./example-schema.ts";
import { findRisks } from "./find-risks.ts";
import { replayHistory } from "./replay-history.ts";
import { levelOf, scoreOf } from "./score.ts";

/** Level of the heaviest statement of a script over the examples' schema, as production would judge it. */
function weigh(script: string, engine = "mysql-8.4"): string {
  const target = {
    environment: "prod",
    instance: "p",
    database: "shop",
    engine,
    connection: "URL",
    labels: {},
  };
  const [schema, change] = [exampleSchema, `${script};`].map((text) => ({
    project: "p",
    format: "plain",
    version: undefined,
    kind: "versioned" as const,
    blob: "",
    downStatements: [],
    path: text,
    text,
    statements: split(text).statements,
  }));
  if (!schema || !change) throw new Error("nothing to weigh");
  const kindOf = (one: unknown) => (one === change ? "added" : undefined);
  const project = { targets: [target] };
  const readings = replayHistory([schema, change], kindOf, project, undefined, undefined, foreseeScript);
  const contexts = (readings.get(change) ?? []).flatMap((reading) => [...reading.values()]);
  const unknown = contexts.some(({ statement }) => statement.source === "unknown");
  const scores = contexts.map((context) => scoreOf(findRisks(context, defaultThresholds)));
  return unknown ? "high" : levelOf(Math.max(0, ...scores), defaultThresholds);
}

describe("what is dangerous", () => {
  it.each(highScripts)("is high: %s", (script) => {
    expect(weigh(script)).toBe("high");
  });

  it.each(moderateScripts)("is at least moderate: %s", (script) => {
    expect(levels.indexOf(weigh(script) as "low")).toBeGreaterThanOrEqual(levels.indexOf("moderate"));
  });

  it.each(mariadbScripts)("is high on MariaDB: %s", (script) => {
    expect(weigh(script, "mariadb-10.11")).toBe("high");
  });
});

describe("what is harmless", () => {
  it.each(harmlessScripts)("is at most low: %s", (script) => {
    expect(["default", "low"]).toContain(weigh(script));
  });

  it("is a list long enough to tell", () => {
    expect(new Set(harmlessScripts).size).toBeGreaterThanOrEqual(200);
    expect(new Set([...highScripts, ...moderateScripts]).size).toBeGreaterThanOrEqual(150);
  });
});
