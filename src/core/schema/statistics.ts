/**
 * What a database said of its tables when it was asked, by a session that may only SELECT. A table or a number that is
 * missing here is not known: the account may not see it, or it came later. It is never taken for none.
 */
export interface DatabaseStatistics {
  instance: string;
  database: string;
  /** ISO 8601, UTC: when the server was asked. */
  takenAt: string;
  /** As the server says it, for example `9.7.4` or `10.11.19-MariaDB`. */
  serverVersion: string;
  /** By name, as the server writes it. */
  tables: Readonly<Record<string, TableStatistics>>;
}

export interface TableStatistics {
  /** The server's estimate, of InnoDB within some ten per cent (information_schema.TABLES, manual 28.3.38). */
  rows: number;
  /** Data and indexes. */
  bytes: number;
  /** INNODB_TABLES.TOTAL_ROW_VERSIONS, for which the PROCESS privilege is needed; undefined = not visible. */
  rowVersions?: number;
  triggers?: number;
  /** Tables whose foreign keys point here, as `table` or `database.table`. */
  referencedBy?: readonly string[];
}

/** One file of the snapshot: everything that one environment's databases said. */
export interface StatisticsSnapshot {
  version: 1;
  environment: string;
  databases: readonly DatabaseStatistics[];
}
