/** The program that is killed: `node kill-returns.mjs FOLDER RUN SEED`, bundled from the sources (tools/lib/bundle.mjs). */
import { write } from "./returns-writer.ts";

const [folder = "", run, seed] = process.argv.slice(2);
await write(folder, Number(run), Number(seed));
