import { expect, it } from "vitest";
import { commands, listCommands } from "./command-list.ts";

it("lists every command with its summary", async () => {
  expect(await listCommands()).toMatchInlineSnapshot(`
    "tollgate <command>

      check     weigh migrations as a pull request would be
      classify  what each statement of a file is and does
      split     the statements of a file, byte for byte
      explain   a risk factor: why it weighs, what to do instead
      policy    \`policy test\`: is the policy file right, and what does it ask
      init      write a policy and the workflow files
      doctor    is everything set up that the gate relies on
      status    what has run in an environment, and what is pending
      plan      what a rollout would run
      matrix    what is left to roll out, as a matrix of GitHub Actions
      stats     how large an environment's tables are, for reviews to know
      drift     what somebody changed past the rollouts
      apply     run the pending migrations of an environment, without the gate
      baseline  record what is there already
      settle    say what became of a statement that a rollout asks about
      undo      write a migration that undoes another one, from the rows that were kept
      skip      never run one migration here

    Each command explains itself with --help. Exit codes: 0 clear, 1 gate not passed, 2 could not tell or wrong usage.
    "
  `);
});

it.each(Object.entries(commands))(
  "the help of %s names itself, and no option that it has not",
  async (name, load) => {
    const { help } = await load();
    const [usage = "", ...rest] = help.split("\n\n");
    expect(usage).toMatch(new RegExp(`^tollgate ${name}\\b`));
    const declared = new Set(
      [...rest.join("\n\n").matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option),
    );
    const named = [...help.matchAll(/(?<![\w-])--[\w-]+/g)].map(([option]) => option);
    expect(named.filter((option) => !declared.has(option))).toEqual([]);
  },
);
