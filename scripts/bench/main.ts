/**
 * `npm run bench`: figures as one JSON object, all taken in this one run, so that they can be compared with each other
 * on any machine. Times are processor time, which other processes disturb least.
 */
import { benchSplitting } from "./splitting.ts";

process.stdout.write(`${JSON.stringify({ node: process.version, ...benchSplitting() }, undefined, 2)}\n`);
