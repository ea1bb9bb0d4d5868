/**
 * kill -9 at random moments of a program that accepts, restates, takes back, purges and backs up returns: nothing that was
 * acknowledged is lost, and after every start the facts are exactly what was accepted. A few kills; LIANZHANG_KILLS=2000
 * for as many, LIANZHANG_SEED for other moments.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { noServerFor, PLATFORM, restoreBackup } from "@lianzhang/work";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { enterReturnsOffice } from "../packages/work/src/testing/returns.ts";
import { root } from "./support/files.ts";
import { meishanModel, openOffice } from "./support/returns-office.ts";
import { FIRMS, openAll } from "./support/returns-writer.ts";

const KILLS = Number(process.env["LIANZHANG_KILLS"] ?? 2);
const SEED = Number(process.env["LIANZHANG_SEED"] ?? 7);

const folder = mkdtempSync(join(tmpdir(), "lianzhang-kill-returns-"));
chmodSync(folder, 0o711);
const draws = fc.sample(fc.nat(), { seed: SEED, numRuns: KILLS * 2 })[Symbol.iterator]();
const random = (below: number): number => (draws.next().value ?? 0) % below;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Writer {
  readonly process: ChildProcess;
  readonly said: string[];
  /** What it said when it went wrong by itself. */
  error: string;
}

function writer(run: number): Writer {
  const script = join(root, "tests/support/kill-returns.mjs");
  const child = spawn(process.execPath, [script, folder, String(run), String(SEED)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const made: Writer = { process: child, said: [], error: "" };
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    // a line that is not complete was cut off by the kill: it acknowledges nothing
    const lines = `${rest}${chunk.toString()}`.split("\n");
    rest = lines.pop() ?? "";
    made.said.push(...lines);
  });
  child.stderr.on("data", (chunk: Buffer) => (made.error += chunk.toString()));
  return made;
}

async function until(w: Writer, lines: number): Promise<void> {
  while (w.said.length < lines) {
    if (w.process.exitCode !== null) throw new Error(`seed ${SEED}: the writer ended by itself: ${w.error}`);
    await sleep(10);
  }
}

async function kill(w: Writer): Promise<void> {
  const exit = new Promise((done) => w.process.once("close", done));
  w.process.kill("SIGKILL");
  await exit;
}

test.skipIf(noServerFor(PLATFORM) !== null)(
  `${KILLS} kills: no acknowledged return is lost, no total is wrong, a backup is whole`,
  { timeout: 120_000 + KILLS * 30_000 },
  async () => {
    const model = await meishanModel();
    mkdirSync(join(folder, "files"));
    const office = await openOffice(join(folder, "work"), {});
    await enterReturnsOffice({ ...office.work, owner: office.owner }, model, FIRMS);
    await office.close();
    const said: string[] = [];
    for (let run = 1; run <= KILLS; run++) {
      const w = writer(run);
      // mostly in the middle of its work, now and then while it is still coming back
      if (random(5) > 0) await until(w, 1 + random(30));
      await sleep(random(150));
      await kill(w);
      said.push(...w.said);
    }
    expect(
      said.filter((line) => line.startsWith("wrong")),
      `seed ${SEED}`,
    ).toEqual([]);

    const { office: last, returns, books, wrong } = await openAll(folder);
    const accepted = new Map<string, string>();
    const purged = new Set<string>();
    for (const line of said) {
      const [deed, a = "", b = "", content = ""] = line.split(" ");
      if (deed === "accept") accepted.set(b, content);
      if (deed === "purge") purged.add(a);
    }
    try {
      expect(wrong, `seed ${SEED}: wrong totals`).toEqual([]);
      const events = await returns.eventsAfter(0n, 1_000_000);
      const there = new Set(events.map((e) => (e.kind === "accept" ? e.accepted.id : e.id)));
      expect(
        [...accepted.keys()].filter((id) => !there.has(id)),
        `seed ${SEED}: acknowledged and lost`,
      ).toEqual([]);
      const ended = new Set(events.flatMap((e) => (e.kind === "accept" ? [] : [`${e.kind} ${e.id}`])));
      const taken = said.filter((line) => /^(until|purge) /.test(line));
      expect(taken.filter((line) => !ended.has(line))).toEqual([]);
      expect(await last.work.trail.verify()).toMatchObject({ holds: true });
      // the deeds were of every kind
      expect(accepted.size).toBeGreaterThan(KILLS);
      expect(taken.length).toBeGreaterThan(KILLS / 2);
    } finally {
      await books.close();
      await last.close();
    }

    const backups = said.filter((line) => line.startsWith("backup "));
    const file = backups.at(-1)?.slice("backup ".length);
    if (file === undefined) return;
    const other = join(folder, "restored");
    const place = { kind: "folder", folder: join(other, "work"), create: true } as const;
    mkdirSync(other);
    chmodSync(other, 0o711);
    await restoreBackup({ file, place, clock: () => new Date(), random: randomBytes });
    const restored = await openAll(other);
    try {
      expect(restored.wrong).toEqual([]);
      const events = await restored.returns.eventsAfter(0n, 1_000_000);
      const there = new Set(events.map((e) => (e.kind === "accept" ? e.accepted.id : e.id)));
      // whatever was acknowledged before the backup before this one began is in it
      const former = backups.at(-2);
      const before = former === undefined ? [] : said.slice(0, said.indexOf(former));
      const ids = before.flatMap((line) => (line.startsWith("accept ") ? [line.split(" ")[2] ?? ""] : []));
      expect(ids.filter((id) => !there.has(id))).toEqual([]);
    } finally {
      await restored.books.close();
      await restored.office.close();
    }
  },
);
