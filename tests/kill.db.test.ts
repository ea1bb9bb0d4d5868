/**
 * kill -9 at random moments under writes, of PostgreSQL, of one of its helpers, and of the program: no change that was
 * acknowledged is lost, none is half there, and everything comes back without a hand. Three kills; LIANZHANG_KILLS=200 for
 * as many, LIANZHANG_SEED for other moments.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@lianzhang/work";
import { connect, noServerFor, openWork, PLATFORM, startServer, text } from "@lianzhang/work";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { bundled } from "../tools/lib/bundle.mjs";
import type { Victim } from "./support/killed.ts";
import { kill, killed, postmaster, until, victim } from "./support/killed.ts";

const KILLS = Number(process.env["LIANZHANG_KILLS"] ?? 3);
const SEED = Number(process.env["LIANZHANG_SEED"] ?? 4);

const folder = mkdtempSync(join(tmpdir(), "lianzhang-kill-"));
const clock = (): Date => new Date();
const draws = fc.sample(fc.nat(), { seed: SEED, numRuns: KILLS * 5 })[Symbol.iterator]();
const random = (below: number): number => (draws.next().value ?? 0) % below;

const bundle = await bundled("tests/support/kill-writer.ts");
const [program = ""] = bundle.paths;
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  bundle.remove();
});

const victims: Victim[] = [];
const isChange = (line: string): boolean => line !== "open";

function writer(): Victim {
  const made = victim(program, [folder, String(victims.length + 1)]);
  victims.push(made);
  return made;
}

/** Waits until the writer has acknowledged `more` lines than now: proof that it goes on by itself. */
const progress = (w: Victim, more: number): Promise<void> => until(w, w.said.length + more);

/** Connections and helpers of the server, by their parent's number (Linux). */
function helpers(): number[] {
  const parent = String(postmaster(folder));
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/stat`, "utf8")
            .replace(/^.*\) /s, "")
            .split(" ")[1] === parent
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** One kill at a random moment; the writer that writes afterwards. */
async function strike(w: Victim): Promise<Victim> {
  // mostly in the middle of writing, now and then while it is still coming back
  if (random(4) > 0) await progress(w, 1 + random(40));
  await sleep(random(120));
  switch (random(4)) {
    case 0:
      kill(postmaster(folder));
      return w;
    case 1: {
      const all = helpers();
      kill(all[random(Math.max(all.length, 1))]);
      return w;
    }
    case 2:
      kill(postmaster(folder));
      await killed(w);
      return writer();
    default:
      await killed(w);
      return writer();
  }
}

async function tables(): Promise<void> {
  const server = await startServer({ folder, create: true, random: randomBytes });
  const owner = connect({ url: () => server.ownerUrl(), as: "owner" });
  await owner.transaction(async (q) => {
    for (const name of ["debit", "credit"]) {
      await q.rows(`CREATE TABLE public.${name} (id TEXT PRIMARY KEY)`);
      await q.rows(`GRANT SELECT, INSERT ON public.${name} TO lianzhang_app`);
    }
  });
  await owner.close();
  await server.stop();
}

const ids = async (database: Database, sql: string): Promise<string[]> =>
  (await database.read((q) => q.rows(sql))).map((row) => text(row, "id")).toSorted();

test.skipIf(noServerFor(PLATFORM) !== null)(
  `${KILLS} kills: nothing acknowledged is lost, nothing is half there`,
  { timeout: 60_000 + KILLS * 20_000 },
  async () => {
    await tables();
    let w = writer();
    for (let i = 0; i < KILLS; i++) w = await strike(w);
    await progress(w, 20);
    await killed(w);

    const work = await openWork({
      place: { kind: "folder", folder, create: false },
      clock,
      random: randomBytes,
    });
    try {
      const debits = await ids(work.database, "SELECT id FROM public.debit");
      const credits = await ids(work.database, "SELECT id FROM public.credit");
      const told = await ids(work.database, "SELECT subject_id AS id FROM audit_event WHERE action = 'move'");
      const kept = new Set(debits);
      const everything = victims.flatMap((v) => v.said.filter(isChange));
      expect(
        everything.filter((id) => !kept.has(id)),
        `seed ${SEED}: acknowledged and lost`,
      ).toEqual([]);
      expect(credits, `seed ${SEED}: half applied`).toEqual(debits);
      expect(told, `seed ${SEED}: applied and not told`).toEqual(debits);
      expect(await work.trail.verify()).toMatchObject({
        holds: true,
        head: { number: BigInt(told.length) + 1n },
      });
      expect(everything.length).toBeGreaterThan(KILLS);
    } finally {
      await work.close();
    }
  },
);
