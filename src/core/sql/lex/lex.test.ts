import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Engine } from "../engine.ts";
import type { LexMode } from "../mode.ts";
import { lex } from "./lex.ts";

const mysql97: Engine = { flavour: "mysql", version: 90704 };
const plain: LexMode = { ansiQuotes: false, noBackslashEscapes: false, engine: mysql97 };

/** `kind:value`, with `!` before what is hidden. */
function read(text: string, mode: Partial<LexMode> = {}): string[] {
  return lex(text, { ...plain, ...mode }).map(
    (token) => `${token.hidden ? "!" : ""}${token.kind}:${token.value}`,
  );
}

describe("words and names", () => {
  test("keywords come in upper case beside what was written", () => {
    expect(lex("Drop", plain)).toEqual([
      { kind: "word", value: "Drop", upper: "DROP", start: 0, end: 4, hidden: false },
    ]);
  });
  test("names that begin like numbers", () => {
    expect(read("1e 2fa 0xusers 0X41 1e5 1e5x")).toEqual([
      "word:1e",
      "word:2fa",
      "word:0xusers",
      "word:0X41",
      "number:1e5",
      "number:1e5",
      "word:x",
    ]);
  });
  test("a dot that touches a word goes on with a name", () => {
    expect(read("app.1e5")).toEqual(["word:app", "operator:.", "word:1e5"]);
    expect(read("a.b.c")).toEqual(["word:a", "operator:.", "word:b", "operator:.", "word:c"]);
    expect(read("`a`.5")).toEqual(["name:a", "number:.5"]);
  });
  test("a quoted name doubles its quote and knows no backslash", () => {
    expect(read("`a``b\\` c")).toEqual(["name:a`b\\", "word:c"]);
  });
  test("characters beyond ASCII belong to words and match no keyword", () => {
    expect(read("DROP\u00a0TABLE")).toEqual(["word:DROP\u00a0TABLE"]);
    expect(lex("\u017felect", plain)[0]?.upper).toBe("\u017fELECT");
  });
});

describe("literals", () => {
  test("strings decode their escapes", () => {
    expect(read("'a\\'b''c\\n\\%\\x' N'd' \"e\"\"f\"")).toEqual([
      "string:a'b'c\n\\%x",
      "string:d",
      'string:e"f',
    ]);
  });
  test("NO_BACKSLASH_ESCAPES leaves the backslash alone", () => {
    expect(read("'a\\' b", { noBackslashEscapes: true })).toEqual(["string:a\\", "word:b"]);
  });
  test("ANSI_QUOTES turns double quotes into names", () => {
    expect(read('"a\\" b', { ansiQuotes: true })).toEqual(["name:a\\", "word:b"]);
  });
  test("an introducer is a known character set", () => {
    expect(read("_utf8mb4'a' _column")).toEqual(["introducer:_utf8mb4", "string:a", "word:_column"]);
  });
  test("numbers", () => {
    expect(read("0x4F x'4f' X'4' 0b01 b'01' b'2' 1.5e-3 .5 1. 1.e")).toEqual(
      ["number:0x4F", "number:x'4f'", "unknown:X'4'", "number:0b01", "number:b'01'", "unknown:b'2'"].concat([
        "number:1.5e-3",
        "number:.5",
        "number:1.",
        "unknown:1.e",
      ]),
    );
  });
  test("dollar quotes are MySQL 9's", () => {
    expect(read("$$a;'b$$ $js$ return $$; $js$ a$$b")).toEqual([
      "string:a;'b",
      "string: return $$; ",
      "word:a$$b",
    ]);
    expect(read("$$a", { engine: { flavour: "mysql", version: 80400 } })).toEqual(["word:$$a"]);
  });
  test("what never ends is one unknown to the end", () => {
    for (const text of ["'a b", '"a b', "`a b", "x'41", "/* a", "@'a", "@@`a", "$$a", "N'a"]) {
      expect(read(text), text).toEqual([`unknown:${text}`]);
    }
  });
});

describe("comments", () => {
  test("two dashes need white space, a control character or the end", () => {
    expect(read("1 --1\n-- x\n--\x01y\n--")).toEqual(["number:1", "operator:-", "operator:-", "number:1"]);
  });
  test("a lone carriage return does not end a line comment", () => {
    expect(read("# a\rDROP\nb")).toEqual(["word:b"]);
  });
  test("plain comments do not nest", () => {
    expect(read("/* a /* b */ c */")).toEqual(["word:c", "operator:*", "operator:/"]);
    expect(read("a /*/ b */ c")).toEqual(["word:a", "word:c"]);
  });
  test("hints are tokens where the server reads hints", () => {
    expect(read("SELECT /*+ NO_ICP(t) */ a /*+ b */")).toEqual([
      "word:SELECT",
      "hint:/*+ NO_ICP(t) */",
      "word:a",
    ]);
  });
});

describe("version comments", () => {
  test("their inside is code for the version named", () => {
    expect(read("DROP TABLE a /*! , b */ c")).toEqual([
      "word:DROP",
      "word:TABLE",
      "word:a",
      "!operator:,",
      "!word:b",
      "word:c",
    ]);
    expect(read("/*!90704 a*/ /*!90705 b */ /*!090704 c */ /*!100000 d */")).toEqual(["!word:a", "!word:c"]);
    expect(read("/*!99999 a */", { engine: undefined })).toEqual(["!word:a"]);
  });
  test("six digits need white space after them, else the sixth is code", () => {
    expect(read("/*!500001=1*/")).toEqual(["!number:1", "!operator:=", "!number:1"]);
    expect(read("/*!500001 =1*/")).toEqual([]);
  });
  test("fewer than five digits are code", () => {
    expect(read("/*!8 a*/")).toEqual(["!number:8", "!word:a"]);
  });
  test("a skipped one nests once and knows no strings", () => {
    expect(read("/*!99999 a /* b */ ' c */ d")).toEqual(["word:d"]);
  });
  test("an executed one knows strings and comments, which may hold its end", () => {
    expect(read("/*! a '*/' -- */\n b */ c")).toEqual(["!word:a", "!string:*/", "!word:b", "word:c"]);
  });
  test("one that never ends is unknown", () => {
    expect(read("/*!50003 SELECT")).toEqual(["!word:SELECT", "!unknown:/*!"]);
  });
  test("MariaDB's are comments to MySQL, and MySQL's 5.7 to 9 to MariaDB", () => {
    const mariadb: Engine = { flavour: "mariadb", version: 101100 };
    expect(read("/*M! a*/ /*M!100100 b*/ c")).toEqual(["word:c"]);
    expect(
      read("/*M! a*/ /*M!100100 b*/ /*!80000 c*/ /*!50600 d*/ /*!100100 e*/", { engine: mariadb }),
    ).toEqual(["!word:a", "!word:b", "!word:d", "!word:e"]);
  });
  test("version 0 runs none", () => {
    expect(read("/*! a*/ /*!40000 b*/ /*M! c*/ d", { engine: { flavour: "mysql", version: 0 } })).toEqual([
      "word:d",
    ]);
  });
});

test("variables and accounts", () => {
  expect(read("@a @'b c' @@global.x @@`y` @@session.`sql_mode` 'u'@'%' root@localhost a@1.2.3.4")).toEqual([
    "variable:@a",
    "variable:@b c",
    "variable:@@global.x",
    "variable:@@y",
    "variable:@@session.sql_mode",
    "string:u",
    "variable:@%",
    "word:root",
    "variable:@localhost",
    "word:a",
    "variable:@1.2.3.4",
  ]);
});

test("operators", () => {
  expect(read("a<=>b->>'$.c':=!=||;?")).toEqual(
    ["word:a", "operator:<=>", "word:b", "operator:->>", "string:$.c", "operator::=", "operator:!="].concat([
      "operator:||",
      "operator:;",
      "parameter:?",
    ]),
  );
});

test("tokens come in order, never overlap, and lie inside the text", () => {
  const piece = fc.constantFrom(
    "'",
    '"',
    "`",
    "/*",
    "*/",
    "/*!",
    "/*!99999 ",
    "--",
    "#",
    "\n",
    "\\",
    "a",
    "1e",
    "$$",
    "@",
    ".",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(text, fc.boolean(), fc.boolean(), (input, ansiQuotes, noBackslashEscapes) => {
      let at = 0;
      for (const token of lex(input, { ansiQuotes, noBackslashEscapes, engine: mysql97 })) {
        expect(token.start).toBeGreaterThanOrEqual(at);
        expect(token.end).toBeGreaterThan(token.value === "/*!" ? token.start - 1 : token.start);
        at = token.end;
        expect(token.end).toBeLessThanOrEqual(input.length);
      }
    }),
  );
});
