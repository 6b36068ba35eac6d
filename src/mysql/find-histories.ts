import type { Connection, RowDataPacket } from "mysql2/promise";

/** Where other migration tools remember what ran: https://documentation.red-gate.com/flyway and each tool's own manual. */
const tables = [
  "__diesel_schema_migrations",
  "__drizzle_migrations",
  "__efmigrationshistory",
  "_prisma_migrations",
  "_sqlx_migrations",
  "alembic_version",
  "atlas_schema_revisions",
  "databasechangelog",
  "django_migrations",
  "doctrine_migration_versions",
  "flyway_schema_history",
  "goose_db_version",
  "gorp_migrations",
  "knex_migrations",
  "migration_versions",
  "migrations",
  "mikro_orm_migrations",
  "phinxlog",
  "refinery_schema_history",
  "schema_migrations",
  "schema_version",
  "sequelizemeta",
  "typeorm_migrations",
];

export async function findHistories(connection: Connection, database: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = ? AND LOWER(TABLE_NAME) IN (?) AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1`,
    [database, tables],
  );
  return rows.map(({ name }) => String(name));
}
