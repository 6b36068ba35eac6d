import { where } from "../../core/rollout/tasks.ts";
import { UserError } from "../../operations/user-error.ts";
import { defineCommand } from "../command.ts";
import { connectionsNote, deciderOptions, jsonOption, rolloutOptions } from "../options.ts";
import { recordForEach } from "../record-for-each.ts";

export const skipCommand = defineCommand({
  summary: "never run one migration here",
  usage: "skip --environment E --file FILE --actor NAME --reason TEXT [--json]",
  help: "Says that a migration that has not begun never runs here. What is left of one that has: `tollgate settle`.",
  options: {
    file: { type: "string", value: "FILE", says: "the migration" },
    ...deciderOptions,
    ...rolloutOptions,
    json: jsonOption,
  },
  notes: connectionsNote,
  async run({ values }, io) {
    const { file } = values;
    await recordForEach("skip", values, io, ({ target, tasks }) => {
      if (file !== undefined && tasks.some(({ migration }) => migration.path === file))
        return { kind: "skip", path: file };
      throw new UserError(
        "usage",
        `${file ?? "No file"} is no migration of ${where(target)}.`,
        "Look at `tollgate status` for the migrations.",
      );
    });
    return 0;
  },
});
