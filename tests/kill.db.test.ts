/**
 * kill -9 at random moments under writes, of PostgreSQL, of one of its helpers, and of the program: no change that was
 * acknowledged is lost, none is half there, and everything comes back without a hand. Three kills; LIANZHANG_KILLS=200 for
 * as many, LIANZHANG_SEED for other moments.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "@lianzhang/work";
import { connect, noServerFor, openWork, PLATFORM, startServer, text } from "@lianzhang/work";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { root } from "./support/files.ts";

const KILLS = Number(process.env["LIANZHANG_KILLS"] ?? 3);
const SEED = Number(process.env["LIANZHANG_SEED"] ?? 4);

const folder = mkdtempSync(join(tmpdir(), "lianzhang-kill-"));
const clock = (): Date => new Date();
const draws = fc.sample(fc.nat(), { seed: SEED, numRuns: KILLS * 5 })[Symbol.iterator]();
const random = (below: number): number => (draws.next().value ?? 0) % below;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A writing program, and what it has acknowledged. */
interface Writer {
  readonly process: ChildProcess;
  readonly acknowledged: string[];
  /** What it said when it went wrong by itself. */
  said: string;
}

const everything: string[] = [];
let runs = 0;

function writer(): Writer {
  const script = join(root, "tests/support/kill-writer.mjs");
  const child = spawn(process.execPath, [script, folder, String(++runs)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const made: Writer = { process: child, acknowledged: [], said: "" };
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    // a line that is not complete was cut off by the kill: it acknowledges nothing
    const lines = `${rest}${chunk.toString()}`.split("\n");
    rest = lines.pop() ?? "";
    made.acknowledged.push(...lines);
    everything.push(...lines.filter((line) => line !== "open"));
  });
  child.stderr.on("data", (chunk: Buffer) => (made.said += chunk.toString()));
  return made;
}

/** Waits until the writer has acknowledged `more` lines than now: proof that it goes on by itself. */
async function progress(w: Writer, more: number): Promise<void> {
  const wanted = w.acknowledged.length + more;
  while (w.acknowledged.length < wanted) {
    if (w.process.exitCode !== null) throw new Error(`seed ${SEED}: the writer ended by itself: ${w.said}`);
    await sleep(10);
  }
}

const postmaster = (): number => {
  try {
    return Number(readFileSync(join(folder, "pg/data/postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return Number.NaN;
  }
};

/** Connections and helpers of the server, by their parent's number (Linux). */
function helpers(): number[] {
  const parent = String(postmaster());
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

function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined && pid > 1) process.kill(pid, "SIGKILL");
  } catch {
    // it ended before
  }
}

async function ended(w: Writer): Promise<void> {
  const exit = new Promise((done) => w.process.once("close", done));
  kill(w.process.pid);
  await exit;
}

/** One kill at a random moment; the writer that writes afterwards. */
async function strike(w: Writer): Promise<Writer> {
  // mostly in the middle of writing, now and then while it is still coming back
  if (random(4) > 0) await progress(w, 1 + random(40));
  await sleep(random(120));
  switch (random(4)) {
    case 0:
      kill(postmaster());
      return w;
    case 1: {
      const all = helpers();
      kill(all[random(Math.max(all.length, 1))]);
      return w;
    }
    case 2:
      kill(postmaster());
      await ended(w);
      return writer();
    default:
      await ended(w);
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
    await ended(w);

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
