import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Engine } from "../engine.ts";
import { type SplitOptions, split, splitWhole } from "./split.ts";

const mysql97: Engine = { flavour: "mysql", version: 90704 };

function texts(sql: string, options?: SplitOptions): string[] {
  return split(sql, options).statements.map(({ text }) => text);
}

function codes(sql: string, options?: SplitOptions): string[] {
  return split(sql, options).problems.map(({ code }) => code);
}

describe("statements", () => {
  test("come with their place and their delimiter", () => {
    expect(split("SELECT 1;\n  -- é\n  SELECT '日本😀', 2;\n").statements).toMatchObject([
      { text: "SELECT 1", start: { offset: 0, line: 1, column: 1 }, end: { offset: 8, line: 1, column: 9 } },
      {
        text: "-- é\n  SELECT '日本😀', 2",
        start: { offset: 12, line: 2, column: 3 },
        end: { offset: 42, line: 3, column: 18 },
        delimiter: ";",
      },
    ]);
  });
  test("without code are none", () => {
    expect(texts(";;SELECT 1;;\n-- a\n/* b */;\n# c")).toEqual(["SELECT 1"]);
  });
  test("at the end need no delimiter", () => {
    expect(split("SELECT 1\n\n").statements).toMatchObject([{ text: "SELECT 1", delimiter: "" }]);
  });
  test("keep a semicolon in quotes, comments and hints", () => {
    const whole = "SELECT 'a;\\';' ';', \";\", `;`, /* ; */ /*+ ; */ 1 -- ;\n # ;\n";
    expect(texts(`${whole};SELECT 2`)).toEqual([whole, "SELECT 2"]);
  });
  test("are cut inside a version comment, as the client cuts", () => {
    expect(texts("/*!99999 DROP TABLE t; */ SELECT 1")).toEqual(["/*!99999 DROP TABLE t", "*/ SELECT 1"]);
  });
  test("know dollar quotes where the engine does", () => {
    expect(texts("SELECT $$a;b$$;SELECT 2", { mode: { engine: mysql97 } })).toEqual([
      "SELECT $$a;b$$",
      "SELECT 2",
    ]);
    expect(texts("SELECT a$$;SELECT 2$$", { mode: { engine: mysql97 } })).toEqual([
      "SELECT a$$",
      "SELECT 2$$",
    ]);
    expect(texts("SELECT $$a;b$$", { mode: { engine: { flavour: "mysql", version: 80400 } } })).toEqual([
      "SELECT $$a",
      "b$$",
    ]);
  });
  test("do not begin with a byte order mark", () => {
    expect(split("\ufeffSELECT 1;").statements[0]).toMatchObject({ text: "SELECT 1", start: { offset: 3 } });
  });
  test("a part of a file keeps the file's places", () => {
    const from = { offset: 100, line: 10, column: 5 };
    expect(split("SELECT 1;\nSELECT 2", { from }).statements[1]?.start).toEqual({
      offset: 110,
      line: 11,
      column: 1,
    });
  });
  test("that a tool marks as one stay one", () => {
    const { statements } = splitWhole("\n SELECT 1; SELECT 2;\n");
    expect(statements).toMatchObject([
      {
        text: "SELECT 1; SELECT 2",
        delimiter: ";",
        start: { line: 2, column: 2 },
        end: { line: 2, column: 20 },
      },
    ]);
  });
});

describe("DELIMITER", () => {
  test("is a command where it stands first on a line between statements", () => {
    expect(texts("delimiter //\nSELECT 1; SELECT 2//\n  DELIMITER ; -- back\nSELECT 3;")).toEqual([
      "SELECT 1; SELECT 2",
      "SELECT 3",
    ]);
    expect(texts("SELECT 1\nDELIMITER //\n;SELECT 2")).toEqual(["SELECT 1\nDELIMITER //\n", "SELECT 2"]);
  });
  test("takes one word, without its quotes", () => {
    expect(texts("DELIMITER 'a b' x\nSELECT 1a b SELECT 2")).toEqual(["SELECT 1", "SELECT 2"]);
    expect(texts("DELIMITERX //\nSELECT 1;//")).toEqual(["SELECT 1;"]);
    expect(texts("DELIMITER //\tx\r\nSELECT 1;//\tx")).toEqual(["SELECT 1;"]);
  });
  test("cuts inside words, but not inside strings and comments", () => {
    expect(texts("DELIMITER go\nSELECT 'go' /* go */ go\nSELECT category go")).toEqual([
      "SELECT 'go' /* go */ ",
      "SELECT cate",
      "ry ",
    ]);
    expect(texts("DELIMITER $$\nDROP PROCEDURE p$$SELECT 1")).toEqual(["DROP PROCEDURE p", "SELECT 1"]);
  });
  test("goes before the delimiter, should that be its own name", () => {
    expect(texts("DELIMITER delimiter\nSELECT 1delimiter\ndelimiter ;\nSELECT 2;")).toEqual([
      "SELECT 1",
      "SELECT 2",
    ]);
  });
  test("is a problem where the client would not do what it says", () => {
    expect(codes("DELIMITER\nSELECT 1;")).toEqual(["delimiter-refused"]);
    expect(split("DELIMITER \\\\\nSELECT 1;")).toMatchObject({
      statements: [{ text: "SELECT 1" }],
      problems: [{ code: "delimiter-refused" }],
    });
    expect(codes("DELIMITER 0123456789abcdef\nSELECT 1;")).toEqual(["delimiter-refused"]);
    expect(codes("DELIMITERX //\nSELECT 1;//")).toEqual(["delimiter-refused"]);
    expect(codes("SELECT 1; DELIMITER //\nSELECT 2//")).toEqual(["delimiter-not-first"]);
  });
  test("left unrestored swallows the rest", () => {
    const { problems, statements } = split(
      "DELIMITER //\nSELECT 1//\nUPDATE a SET b = 1;\ndelimiter ;\nDROP TABLE c;",
    );
    expect(statements).toHaveLength(2);
    expect(problems).toMatchObject([{ code: "delimiter-swallows-rest", line: 3, column: 1 }]);
    expect(codes("DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END")).toEqual([]);
  });
  test("has a twin of Atlas's", () => {
    expect(texts("-- atlas:delimiter \\n\\n\n\nSELECT 1;\n\nSELECT 2")).toEqual(["SELECT 1;", "SELECT 2"]);
  });
});

describe("bodies without DELIMITER stay whole", () => {
  const bodies = [
    "CREATE PROCEDURE p() BEGIN SELECT 1; BEGIN END; END",
    "CREATE DEFINER=`a`@`%` FUNCTION f() RETURNS INT DETERMINISTIC BEGIN RETURN IF(a, 1, CASE WHEN b THEN 2 END); END",
    "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN CASE NEW.a WHEN 1 THEN SET NEW.b=1; END CASE; END",
    "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW IF NEW.a THEN SET NEW.b = 1; ELSE SET NEW.b = 2; END IF",
    "CREATE PROCEDURE p() a: LOOP SELECT REPEAT('x', 3); LEAVE a; END LOOP a",
    "CREATE PROCEDURE p() BEGIN REPEAT SET @a = 1; UNTIL @a END REPEAT; WHILE 0 DO SELECT 1; END WHILE; END",
    "CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; SET NEW.end = 1; END",
    "CREATE EVENT e ON SCHEDULE EVERY 1 DAY ENDS '2030-01-01' DO BEGIN DELETE FROM a; END",
    "ALTER DEFINER = x EVENT e DO BEGIN DELETE FROM a; END",
    "/*!50003 CREATE*/ /*!50017 DEFINER=`r`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET @a = 1; END */",
    "BEGIN NOT ATOMIC SELECT 1; SELECT 2; END",
    "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END /* ; */ IF; END",
    "CREATE FUNCTION f() RETURNS INT RETURN CASE WHEN 1 THEN IF(1, 2, 3) ELSE 4 END",
  ];
  test.each(bodies)("%s", (body) => {
    expect(texts(`${body};SELECT 3;`)).toEqual([body, "SELECT 3"]);
  });
  test("nothing else is a body", () => {
    const statements = [
      "BEGIN",
      "UPDATE a SET b = 1",
      "COMMIT",
      "XA BEGIN 'x'",
      "START TRANSACTION",
      "CREATE TABLE a (b INT)",
    ];
    expect(texts(statements.join(";"))).toEqual(statements);
    expect(texts("CREATE VIEW v AS SELECT CASE WHEN a THEN b END; SELECT 1")).toHaveLength(2);
    expect(texts("CREATE FUNCTION f RETURNS INT SONAME 'a.so'; SELECT 1")).toHaveLength(2);
  });
  test("a body that never ends is a problem", () => {
    expect(codes("SELECT 1;\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2;")).toEqual(["body-never-ends"]);
  });
});

describe("commands of the client are no statements", () => {
  test.each([
    "source a.sql",
    "\\. a.sql",
    "\\! rm -rf /",
    "system ls",
    "tee out.txt",
    "use app",
    "exit",
    "\\d //",
  ])("%s", (command) => {
    const { statements, problems } = split(`SELECT 1;\n${command}\nSELECT 2;`);
    expect(statements.map(({ text }) => text)).toEqual(["SELECT 1", "SELECT 2"]);
    expect(problems).toMatchObject([{ code: "client-command", line: 2, column: 1 }]);
  });
  test("\\G ends a statement, \\c drops it, \\N is neither", () => {
    expect(split("SELECT 1\\GSELECT 2 \\c SELECT \\N;")).toMatchObject({
      statements: [{ text: "SELECT 1", delimiter: "\\G" }, { text: "SELECT \\N" }],
      problems: [{ code: "client-command" }, { code: "client-command" }],
    });
  });
  test("one letter takes the rest of its line only where it has an argument", () => {
    expect(texts("\\u app; SELECT 1\n\\n SELECT 2;\\W SELECT 3;")).toEqual(["SELECT 2", "SELECT 3"]);
  });
  test("any other backslash hides what stands after it", () => {
    expect(texts("SELECT 1 \\'; SELECT 2 \\; ';")).toEqual(["SELECT 1 \\'", "SELECT 2 \\; ';"]);
  });
  test("one without arguments stands alone on its line", () => {
    expect(split("go\nSELECT 1;\ngo home;")).toMatchObject({
      statements: [{ text: "SELECT 1" }, { text: "go home" }],
      problems: [{ code: "client-command", line: 1 }],
    });
  });
  test("USE without one is a command after comments too", () => {
    expect(texts("/* c */ use app # d\nSELECT 1;")).toEqual(["SELECT 1"]);
  });
  test("USE with a delimiter is a statement; a word further on is no command", () => {
    expect(split("use app;SELECT\nhelp\nFROM t;")).toMatchObject({
      statements: [{ text: "use app" }, { text: "SELECT\nhelp\nFROM t" }],
      problems: [],
    });
  });
});

describe("sql_mode", () => {
  test.each([
    "SET sql_mode='NO_BACKSLASH_ESCAPES'",
    "SET @@session.sql_mode := 'ANSI,NO_BACKSLASH_ESCAPES'",
    "SET a = 1, SESSION sql_mode = 1048576",
    "/*!40101 SET SQL_MODE='NO_BACKSLASH_ESCAPES' */",
    "SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES')",
    "SET sql_mode = (SELECT CONCAT('NO_BACKSLASH', '_ESCAPES'))",
  ])("%s changes what a backslash does", (set) => {
    expect(texts(`${set};SELECT 'a\\';SELECT 2`)).toEqual([set, "SELECT 'a\\'", "SELECT 2"]);
  });
  test("ANSI_QUOTES makes names of double quotes", () => {
    expect(texts('SET sql_mode=4;SELECT "a\\";SELECT 2')).toEqual([
      "SET sql_mode=4",
      'SELECT "a\\"',
      "SELECT 2",
    ]);
  });
  test("a backslash in such a name is a problem: the client knows nothing of ANSI_QUOTES", () => {
    expect(codes('SET sql_mode=4;SELECT "a\\";SELECT 2')).toEqual(["backslash-in-name"]);
    expect(codes('SET sql_mode=4;SELECT "a\\b";SELECT 2')).toEqual([]);
  });
  test("a dump saves it and sets it back", () => {
    const dump = [
      "/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_BACKSLASH_ESCAPES' */",
      "SELECT 'a\\'",
      "/*!40101 SET SQL_MODE=@OLD_SQL_MODE */",
      "SELECT 'b\\';'",
    ];
    expect(texts(dump.join(";"))).toEqual(dump);
  });
  test("of the server or with a name removed changes nothing here", () => {
    const sets = [
      "SET GLOBAL sql_mode='ANSI'",
      "SET sql_mode=(SELECT REPLACE(@@sql_mode,'ONLY_FULL_GROUP_BY',''))",
    ];
    for (const set of sets)
      expect(split(`${set};SELECT 'a\\';'`)).toMatchObject({ statements: [{}, {}], problems: [] });
  });
  test("a keyword holds for the rest of a SET, a scope of a variable for itself", () => {
    const after = "SELECT 'a\\';SELECT 2";
    expect(texts(`SET @@GLOBAL.a = 1, sql_mode='NO_BACKSLASH_ESCAPES';${after}`)).toHaveLength(3);
    expect(texts(`SET GLOBAL a = 1, @b = 2, sql_mode='NO_BACKSLASH_ESCAPES';${after}`)).toHaveLength(2);
    expect(texts(`SET GLOBAL a = 1, SESSION sql_mode='NO_BACKSLASH_ESCAPES';${after}`)).toHaveLength(3);
  });
  test("a copy is believed until something names it", () => {
    const set = "SET @m = 'NO_BACKSLASH_ESCAPES'";
    expect(texts(`${set};SET sql_mode = @M;SELECT 'a\\';SELECT 2`)).toHaveLength(4);
    expect(codes(`${set};SELECT 'ANSI' INTO @m;SET sql_mode = @m;SELECT 'a\\'`)).toEqual([
      "sql-mode-unreadable",
    ]);
  });
  test("that cannot be told is a problem where quotes follow", () => {
    expect(codes("SET sql_mode = @x; SELECT 'a\\n'")).toEqual(["sql-mode-unreadable"]);
    expect(codes("SET sql_mode = @x; SELECT 'a'")).toEqual([]);
  });
});

describe("a character set whose characters may end in a backslash", () => {
  test.each([
    "SET NAMES gbk",
    "set names 'GBK' COLLATE gbk_bin",
    "/*!40101 SET NAMES sjis */",
    "SET CHARACTER SET cp932",
    "SET CHARSET big5",
    "SET @a = 1, character_set_client = gb18030",
    "SET @@session.character_set_client = 'gbk'",
    "SET character_set_client = @old",
  ])("%s is a problem where text beyond ASCII follows", (set) => {
    expect(codes(`${set};UPDATE a SET b = '\u7e17\\' WHERE c = 1`)).toContain("charset-hides-quotes");
    expect(codes(`${set};UPDATE a SET b = 'x' WHERE c = 1`)).toEqual([]);
  });
  test("what a dump saves and sets back is none, unless something else names the variable", () => {
    const save = "/*!40101 SET @s = @@character_set_client */;SET character_set_client = utf8mb4;";
    expect(codes(`${save}/*!40101 SET character_set_client = @s */;SELECT '\u7e17'`)).toEqual([]);
    expect(codes(`${save}SET @s = 'gbk';SET character_set_client = @s;SELECT '\u7e17'`)).toEqual([
      "charset-hides-quotes",
    ]);
  });
  test("others are none", () => {
    expect(codes("SET NAMES utf8mb4;SET character_set_results = gbk;SELECT _gbk'\u7e17'")).toEqual([]);
  });
});

test("an invisible character in code is a problem, in strings and comments it is none", () => {
  expect(split("SELECT '\u200b' /* \u200b */;\nDROP TABLE a\u200b;").problems).toMatchObject([
    { code: "invisible-character", line: 2, column: 13 },
  ]);
});

describe("whatever the text", () => {
  const piece = fc.constantFrom(
    ..."'\"`;\\#*/\n\r\0$ ()".split(""),
    ...[
      "--",
      "-- ",
      "/*",
      "*/",
      "/*!",
      "/*!50000 ",
      "/*+",
      "$$",
      "$a$",
      "//",
      "DELIMITER ",
      "\nDELIMITER //\n",
      "\nDELIMITER ;\n",
    ],
    ...[
      "CREATE PROCEDURE p() ",
      "BEGIN ",
      "END",
      "END IF",
      "IF ",
      "CASE ",
      "LOOP ",
      "SET sql_mode='ANSI_QUOTES';",
      "\\G",
      "use a\n",
    ],
    ...["é", "日", "😀", "\ud800", "\udc00", "\udc80", "\ufeff", "a", "-- atlas:delimiter x\n"],
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "binary" }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  );

  test("statements, delimiters and gaps make the file, and nothing is lost but comments and commands", () => {
    fc.assert(
      fc.property(text, fc.boolean(), (sql, ansiQuotes) => {
        const { statements } = split(sql, { mode: { ansiQuotes } });
        let at = 0;
        for (const statement of statements) {
          const index = sql.indexOf(statement.text + statement.delimiter, at);
          const start = indexAtOffset(sql, statement.start.offset);
          expect(start).toBeGreaterThanOrEqual(at);
          expect(index).not.toBe(-1);
          expect(sql.startsWith(statement.text + statement.delimiter, start)).toBe(true);
          expect(statement.end.offset - statement.start.offset).toBe(bytesOf(statement.text));
          expect(statement.start.line).toBe(sql.slice(0, start).split("\n").length);
          at = start + statement.text.length + statement.delimiter.length;
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** UTF-8 length, a lone surrogate U+DC80 to U+DCFF standing for one byte. */
function bytesOf(text: string): number {
  return [...text].reduce((sum, char) => {
    const code = char.codePointAt(0) ?? 0;
    return sum + (code >= 0xdc80 && code <= 0xdcff ? 1 : new TextEncoder().encode(char).length);
  }, 0);
}

function indexAtOffset(text: string, offset: number): number {
  let bytes = 0;
  let index = 0;
  for (const char of text) {
    if (bytes >= offset) break;
    bytes += bytesOf(char);
    index += char.length;
  }
  return index;
}
