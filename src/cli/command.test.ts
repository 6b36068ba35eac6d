import { expect, expectTypeOf, it } from "vitest";
import { memoryIo } from "../testing/memory-io.ts";
import { defineCommand } from "./command.ts";

const planted = defineCommand({
  summary: "weigh the cargo",
  usage: "weigh SHIP… --port P [--deck NAME]… [--all]",
  help: "Weighs what a ship carries.",
  positionals: { value: "SHIP", says: "a ship by its name" },
  options: {
    port: { type: "string", short: "p", value: "P", says: "where it lies" },
    unit: { type: "string", default: "tonne", value: "U", says: "what it is weighed in" },
    mark: { type: "string", default: "", value: "M", says: "put on what was weighed" },
    deck: { type: "string", multiple: true, value: "NAME", says: "only this deck" },
    all: { type: "boolean", says: "the crew too" },
  },
  notes: "No ship is harmed.",
  async run({ values, positionals }, io) {
    expectTypeOf(values).toEqualTypeOf<{
      readonly port: string | undefined;
      readonly unit: string;
      readonly mark: string;
      readonly deck: string[] | undefined;
      readonly all: boolean | undefined;
    }>();
    io.out(JSON.stringify({ ...values, positionals }));
    return 1;
  },
});

async function call(...args: string[]) {
  const { io, printed } = memoryIo();
  return { code: await planted.run(args, io), ...printed };
}

it("gets its options as they were declared, and its exit code is the command's", async () => {
  const { code, out } = await call("a", "-p", "x", "--deck", "1", "--deck=2", "--all", "b");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({
    port: "x",
    unit: "tonne",
    mark: "",
    deck: ["1", "2"],
    all: true,
    positionals: ["a", "b"],
  });
});

it.each(["--help", "-h"])("%s prints the help, made of what is declared, and runs nothing", async (flag) => {
  const { code, out } = await call("a", flag);
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "tollgate weigh SHIP… --port P [--deck NAME]… [--all]

    Weighs what a ship carries.

      SHIP          a ship by its name
      -p, --port P  where it lies
      --unit U      what it is weighed in (default: tonne)
      --mark M      put on what was weighed
      --deck NAME   only this deck
      --all         the crew too

    No ship is harmed.
    "
  `);
});

it.each([
  ["an option that is none", ["--prot", "x"], /^Unknown option '--prot'/],
  ["one beside --help", ["--help", "--prot"], /^Unknown option '--prot'/],
  ["a value too few", ["--port"], /^Option '-p, --port <value>' argument missing/],
  ["a value for a flag", ["--all=1"], /^Option '--all' does not take an argument/],
])("%s is wrong usage, in the parser's words", async (_, args, said) => {
  await expect(call(...args)).rejects.toMatchObject({
    code: "usage",
    message: expect.stringMatching(said),
    fix: "Run the command with --help to see its options.",
  });
});

it("takes no word where none is declared", async () => {
  const bare = defineCommand({ summary: "", usage: "bare", help: "Bare.", options: {}, run: async () => 0 });
  await expect(bare.run(["x"], memoryIo().io)).rejects.toThrow(/^Unexpected argument 'x'/);
  expect(bare.help).toBe("tollgate bare\n\nBare.\n");
});
