/** What `npm run kills` runs, bundled: `node kill-command.mjs PROGRAM KILLS SEED ROUND`. After each round the sums so far. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Round } from "./kill-round.ts";
import { killRound } from "./kill-round.ts";

const [program = "", kills, seed, size] = process.argv.slice(2);
const [KILLS, SEED, SIZE] = [Number(kills), Number(seed), Number(size)];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const add = (to: Map<string, number>, more: ReadonlyMap<string, number>): void => {
  for (const [word, n] of more) to.set(word, (to.get(word) ?? 0) + n);
};
const counts = (of: ReadonlyMap<string, number>): string =>
  [...of]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, n]) => `${word} ${n}`)
    .join(", ");

/** A folder of its own, gone when all was well. */
async function round(size: number, seed: number): Promise<Round> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-kills-"));
  // under root the server runs as another user, who passes through
  chmodSync(folder, 0o711);
  try {
    const made = await killRound({ folder, program, kills: size, seed });
    if (made.faults.length === 0) rmSync(folder, { recursive: true, force: true });
    else say(`kept for a look: ${folder}`);
    return made;
  } catch (error) {
    say(`kept for a look: ${folder}`);
    const what = error instanceof Error ? error.message : String(error);
    return { faults: [what], done: new Map(), struck: new Map(), both: 0 };
  }
}

const [done, struck] = [new Map<string, number>(), new Map<string, number>()];
const begun = performance.now();
let [killed, both, faults] = [0, 0, 0];
const line = (): string =>
  `${killed} kills (${both} with PostgreSQL), ${((performance.now() - begun) / 1000 / killed).toFixed(1)} s each, ${faults} faults`;
for (let i = 0; killed < KILLS; i++) {
  const size = Math.min(SIZE, KILLS - killed);
  const made = await round(size, SEED + i);
  for (const fault of made.faults) say(`seed ${SEED + i}: ${fault}`);
  killed += size;
  both += made.both;
  faults += made.faults.length;
  add(done, made.done);
  add(struck, made.struck);
  // with every round, for whoever ends it early
  say(line());
  say(`  acknowledged: ${counts(done)}`);
  say(`  under way when killed: ${counts(struck)}`);
}
process.exitCode = faults > 0 ? 1 : 0;
