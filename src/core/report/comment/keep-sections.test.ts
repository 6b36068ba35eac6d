import fc from "fast-check";
import { expect, test } from "vitest";
import { approval, people, sceneTwoView } from "../../../testing/scene-two.ts";
import { putRolloutSection, rolloutSections } from "./keep-sections.ts";
import { renderComment } from "./render-comment.ts";
import { renderRollout } from "./render-rollout.ts";

const approved = [
  approval(people.owner, "2026-11-22T10:02:00Z", 11),
  approval(people.dba, "2026-11-22T10:05:00Z", 12),
];
const comment = renderComment(sceneTwoView(approved));

test("a section comes on top, is replaced in place of itself, and survives the next report", () => {
  const once = putRolloutSection(comment, "test", "## running\n\n**Next:** wait.\n\n<sub>x</sub>");
  expect(once.split("\n").slice(0, 9)).toEqual([
    "<!-- tollgate -->",
    "<!-- tollgate:rollouts -->",
    "<!-- tollgate:rollout:test -->",
    "## running",
    "",
    "**Next:** wait.",
    "",
    "<sub>x</sub>",
    "<!-- /tollgate:rollout:test -->",
  ]);
  const twice = putRolloutSection(putRolloutSection(once, "test", "## done"), "prod", "## prod done");
  expect(rolloutSections(twice)).toEqual([
    "<!-- tollgate:rollout:prod -->\n## prod done\n<!-- /tollgate:rollout:prod -->",
    "<!-- tollgate:rollout:test -->\n## done\n<!-- /tollgate:rollout:test -->",
  ]);
  const again = renderComment(sceneTwoView(approved, { sections: rolloutSections(twice) }));
  expect(rolloutSections(again)).toEqual(rolloutSections(twice));
});

test("what was next before the merge is past; so is an older section's next", () => {
  expect(comment).toContain("**Next:** merge.");
  const first = putRolloutSection(comment, "test", "## done\n\n**Next:** start prod.\n\nend");
  expect(first).not.toContain("**Next:** merge.");
  expect(first).toContain("**Next:** start prod.");
  expect(putRolloutSection(first, "prod", "## done")).not.toContain("**Next:** start prod.");
});

test("only exact lines are markers", () => {
  const inline =
    "text <!-- tollgate:rollout:test --> text\n <!-- tollgate:rollout:test -->\n<!-- /tollgate:rollout:test -->";
  expect(rolloutSections(inline)).toEqual([]);
  expect(rolloutSections("<!-- tollgate:rollout:test -->\nno end")).toEqual([]);
  expect(rolloutSections("<!-- tollgate:rollout:a b -->\nx\n<!-- /tollgate:rollout:a b -->")).toEqual([]);
});

test("what somebody edited in cannot mention, forge a marker or swallow the rest", () => {
  const body =
    "<!-- tollgate:rollout:test -->\n@octocat\n<!-- tollgate:rollouts -->\n<details>\n```\n<!-- /tollgate:rollout:test -->\nrest";
  expect(rolloutSections(body)).toEqual([
    "<!-- tollgate:rollout:test -->\n````text\n@&#8203;octocat\n<! -- tollgate:rollouts -->\n<details>\n```\n````\n<!-- /tollgate:rollout:test -->",
  ]);
});

test("whatever the content, the comment keeps its sections and the report below them", () => {
  const piece = fc.constantFrom(
    "<details>",
    "</details>",
    "```",
    "````",
    "<!-- tollgate:rollouts -->",
    "<!-- /tollgate:rollout:test -->",
    "@x",
    "a",
    "",
  );
  fc.assert(
    fc.property(fc.array(piece), (lines) => {
      const put = putRolloutSection(comment, "test", lines.join("\n"));
      expect(rolloutSections(put)).toHaveLength(1);
      expect(
        rolloutSections(renderComment(sceneTwoView(approved, { sections: rolloutSections(put) }))),
      ).toEqual(rolloutSections(put));
      const report = put.split("\n").lastIndexOf("<!-- tollgate:rollouts -->");
      expect(put.split("\n").slice(report).join("\n")).toContain("## ✅ High risk: approved");
    }),
  );
});

test("many rollouts leave room: the newest stands whole, of the others the headline stays", () => {
  const long = `## done\n\n${"x".repeat(12_000)}`;
  const body = ["a", "b", "c", "d"].reduce(
    (text, environment) => putRolloutSection(text, environment, long),
    comment,
  );
  expect(rolloutSections(body).map((section) => section.length)).toEqual([12_066, 12_066, 64, 64]);
  expect(body.length).toBeLessThanOrEqual(60_000);
});

test("a rollout of whatever names, messages and SQL is kept as it was rendered", () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          "@x",
          "a@b",
          "`",
          "```",
          "</details>",
          "<details>",
          "<!-- tollgate:rollouts -->",
          "\\",
          "|",
          "\n",
          "\r",
        ),
        fc.string(),
      ),
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(hostile, (text) => {
      const statement = {
        text,
        line: 1,
        status: "failed" as const,
        predicted: text,
        actual: text,
        durationMs: 1,
        error: text,
      };
      const task = {
        database: text,
        instance: text,
        file: text,
        status: "failed" as const,
        note: text,
        statements: [statement],
      };
      const changes = [{ database: text, instance: text, diff: text }];
      const refusal = { code: text, what: text, fix: text };
      const rollout = {
        environment: "test",
        commit: "1",
        actor: text,
        run: undefined,
        targets: [],
        tasks: [task],
        changes,
        refusal,
        next: text,
      };
      const rendered = renderRollout(rollout);
      expect(rolloutSections(putRolloutSection(comment, "test", rendered))).toEqual([
        `<!-- tollgate:rollout:test -->\n${rendered}\n<!-- /tollgate:rollout:test -->`,
      ]);
    }),
  );
});
