/**
 * kill -9 at random moments of a program that loads data, accepts, restates, imports, takes back, purges and backs up
 * returns, and of its PostgreSQL: nothing that was acknowledged is lost, and after every start the facts are exactly what
 * was accepted. A few kills; `npm run kills -- --kills 2000 --seed 1` for as many as wanted.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noServerFor, PLATFORM } from "@lianzhang/work";
import { afterAll, expect, test } from "vitest";
import { bundled } from "../tools/lib/bundle.mjs";
import { killRound } from "./support/kill-round.ts";

const [KILLS, SEED] = [3, 11];

const folder = mkdtempSync(join(tmpdir(), "lianzhang-kill-returns-"));
// under root the server runs as another user, who passes through
chmodSync(folder, 0o711);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(noServerFor(PLATFORM) !== null)(
  `${KILLS} kills: no acknowledged return is lost, no total is wrong, a backup is whole`,
  { timeout: 240_000 },
  async () => {
    const { paths, remove } = await bundled("tests/support/kill-returns.ts");
    try {
      const [program = ""] = paths;
      const { faults, done } = await killRound({ folder, program, kills: KILLS, seed: SEED });
      expect(faults).toEqual([]);
      const times = (...deeds: string[]): number => deeds.reduce((sum, d) => sum + (done.get(d) ?? 0), 0);
      expect(times("accept", "import")).toBeGreaterThan(KILLS);
      expect(times("until", "purge")).toBeGreaterThan(0);
      expect(times("load")).toBeGreaterThan(0);
    } finally {
      remove();
    }
  },
);
