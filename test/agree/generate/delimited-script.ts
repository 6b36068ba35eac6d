import fc from "fast-check";

/** Pieces of a statement in which a delimiter may hide, and some in which it does not. */
const inside = fc.constantFrom(
  ..."SELECT 1|a |'x;//y'|\"x;$$y\"|`x;go`|/* ; // $$ */|/*+ ; */|'it\\'s;'|'it''s;'|1--1|é|日本|x'41'|_utf8'a;'".split(
    "|",
  ),
  " -- c ; // d\n",
  " # c ; $$ d\n",
  "'two\nlines;'",
  "\n",
  "\r\n",
  "\t",
  "/* two\nlines ; */",
  "\ndelimiter\n",
  " delimiter //",
  "$",
  "\\N",
);
const between = fc.constantFrom("", "", "\n", "\n\n", " ", "-- c ; //\n", "# c\n", "/* c ; // */\n", "\r\n");
const delimiters = fc.constantFrom(
  ...[";", ";;", "//", "$$", "|", "go", "end", "--", "#", "\\\\", "a b", "///;", "~~~", "&&", "';'", "é"],
);
const command = fc.constantFrom(
  "DELIMITER ",
  "delimiter ",
  "DeLiMiTeR ",
  "  DELIMITER ",
  "DELIMITER\t",
  "DELIMITER   ",
);
const quote = fc.constantFrom("", "", "", "'", '"', "`");
const rest = fc.constantFrom("\n", "\n", "\r\n", "  \n", " -- back\n", " x\n", ";\n", "\t\n");

const change = fc.record({ command, delimiter: delimiters, quote, rest });
const statement = fc.record({ before: between, pieces: fc.array(inside, { minLength: 1, maxLength: 6 }) });

/** Statements, each ended by the delimiter that a command before it set; the last one by nothing. */
export const delimitedScript = fc
  .array(fc.record({ change: fc.option(change), statement }), { minLength: 1, maxLength: 6 })
  .map((parts) => {
    let delimiter = ";";
    let script = "";
    for (const { change: to, statement: one } of parts) {
      if (to) {
        script += `\n${to.command}${to.quote}${to.delimiter}${to.quote}${to.rest}`;
        delimiter = to.delimiter;
      }
      script += `${one.before}SELECT ${one.pieces.join(" ")} ${delimiter}`;
    }
    return script;
  });
