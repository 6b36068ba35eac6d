import { optional, required, type Table } from "./table.ts";

/** The table that most conditions are about: a column of each kind, with and without NULL. */
export const members: Table = {
  name: "members",
  key: ["id"],
  mark: "member_mark",
  columns: [
    required("id", "INT", "integer", {
      counts: true,
      probes: ["3", "5", "7"],
      limits: { least: "-2147483648", greatest: "2147483647", held: false },
    }),
    required("email", "VARCHAR(60)", "text", {
      values: ["''", "'ann@x.org'", "'bob@x.org'", "'eve@x.org'", "'kim@y.org'", "'zoe@y.org'", "'zz'"],
      probes: ["'bob@x.org'", "'eve@x.org'", "'zoe@y.org'"],
    }),
    optional("nick", "VARCHAR(30)", "text", {
      values: ["''", "'%'", "'Ann'", "'Bob'", "'Dan'", "'Eve'", "'Kim'", "'Zoe'", "'zz'"],
      probes: ["'Bob'", "'Eve'", "'Zoe'"],
    }),
    optional("age", "INT", "integer", {
      values: ["-2147483648", "-1", "0", "17", "18", "30", "31", "64", "99", "2147483647"],
      probes: ["18", "30", "64"],
      limits: { least: "-2147483648", greatest: "2147483647", held: true },
    }),
    required("state", "ENUM('active','closed','fresh','paused','staff','trial')", "choice", {
      values: ["'active'", "'closed'", "'fresh'", "'paused'", "'staff'", "'trial'"],
      probes: ["'closed'", "'fresh'", "'staff'"],
    }),
    required("level", "TINYINT UNSIGNED", "integer", {
      values: ["0", "1", "2", "3", "4", "5", "9", "254", "255"],
      probes: ["2", "4", "9"],
      limits: { least: "0", greatest: "255", held: true },
    }),
    required("points", "INT UNSIGNED", "integer", {
      values: ["0", "1", "5", "7", "10", "50", "100", "4294967295"],
      probes: ["5", "10", "100"],
      limits: { least: "0", greatest: "4294967295", held: true },
    }),
    required("balance", "DECIMAL(10,2)", "decimal", {
      values: ["-99999999.99", "-10.50", "0.00", "0.01", "5.00", "12.34", "100.00", "99999999.99"],
      probes: ["0.01", "5.00", "100.00"],
      limits: { least: "-99999999.99", greatest: "99999999.99", held: true },
    }),
    optional("bonus", "DECIMAL(8,2) UNSIGNED", "decimal", {
      values: ["0.00", "0.50", "2.00", "3.00", "10.00", "11.00", "20.00", "999999.99"],
      probes: ["2.00", "10.00", "20.00"],
      limits: { least: "0", greatest: "999999.99", held: true },
    }),
    required("rate", "DOUBLE", "double", {
      values: ["-1.5e10", "-1", "0", "0.25", "0.5", "1", "2", "2.5", "3", "1e20"],
      probes: ["0.25", "1", "2.5"],
    }),
    required("joined", "DATETIME", "moment", {
      values: [
        "'2019-12-31 23:59:59'",
        "'2020-01-01 00:00:00'",
        "'2021-06-15 12:00:00'",
        "'2022-02-28 00:00:00'",
        "'2023-03-03 03:03:03'",
        "'2024-01-01 00:00:00'",
        "'2024-06-01 10:00:00'",
      ],
      probes: ["'2020-01-01 00:00:00'", "'2022-02-28 00:00:00'", "'2024-01-01 00:00:00'"],
    }),
    optional("left_at", "DATETIME", "moment", {
      values: [
        "'2020-05-05 00:00:00'",
        "'2021-01-01 00:00:00'",
        "'2021-07-01 00:00:00'",
        "'2022-01-01 00:00:00'",
        "'2022-08-08 00:00:00'",
        "'2023-01-01 00:00:00'",
        "'2024-02-02 00:00:00'",
      ],
      probes: ["'2021-01-01 00:00:00'", "'2022-01-01 00:00:00'", "'2023-01-01 00:00:00'"],
    }),
    optional("club_id", "INT", "integer", {
      values: ["0", "1", "2", "3", "4", "7"],
      probes: ["1", "2", "4"],
    }),
    required("active", "TINYINT", "integer", {
      values: ["-128", "-1", "0", "1", "2", "3", "127"],
      probes: ["0", "1", "3"],
      limits: { least: "-128", greatest: "127", held: true },
    }),
  ],
};
