import { members } from "./members.ts";
import { optional, required, type Table } from "./table.ts";

const clubs: Table = {
  name: "clubs",
  key: ["id"],
  mark: "club_mark",
  columns: [
    required("id", "INT", "integer", {
      values: [
        "-3",
        "-1",
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        ...Array.from({ length: 12 }, (_, i) => String(8 + 2 * i)),
      ],
      probes: ["0", "2", "4"],
    }),
    required("title", "VARCHAR(50)", "text", {
      values: ["''", "'Bowls'", "'Chess'", "'Golf'", "'Judo'", "'Polo'", "'Yoga'"],
      probes: ["'Bowls'", "'Golf'", "'Polo'"],
    }),
    optional("city", "VARCHAR(40)", "text", {
      values: ["''", "'Bern'", "'Lyon'", "'Oslo'", "'Paris'", "'Rome'", "'Wien'"],
      probes: ["'Bern'", "'Oslo'", "'Rome'"],
    }),
    required("closed", "TINYINT", "integer", {
      values: ["-1", "0", "1", "2", "3", "4"],
      probes: ["0", "1", "3"],
    }),
  ],
};

const bookings: Table = {
  name: "bookings",
  key: ["nr"],
  mark: "booking_mark",
  columns: [
    required("nr", "INT", "integer", { probes: ["3", "5", "7"] }),
    required("member_id", "INT", "integer", {
      values: ["0", "1", "2", "3", "4", "5", "8", "77"],
      probes: ["2", "4", "8"],
    }),
    required("total", "DECIMAL(10,2)", "decimal", {
      values: ["-5.00", "0.00", "0.50", "1.50", "9.99", "20.00", "50.00"],
      probes: ["0.00", "1.50", "20.00"],
    }),
    optional("paid_at", "DATETIME", "moment", {
      values: [
        "'2023-01-01 00:00:00'",
        "'2023-06-01 00:00:00'",
        "'2023-07-07 00:00:00'",
        "'2023-12-24 18:00:00'",
        "'2024-01-01 00:00:00'",
        "'2024-03-01 00:00:00'",
        "'2024-04-01 00:00:00'",
      ],
      probes: ["'2023-06-01 00:00:00'", "'2023-12-24 18:00:00'", "'2024-03-01 00:00:00'"],
    }),
  ],
};

const events: Table = {
  name: "events",
  key: ["seq"],
  mark: "event_mark",
  columns: [
    required("seq", "BIGINT UNSIGNED", "integer", {
      probes: ["3", "5", "7"],
      limits: { least: "0", greatest: "18446744073709551615", held: false },
    }),
    required("at", "DATETIME", "moment", {
      values: [
        "'2023-01-01 00:00:00'",
        "'2024-01-01 00:00:00'",
        "'2024-01-09 00:00:00'",
        "'2024-01-15 00:00:00'",
        "'2024-02-01 00:00:00'",
        "'2024-02-15 00:00:00'",
        "'2024-03-01 00:00:00'",
      ],
      probes: ["'2024-01-01 00:00:00'", "'2024-01-15 00:00:00'", "'2024-02-15 00:00:00'"],
    }),
    required("severity", "SMALLINT UNSIGNED", "integer", {
      values: ["0", "1", "2", "3", "4", "5", "6", "65535"],
      probes: ["1", "3", "5"],
      limits: { least: "0", greatest: "65535", held: true },
    }),
    optional("remark", "VARCHAR(100)", "text", {
      values: ["''", "'down'", "'even'", "'fine'", "'late'", "'slow'", "'up'"],
      probes: ["'down'", "'fine'", "'slow'"],
    }),
  ],
};

const seats: Table = {
  name: "seats",
  key: ["member_id", "club_id"],
  mark: "seat_mark",
  columns: [
    required("member_id", "INT", "integer", {
      values: ["0", "1", "2", "3", "4", "5", "8", "90"],
      probes: ["2", "4", "8"],
    }),
    required("club_id", "INT", "integer", {
      values: ["0", "1", "2", "3", "4", "9"],
      probes: ["1", "2", "4"],
    }),
    optional("until", "DATE", "moment", {
      values: [
        "'2023-01-01'",
        "'2023-06-01'",
        "'2023-09-01'",
        "'2024-01-01'",
        "'2024-06-01'",
        "'2024-12-31'",
        "'2025-01-01'",
      ],
      probes: ["'2023-06-01'", "'2024-01-01'", "'2024-12-31'"],
    }),
  ],
};

/** Shares no column's name with the others. */
const switches: Table = {
  name: "switches",
  key: ["word"],
  mark: "switch_mark",
  columns: [
    required("word", "VARCHAR(50)", "text", {
      values: ["'audit'", "'beta'", "'cache'", "'purge'", "'queue'", "'trace'", "'warn'"],
      probes: ["'beta'", "'purge'", "'trace'"],
    }),
    optional("setting", "VARCHAR(100)", "text", {
      values: ["''", "'low'", "'no'", "'off'", "'on'", "'ready'", "'yes'"],
      probes: ["'low'", "'off'", "'ready'"],
    }),
  ],
};

const waiting: Table = {
  name: "waiting",
  key: ["id"],
  mark: "waiting_mark",
  columns: [
    required("id", "INT", "integer", { probes: ["1", "2", "3"] }),
    optional("member_id", "INT", "integer", { values: ["0", "1", "2", "3", "90"], probes: ["1", "2", "3"] }),
  ],
};

/** Two columns by which a condition or a join may pick rows: some of the one's values are among the other's. */
export interface Link {
  table: string;
  column: string;
  other: string;
  otherColumn: string;
}

/** What conditions are generated over. */
export interface Schema {
  tables: readonly Table[];
  /** The tables that statements change, the likelier ones several times. */
  changed: readonly string[];
  links: readonly Link[];
}

function linked(table: string, column: string, other: string, otherColumn: string): Link[] {
  return [
    { table, column, other, otherColumn },
    { table: other, column: otherColumn, other: table, otherColumn: column },
  ];
}

export const club: Schema = {
  tables: [members, clubs, bookings, events, seats, switches, waiting],
  changed: ["members", "members", "members", "members", "clubs", "bookings", "events", "seats"],
  links: [
    ...linked("members", "id", "bookings", "member_id"),
    ...linked("members", "id", "seats", "member_id"),
    ...linked("members", "id", "waiting", "member_id"),
    ...linked("members", "club_id", "clubs", "id"),
    ...linked("clubs", "id", "seats", "club_id"),
    ...linked("bookings", "member_id", "seats", "member_id"),
    ...linked("events", "severity", "clubs", "id"),
    ...linked("events", "seq", "bookings", "member_id"),
  ],
};
