import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { findPtOsc, type PtOsc } from "../../../sandbox/percona/find-pt-osc.ts";
import type { Project } from "../outside/project.ts";
import { flavours, type Server, startServer } from "../outside/server.ts";
import { type OnlineScene, openOnline } from "./open-online.ts";

const missing =
  "pt-online-schema-change is not here: apt-get install percona-toolkit. Only gh-ost's stand-in shows the handing over then.";

/** The same scenes on each flavour's server, with the real tool on the PATH. */
export function withTool(
  define: (open: () => Promise<OnlineScene>, flavour: Server["flavour"]) => void,
): void {
  describe.each(flavours)("%s", (flavour) => {
    let server: Server;
    let tool: PtOsc | undefined;
    const path = process.env.PATH;
    const projects: Project[] = [];
    beforeAll(async () => {
      const say = (line: string) => void process.stdout.write(`${line}\n`);
      tool = await findPtOsc(say).catch((error: unknown) => {
        say(`${error}\n  ${missing}`);
        return undefined;
      });
      if (!tool) return;
      process.env.PATH = `${tool.folder}:${path}`;
      server = await startServer(flavour);
    });
    beforeEach(({ skip }) => skip(!tool, missing));
    afterAll(async () => {
      process.env.PATH = path;
      for (const project of projects) project.remove();
      await server?.stop();
      await tool?.remove();
    });
    define(async () => {
      // Processes are found by the name, and other files run beside this one.
      const database = `online_${server.port}_${projects.length}`;
      await server.query(`CREATE DATABASE ${database}`);
      const scene = openOnline(server, database);
      projects.push(scene.project);
      return scene;
    }, flavour);
  });
}

const within = 30_000;

/** Waits for something that the test has brought about; where it does not come, the sentence says what did. */
export async function until<Result>(
  ask: () => Promise<Result | undefined> | Result | undefined,
  said: () => string,
): Promise<Result> {
  for (const began = Date.now(); Date.now() - began < within; ) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not come within ${within / 1000} seconds. Until now: ${said()}`);
}
