/** Scripts of which the `mysql` client is asked how it cuts them. */
export const delimiterOddities: { same: string[]; told: [script: string, how: string][] } = {
  same: [
    // What DELIMITER takes.
    "DELIMITER //\nSELECT 1; SELECT 2//\nDELIMITER ;\nSELECT 3;",
    "delimiter $$\nSELECT 1;$$\n  DeLiMiTeR ;\nSELECT 2;",
    "DELIMITER\t//\nSELECT 1;//",
    'DELIMITER \t "/ /" x\nSELECT 1;/ / SELECT 2/ /',
    "DELIMITER //\tx\nSELECT 1;//\tx SELECT 2//\tx",
    "DELIMITER 'a''b'\nSELECT 1a SELECT 2",
    'DELIMITER "a"b\nSELECT 1a SELECT 2',
    'DELIMITER a"b\nSELECT 1;a"b SELECT 2',
    "DELIMITER `a\nSELECT 1a;",
    "DELIMITER ;; -- two\nSELECT 1; SELECT 2;;SELECT 3;;",
    "DELIMITER //;\nSELECT 1; SELECT 2//;SELECT 3",
    "DELIMITER //  \nSELECT 1; //  \nSELECT 2",
    "DELIMITER //\r\nSELECT 1;//\r\nDELIMITER ;\r\nSELECT 2;\r\n",
    "DELIMITER a\nSELECT 1A SELECT 2a",
    "DELIMITER SELECT\nSELECT 1 SELECT 2",
    "DELIMITER delimiter\nSELECT 1delimiter\ndelimiter ;\nSELECT 2;",
    // Delimiters that mean something else as well.
    "DELIMITER --\nSELECT 1-- SELECT 2--\nSELECT 3",
    "DELIMITER #\nSELECT 1# SELECT 2#\n",
    "DELIMITER /*\nSELECT 1/* SELECT 2/*",
    "DELIMITER '\nSELECT 1' SELECT 2'",
    "DELIMITER $$\nSELECT $a$;$a$$$SELECT 2$$",
    "DELIMITER $\nSELECT 1$SELECT 2$",
    "DELIMITER go\nSELECT 'go' /* go */ go\nSELECT category go",
    // Where DELIMITER is no command.
    "SELECT 1\nDELIMITER //\n;SELECT 2;",
    "SELECT 1 -- DELIMITER //\n;SELECT 2;",
    "SELECT 'x\nDELIMITER //\n';SELECT 2;",
    "/* x\ndelimiter //x */ SELECT 1;",
    "SELECT delimiter FROM t;",
    "SELECT\ndelimiter FROM t;SELECT 2;",
    // Where comments stand before it.
    "/* c */ DELIMITER //\nSELECT 1;//",
    "/**/delimiter //\nSELECT 1;//",
    "-- c\nDELIMITER //\nSELECT 1;//",
    "SELECT 1; -- c\nDELIMITER //\nSELECT 2;//",
    "SELECT 1; /* c\n d */\n\nDELIMITER //\nSELECT 2;//",
    "\ufeffDELIMITER //\nSELECT 1;//",
    // What holds a delimiter and is not cut.
    "DELIMITER //\n-- // c\n# //\n/* // */ SELECT '//', \"//\", `//` /*+ // */ //SELECT 2//",
    "DELIMITER //\n/*! SELECT 1; */ //\nDELIMITER ;\nSELECT 2;",
    "SELECT 'a\\';', 'b'';', \"a\\\";\";SELECT 2;",
    "SELECT `a\\`;SELECT 2;",
    "SELECT 1 \\'; SELECT 2 ';",
    "SET sql_mode='NO_BACKSLASH_ESCAPES';SELECT 'a\\';SELECT 2;SET sql_mode='';SELECT 'a\\';';SELECT 3",
    'SET sql_mode=\'ANSI_QUOTES\';SELECT "a;""b";SELECT 2;',
    "SELECT $$a;b$$;SELECT $x$;$$;$x$;SELECT a$$;SELECT 2$$",
    // Ends of other kinds.
    "SELECT 1\\GSELECT 2\\g SELECT 3 \\c SELECT 4 \\G",
    "SELECT 'a\\g', `b\\G` /* \\c */;SELECT 2",
    "/*! SELECT 1\\g */;SELECT 2",
    "--;DROP TABLE t;",
    ";;SELECT 1;\n;\n;;SELECT 2;;",
    "DELIMITER //\nSELECT 1//\nSELECT 2; SELECT 3",
    "use app\nSELECT 1;USE app;SELECT 2;",
    "system ls\nsource a.sql\ntee b.txt\nSELECT 1;",
  ],
  told: [
    // The client keeps the delimiter that it has, or takes another one.
    ["DELIMITER é\nSELECT 1é", "delimiter-refused"],
    ["DELIMITER a\\b\nSELECT 1a\\b SELECT 2;", "delimiter-refused"],
    ["DELIMITERX ;\nSELECT 1;", "delimiter-refused"],
    // The client takes the rest of the line for lost.
    ["SELECT 1; DELIMITER //\nSELECT 2//", "delimiter-not-first"],
    ["DELIMITER //\nSELECT 1// DELIMITER ;\nSELECT 2;", "delimiter-not-first"],
    ["SELECT 1; /* c\n */ DELIMITER //\nSELECT 2//", "delimiter-not-first"],
    // The client sees a statement begin with such a comment, and the server refuses what is no SQL.
    ["/* a*b */\nDELIMITER //\nSELECT 1;//", "refused by the server"],
    ["SELECT 1;\n  -- c\nDELIMITER //\nSELECT 2;//", "refused by the server"],
    // Or it drops what it takes for a comment, and we hand on what nobody can read.
    ["/*!50000 DROP TABLE t */\nDELIMITER //\nSELECT 1;//", "not read"],
    ["SET sql_mode='ANSI_QUOTES';SELECT \"a\\\";SELECT 2;", "backslash-in-name"],
    ["SELECT 1;\nquit\nSELECT 2;", "client-command"],
  ],
};
