/**
 * `npm run bench`: figures as one JSON object, all taken in this one run, so that they can be compared with each other
 * on any machine. Inside one process they are processor time, which other processes disturb least.
 */
import { benchCommandLine } from "./command-line.ts";
import { benchHistory } from "./history.ts";
import { benchSplitting } from "./splitting.ts";

const figures = { node: process.version, ...benchHistory(), ...benchSplitting(), ...benchCommandLine() };
process.stdout.write(`${JSON.stringify(figures, undefined, 2)}\n`);
