import type { Format } from "./format.ts";
import { atlas } from "./formats/atlas.ts";
import { dbmate } from "./formats/dbmate.ts";
import { drizzle } from "./formats/drizzle.ts";
import { flyway } from "./formats/flyway.ts";
import { golangMigrate } from "./formats/golang-migrate.ts";
import { goose } from "./formats/goose.ts";
import { liquibase } from "./formats/liquibase.ts";
import { plain } from "./formats/plain.ts";
import { prisma } from "./formats/prisma.ts";
import { unversioned } from "./formats/unversioned.ts";

/** In the order in which `format: auto` asks them; plain takes what no other knows. */
export const formats: readonly Format[] = [
  liquibase,
  flyway,
  golangMigrate,
  drizzle,
  prisma,
  goose,
  dbmate,
  atlas,
  plain,
  unversioned,
];
