import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highScripts, moderateScripts } from "../../testing/dangerous-scripts.ts";
import { harmlessScripts } from "../../testing/harmless-scripts.ts";
import { type NamedPlaces, type NameSpelling, namedPlaces, spell } from "../../testing/spellings.ts";
import { defaultThresholds } from "../policy/resolve-policy.ts";
import { split } from "../sql/split/split.ts";
import { openClassifier } from "./classify-script.ts";
import { exampleSchema } from "./example-schema.ts";
import type { RiskContext } from "./factor.ts";
import { findRisks } from "./find-risks.ts";
import { replayHistory } from "./replay-history.ts";
import { scoreOf } from "./score.ts";

/** Findings about a rollout name lines, which a USE more moves. */
const nobodyLooks = { whole: () => [], alone: () => [], most: 0 };
const engine = { flavour: "mysql", version: 80400 } as const;
const target = {
  environment: "prod",
  instance: "p",
  database: "shop",
  engine: "mysql-8.4",
  connection: "URL",
  labels: {},
};
const schema = namedPlaces(exampleSchema);
const scripts = [...new Set([...highScripts, ...moderateScripts, ...harmlessScripts])]
  .map(namedPlaces)
  .filter((script) => script.some(({ places }) => places.length > 0));

function migration(statements: readonly string[]) {
  const text = statements.map((statement) => `${statement};\n`).join("");
  return {
    project: "p",
    format: "plain",
    version: undefined,
    kind: "versioned" as const,
    blob: "",
    downStatements: [],
    path: text,
    text,
    statements: split(text, { mode: { engine } }).statements,
  };
}

/** What the statements of a script come to in the project whose database is shop; a USE is left out. */
function weigh(history: readonly string[], script: readonly string[]) {
  const [old, fresh] = [migration(history), migration(script)];
  const read = replayHistory([old, fresh], (one) => (one === fresh ? "added" : undefined), {
    targets: [target],
  });
  return (read.get(fresh) ?? [])
    .flatMap((contexts) => [...contexts.values()].map(described))
    .filter(({ type }) => type !== "USE");
}

function described(context: RiskContext) {
  const { type, source, parsed, algorithm, lock, rebuilds, dataLoss, changes, stored, refusals } =
    context.statement;
  const findings = findRisks(context, defaultThresholds);
  return JSON.parse(
    bare(
      JSON.stringify({
        ...{ type, source, parsed, algorithm, lock, rebuilds, dataLoss, stored, refusals },
        changes: changes.map(({ clause: { kind }, cost, created, temporary, dataLoss: loss }) => [
          ...[kind, cost, created, temporary, loss],
        ]),
        score: scoreOf(findings),
        findings: findings.map(({ id, points, what, check }) => [id, points, what, check]),
      }),
    ),
  ) as { type: string; score: number; findings: [id: string, points: number][] };
}

/** Messages show names as they are written. */
function bare(text: string): string {
  return text.replace(/(?:`(?:shop|other)`|\b(?:shop|other))\s*\.\s*/g, "");
}

const anySpelling = fc.array(fc.constantFrom<NameSpelling>("alone", "qualified", "quoted"), {
  minLength: 1,
  maxLength: 6,
});
const withDatabase = fc.array(fc.constantFrom<NameSpelling>("qualified", "quoted"), {
  minLength: 1,
  maxLength: 3,
});

/** `USE` before some of the statements: by the bits of a number. */
function spellAll(
  script: readonly NamedPlaces[],
  database: string,
  spellings: readonly NameSpelling[],
  uses = 0,
) {
  return script.flatMap((one, i) => {
    const text = spell(one, spellings, database);
    return (uses >> (i % 30)) & 1 ? [`USE ${database}`, text] : [text];
  });
}

describe("the same SQL weighs the same, however its names are written", () => {
  const neither = spellAll(schema, "shop", ["alone"]);
  const known = new Map<readonly NamedPlaces[], ReturnType<typeof weigh>>();
  const plainly = (script: readonly NamedPlaces[]) => {
    const weighed = known.get(script) ?? weigh(neither, spellAll(script, "shop", ["alone"]));
    known.set(script, weighed);
    return weighed;
  };

  test("there are scripts enough to tell", () => {
    expect(scripts.length).toBeGreaterThan(300);
  });

  test.each(["USE", "qualified", "quoted"] as const)("every script, by %s", (way) => {
    const [spellings, uses]: [NameSpelling[], number] = way === "USE" ? [["alone"], 1] : [[way], 0];
    for (const script of scripts) {
      expect(weigh(neither, spellAll(script, "shop", spellings, uses)), way).toEqual(plainly(script));
    }
  });

  test("in the project's own database: alone, after USE, qualified, or now so and now so", () => {
    const history = fc.tuple(anySpelling, fc.nat());
    fc.assert(
      fc.property(
        fc.constantFrom(...scripts),
        anySpelling,
        fc.nat(),
        history,
        (script, names, uses, past) => {
          expect(weigh(spellAll(schema, "shop", ...past), spellAll(script, "shop", names, uses))).toEqual(
            plainly(script),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test("in another database: after USE or qualified", () => {
    fc.assert(
      fc.property(fc.constantFrom(...scripts), anySpelling, withDatabase, (script, names, qualified) => {
        const history = spellAll(schema, "other", ["qualified"]);
        const [first, ...rest] = script;
        const used = ["USE other", ...spellAll([...(first ? [first] : []), ...rest], "other", names)];
        expect(weigh(history, used)).toEqual(weigh(history, spellAll(script, "other", qualified)));
      }),
      { numRuns: 100 },
    );
  });

  test("where nobody knows the database: after USE or qualified, but for the finding that it is named", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...scripts),
        fc.boolean(),
        withDatabase,
        (script, schemaUses, qualified) => {
          const classify = (past: readonly string[], texts: readonly string[]) =>
            openClassifier({ engine, schema: migration(past).statements, ahead: nobodyLooks })(
              migration(texts).statements,
              described,
            )
              .filter(({ type }) => type !== "USE")
              .map(({ findings, score: _, ...one }) => ({
                ...one,
                findings: findings.filter(([id]) => id !== "other-database"),
              }));
          const past = schemaUses
            ? ["USE shop", ...spellAll(schema, "shop", ["alone"])]
            : spellAll(schema, "shop", ["qualified"]);
          expect(classify(past, ["USE shop", ...spellAll(script, "shop", ["alone"])])).toEqual(
            classify(past, spellAll(script, "shop", qualified)),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
