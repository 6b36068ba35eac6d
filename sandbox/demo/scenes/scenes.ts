import type { Scene } from "../scene.ts";
import { noRules } from "./1-no-rules.ts";
import { prodIsHigh } from "./2-prod-is-high.ts";
import { customRole } from "./3-custom-role.ts";
import { whoMayNot } from "./4-who-may-not.ts";
import { createDatabase } from "./5-create-database.ts";

export const scenes: readonly Scene[] = [noRules, prodIsHigh, customRole, whoMayNot, createDatabase];
