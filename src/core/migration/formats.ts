import type { Format } from "./format.ts";
import { flyway } from "./formats/flyway.ts";
import { plain } from "./formats/plain.ts";

/** In the order in which `format: auto` asks them; plain takes what no other knows. */
export const formats: readonly Format[] = [flyway, plain];
