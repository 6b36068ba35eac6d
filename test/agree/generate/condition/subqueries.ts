import type { Kind } from "./kind.ts";

const isRequired = ({ nullable }: { nullable: boolean }) => !nullable;

export const subqueries: readonly Kind[] = [
  {
    name: "uncorrelated subquery",
    forms: [
      ...[
        "EXISTS (SELECT 1)",
        "EXISTS (SELECT 1 FROM {other})",
        "EXISTS (SELECT * FROM {other} WHERE {x} > {x low})",
        "NOT EXISTS (SELECT 1 FROM {other})",
        "EXISTS (SELECT {x} FROM {other} LIMIT 1)",
      ],
      ...[
        "NOT EXISTS (SELECT 1 FROM {other} WHERE {x} = {x middle})",
        "(SELECT COUNT(*) FROM {other}) > 0",
        "0 < (SELECT COUNT({x}) FROM {other} o)",
        "(SELECT COUNT(*) FROM {other}) >= 0",
        "(SELECT COUNT(*) FROM {other} WHERE {x} >= {x middle})",
      ],
      ...[
        "{x middle} IN (SELECT {x} FROM {other})",
        "{x low} NOT IN (SELECT o.{x} FROM {other} o WHERE o.{x} IS NOT NULL)",
        "(SELECT MAX({x}) FROM {other}) > {x low}",
        "(SELECT MIN({x}) FROM {other}) IS NOT NULL",
      ],
      ...[
        "EXISTS (SELECT 1 FROM {other} a JOIN {other} b ON a.{x} = b.{x})",
        "EXISTS (SELECT {x} FROM {other} GROUP BY {x} HAVING COUNT(*) > 0)",
        "{x middle} = ANY (SELECT {x} FROM {other})",
        "{x low} >= ALL (SELECT {x} FROM {other})",
      ],
      ...[
        "EXISTS (SELECT 1 FROM {other} UNION SELECT 2 FROM {other})",
        "(SELECT 1 FROM {other} LIMIT 1)",
        "(SELECT 1)",
        "(SELECT 1) = 1",
        "EXISTS (TABLE {other})",
        "(1, {x middle}) IN (SELECT 1, {x} FROM {other})",
        "1 IN (SELECT 1 FROM {other})",
      ],
      ...[
        "EXISTS (SELECT 1 FROM (SELECT {x} FROM {other}) d)",
        "EXISTS (SELECT COUNT(*) FROM {other})",
        "EXISTS (SELECT 1 FROM {other} o WHERE EXISTS (SELECT 1 FROM {other} i WHERE i.{x} = o.{x}))",
        "(SELECT 1 FROM {other} LIMIT 1) IS NULL",
      ],
      ...[
        "EXISTS (SELECT 1 FROM {other} o WHERE o.{x} = {x})",
        "EXISTS (WITH w AS (SELECT {x} FROM {other}) SELECT 1 FROM w)",
        "EXISTS (SELECT 1 FROM (SELECT * FROM {table}) w)",
        "(SELECT COUNT(*) > 0 FROM {other})",
        "EXISTS (SELECT 1 FROM {other} WHERE 1 = 0) OR EXISTS (SELECT 1 FROM {other})",
      ],
      ...[
        "EXISTS (SELECT 1 FROM {other}) AND {c} = {middle}",
        "EXISTS (SELECT 1 FROM {other}) XOR {c} = {middle}",
        "EXISTS (SELECT 1 FROM {other}) OR {c} = {middle}",
      ],
    ],
  },
  {
    name: "captured column",
    about: (column) => column.kind !== "double",
    forms: [
      ...[
        "{c} IN (SELECT {c} FROM {apart})",
        "{c} IN (SELECT {c} FROM {apart} a)",
        "{c} = ANY (SELECT {c} FROM {apart})",
        "{c} = (SELECT {c} FROM {apart} LIMIT 1)",
        "EXISTS (SELECT 1 FROM {apart} WHERE {c} = {c})",
      ],
      ...[
        "{row}.{c name} IN (SELECT {row}.{c name} FROM {apart})",
        "{c} IN (SELECT {row}.{c name} FROM {apart} WHERE 1 = 1)",
        "EXISTS (SELECT {c} FROM {apart})",
        "{c} IN (SELECT DISTINCT {c} FROM {apart} GROUP BY {c})",
        "({c}, 1) IN (SELECT {c}, 1 FROM {apart})",
      ],
      ...[
        "{c} >= ALL (SELECT {c} FROM {apart})",
        "{c} IN (SELECT {c} FROM {apart} UNION SELECT {c} FROM {apart})",
        "(SELECT MAX({c}) FROM {apart}) = {c}",
        "EXISTS (SELECT 1 FROM {apart} a WHERE {c} IS NOT NULL)",
      ],
      ...[
        "EXISTS (SELECT 1 FROM {apart} WHERE {c} > {middle})",
        "{c} IN (SELECT {c} FROM {apart} WHERE {c} <> {middle})",
        "{c} IN (SELECT {c} FROM {apart}) AND {c} > {middle}",
      ],
    ],
  },
  {
    name: "captured NOT NULL column",
    about: isRequired,
    forms: [
      ...[
        "{c} IN (SELECT {c} FROM {apart})",
        "{c} NOT IN (SELECT {c} FROM {apart})",
        "{row}.{c name} IN (SELECT {c} FROM {apart})",
        "{c} IN (SELECT ({c}) FROM {apart} a)",
        "EXISTS (SELECT 1 FROM {apart} WHERE {c} >= {c})",
      ],
    ],
  },
  {
    name: "semi-join",
    forms: [
      ...[
        "{own} IN (SELECT {its} FROM {linked})",
        "{own} IN (SELECT {its} FROM {linked} l WHERE l.{its} <> 2)",
        "EXISTS (SELECT 1 FROM {linked} l WHERE l.{its} = {row}.{own name})",
        "NOT EXISTS (SELECT 1 FROM {linked} l WHERE l.{its} = {row}.{own name})",
      ],
      ...[
        "{own} NOT IN (SELECT {its} FROM {linked} WHERE {its} IS NOT NULL)",
        "{own} = ANY (SELECT {its} FROM {linked})",
        "(SELECT COUNT(*) FROM {linked} l WHERE l.{its} = {row}.{own name}) > 0",
        "0 = (SELECT COUNT(*) FROM {linked} l WHERE l.{its} = {row}.{own name})",
      ],
      ...[
        "(SELECT MAX(l.{its}) FROM {linked} l WHERE l.{its} = {row}.{own name}) IS NOT NULL",
        "{own} IN (SELECT d.{its} FROM (SELECT {its} FROM {linked}) d)",
        "{own} IN (SELECT {its} FROM {linked} UNION SELECT {its} + 1 FROM {linked})",
        "{own} > (SELECT AVG({its}) FROM {linked})",
      ],
      ...[
        "EXISTS (SELECT 1 FROM {linked} l WHERE l.{its} = {row}.{own name} AND l.{its} > 2)",
        "{own} NOT IN (SELECT {its} FROM {linked})",
        "{own} IN (SELECT MIN({its}) FROM {linked})",
        "({own}, 1) IN (SELECT {its}, 1 FROM {linked})",
        "{own} <> ALL (SELECT {its} FROM {linked} WHERE {its} > 0)",
      ],
      ...[
        "EXISTS (SELECT 1 FROM {linked} l WHERE l.{its} = {row}.{own name} OR 1 = 1)",
        "(SELECT COUNT(*) FROM {linked} l WHERE l.{its} = {row}.{own name}) >= 0",
        "(SELECT COUNT(*) FROM {linked} l WHERE l.{its} = {row}.{own name}) IS NOT NULL",
        "EXISTS (SELECT COUNT(*) FROM {linked} l WHERE l.{its} = {row}.{own name})",
      ],
      ...[
        "{c} IN (SELECT {c name} FROM (SELECT * FROM {table}) w)",
        "{c} IN (SELECT w.{c name} FROM (SELECT * FROM {table} WHERE {c name} > {middle}) w)",
        "{c} = (SELECT MAX({c name}) FROM (SELECT * FROM {table}) w)",
        "1 IN (SELECT 1 FROM {linked} l WHERE l.{its} = {row}.{own name})",
      ],
    ],
  },
];
