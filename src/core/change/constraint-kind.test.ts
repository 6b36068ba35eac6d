import { expect, test } from "vitest";
import { emptyCatalog } from "../schema/catalog.ts";
import { replayScript } from "./replay-script.ts";

const schema = `
  CREATE TABLE par (id INT PRIMARY KEY);
  CREATE TABLE chi (
    id INT PRIMARY KEY, pid INT, mail VARCHAR(9),
    UNIQUE KEY by_mail (mail), CONSTRAINT ck CHECK (id > 0), CONSTRAINT fk FOREIGN KEY (pid) REFERENCES par (id)
  );
`;

test.each([
  ["ALTER TABLE chi DROP CONSTRAINT `PRIMARY`", "drop-primary-key"],
  ["ALTER TABLE chi DROP CONSTRAINT FK", "drop-foreign-key"],
  ["ALTER TABLE chi DROP CONSTRAINT ck", "drop-check"],
  ["ALTER TABLE chi DROP CONSTRAINT by_mail", "drop-index"],
  ["ALTER TABLE chi DROP CONSTRAINT other", "drop-constraint"],
  ["ALTER TABLE unknown DROP CONSTRAINT fk", "drop-constraint"],
])("%s", (text, kind) => {
  const { statements } = replayScript(schema + text, {
    engine: { flavour: "mysql", version: 90700 },
    catalog: emptyCatalog(),
  });
  expect(statements.at(-1)?.changes.map(({ clause }) => clause.kind)).toEqual([kind]);
});
