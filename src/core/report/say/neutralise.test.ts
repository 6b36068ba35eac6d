import fc from "fast-check";
import { expect, test } from "vitest";
import { code, fence, logLines, mermaidLabel, prose, visible } from "./neutralise.ts";

/** Text made of what attacks are made of. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "`",
        "```",
        "~~~",
        "@octocat",
        "@",
        "#1",
        "GH-1",
        "closes #12",
        "<!-- tollgate -->",
        "</details>",
      ),
      fc.constantFrom(
        "|",
        "\\",
        "\n",
        "\r",
        "\r\n",
        "::error::x",
        "##[error]",
        "%0A",
        "\u202e",
        "\u200b",
        "\u0000",
      ),
      fc.constantFrom(
        "<b>",
        "[x](javascript:1)",
        "![x](//e)",
        "https://evil.example",
        "www.evil.example",
        "$$x$$",
      ),
      fc.constantFrom(
        "- ",
        "# ",
        "1. ",
        "=== ",
        "&#64;",
        "&lt;",
        "a",
        " ",
        "_",
        "*",
        '"',
        "\u{e0041}",
        "\ud800",
      ),
      fc.string({ unit: "binary" }),
    ),
  )
  .map((parts) => parts.join(""));

const invisible = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

test("nothing invisible stays invisible, and nothing is lost", () => {
  expect(visible("a\u202eb\u200b\u0007\r\nc\td")).toBe("a⟨U+202E⟩b⟨U+200B⟩⟨U+0007⟩\nc\td");
  fc.assert(fc.property(hostile, (text) => !invisible.test(visible(text))));
});

test("a code span is one span, in a table too", () => {
  expect(code("V002__add_age.sql")).toBe("`V002__add_age.sql`");
  expect(code("a`|`b\n@c")).toBe("<code>a&#96;&#124;&#96;b &#64;c</code>");
  fc.assert(
    fc.property(hostile, (text) => {
      const span = code(text);
      const simple = /^`([^`|\n]+)`$/.test(span);
      const entities = /^<code>(?:[\p{L}\p{N} ]|&#\d+;)*<\/code>$/u.test(span);
      return simple || entities;
    }),
  );
});

test("a sentence keeps its code spans and loses every power", () => {
  expect(prose("`users`.email is dropped by @octocat, see #12 & <b>")).toBe(
    "`users`.email is dropped by &#64;&#8203;octocat, see #&#8203;12 &#38; &#60;b&#62;",
  );
  expect(prose("# x")).toBe("&#8203;# x");
  fc.assert(
    fc.property(hostile, (text) => {
      const outside = prose(text)
        .replace(/(\\.)|`[^`]+`/g, "$1")
        .replace(/<code>[^<]*<\/code>/g, "");
      expect(outside).not.toMatch(/[<>|\n]/);
      expect(outside).not.toMatch(/@/);
      expect(outside).not.toMatch(/(?<!&)#\d/);
      expect(outside.replace(/\\./g, "")).not.toMatch(/[`*_[\]$~]/);
      expect(outside).not.toMatch(/:\/\/|www\./i);
    }),
  );
});

test("nothing inside a fence can close it, nor forge a marker", () => {
  expect(fence("a\n```\n@b", "sql")).toBe("````sql\na\n```\n@b\n````");
  fc.assert(
    fc.property(hostile, (text) => {
      const lines = fence(text, "sql").split("\n");
      const ticks = lines[0]?.match(/^`+/)?.[0] ?? "";
      expect(lines.at(-1)).toBe(ticks);
      expect(lines.slice(1, -1).filter((line) => line.trimStart().startsWith(ticks))).toEqual([]);
      expect(lines.join("\n")).not.toContain("<!--");
    }),
  );
});

test("a Mermaid label cannot leave its quotes", () => {
  expect(mermaidLabel('DBA"] --> x["@me')).toBe("DBA#34;#93; --#62; x#91;#34;#64;me");
  fc.assert(
    fc.property(hostile, (text) => !/["[\]{}<>;`|\n]/.test(mermaidLabel(text).replace(/#\d+;/g, ""))),
  );
});

test("no line of a log is a workflow command", () => {
  expect(logLines("ok\n  ::set-output name=x::1\nx ##[add-mask]y")).toBe(
    "ok\n  : :set-output name=x::1\nx ## [add-mask]y",
  );
  fc.assert(
    fc.property(hostile, (text) => {
      expect(logLines(text)).not.toMatch(/^\s*::/m);
      expect(logLines(text)).not.toContain("##[");
    }),
  );
});
