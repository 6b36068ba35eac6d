import { parseArgs } from "node:util";
import { startServers } from "../mysql/start-servers.ts";
import { playScene } from "./play-scene.ts";
import { scenes } from "./scenes/scenes.ts";
import { terminalStory } from "./story.ts";

const { values } = parseArgs({
  options: {
    scene: { type: "string", short: "s" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

const usage = `npm run demo                        play the five scenes on a GitHub and MySQL servers of this machine
npm run demo -- --scene 3           play one
npm run demo -- --scene 3 --keep    and keep everything running, to look around
`;

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const chosen = scenes.filter(({ number }) => values.scene === undefined || String(number) === values.scene);
  if (chosen.length === 0 || (values.keep && chosen.length > 1)) {
    process.stderr.write(
      `${values.keep ? "--keep needs one --scene." : `There is no scene ${values.scene}.`}\n${usage}`,
    );
    return 2;
  }
  const story = terminalStory({
    write: (text) => process.stdout.write(text),
    colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
    columns: process.stdout.columns ?? 100,
  });
  const servers = await startServers(["test", "prod"], { log: story.waits });
  const ends: string[] = [];
  let failed = 0;
  for (const scene of chosen) {
    const { seen, ok } = await playScene(scene, { servers, story, keep: values.keep });
    ends.push(`${ok ? "✓" : "✗"} scene ${scene.number}  ${seen}`);
    if (!ok) failed += 1;
  }
  await servers.stop();
  story.begins("What was seen");
  process.stdout.write(`${ends.join("\n")}\n`);
  return failed === 0 ? 0 : 1;
}

// What waits for the exit of this process (bot, servers) hears of it; --keep waits for the same signal itself.
if (!values.keep)
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
process.exitCode = await main();
