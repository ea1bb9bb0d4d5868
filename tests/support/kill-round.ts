/**
 * A round of kills: one folder, a program that works on it (returns-writer.ts), killed at random moments and started again.
 * Every start holds all facts against all that was accepted; the end of a round also looks for what was acknowledged and is
 * not there, verifies the chain and puts the last backup back.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { restoreBackup } from "@lianzhang/work";
import { seeded } from "../../packages/work/src/testing/random.ts";
import { enterReturnsOffice } from "../../packages/work/src/testing/returns.ts";
import { FIRMS, writeData, writeDecision } from "./kill-data.ts";
import { kill, killed, postmaster, until, victim } from "./killed.ts";
import { meishanModel, openOffice } from "./returns-office.ts";
import { openAll } from "./returns-writer.ts";

export interface RoundRequest {
  /** An empty folder that other users may pass through. */
  readonly folder: string;
  /** The bundled kill-returns.ts. */
  readonly program: string;
  readonly kills: number;
  readonly seed: number;
}

export interface Round {
  /** What went wrong, in words; empty when all is well. */
  readonly faults: readonly string[];
  /** How often a deed was acknowledged. */
  readonly done: ReadonlyMap<string, number>;
  /** How often a deed was under way when the program was killed; one kill may meet several. */
  readonly struck: ReadonlyMap<string, number>;
  /** Kills that took PostgreSQL as well. */
  readonly both: number;
}

/** At most so many between a start and its kill. */
const DEEDS = 12;

const countOf = (words: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};

/** What each hand had begun and not ended. */
function underWay(said: readonly string[]): readonly string[] {
  const open = new Map<string, string>();
  for (const line of said) {
    const [mark, hand = "", deed = ""] = line.split(" ");
    if (mark === ">") open.set(hand, deed);
    if (mark === "<") open.delete(hand);
  }
  return [...open.values()];
}

interface Deed {
  readonly deed: string;
  /** Of a return, or the file of a backup. */
  readonly id: string;
}

const deedsOf = (said: readonly string[]): readonly Deed[] =>
  said.flatMap((line) => {
    const [mark, , deed = "", id = ""] = line.split(" ");
    return mark === "<" ? [{ deed, id }] : [];
  });

async function prepare(folder: string): Promise<void> {
  mkdirSync(join(folder, "files"));
  const model = await meishanModel();
  const office = await openOffice(join(folder, "work"), {});
  await enterReturnsOffice({ ...office.work, owner: office.owner }, model, FIRMS);
  await office.close();
}

/** Returns that were acknowledged as accepted or ended and of which the chain of `folder` does not know, and wrong facts. */
async function faultsOf(folder: string, deeds: readonly Deed[]): Promise<readonly string[]> {
  const { office, returns, books, wrong } = await openAll(folder);
  try {
    const events = await returns.eventsAfter(0n, 1_000_000);
    const there = new Set(
      events.map((e) => (e.kind === "accept" ? `accept ${e.accepted.id}` : `${e.kind} ${e.id}`)),
    );
    const kept = new Set(events.map((e) => (e.kind === "accept" ? e.accepted.id : e.id)));
    const lost = deeds.filter(({ deed, id }) => {
      if (deed === "accept" || deed === "import") return !kept.has(id);
      return (deed === "until" || deed === "purge") && !there.has(`${deed} ${id}`);
    });
    const { holds } = await office.work.trail.verify();
    return [
      ...wrong.map((w) => `wrong total: ${w}`),
      ...lost.map(({ deed, id }) => `acknowledged and lost: ${deed} ${id}`),
      ...(holds ? [] : ["the chain does not hold"]),
    ];
  } finally {
    await books.close();
    await office.close();
  }
}

/** Puts the last backup back elsewhere: whatever was acknowledged before the one before it ended is in it. */
async function faultsOfBackup(folder: string, deeds: readonly Deed[]): Promise<readonly string[]> {
  const backups = deeds.filter(({ deed }) => deed === "backup");
  const [former, last] = [backups.at(-2), backups.at(-1)];
  if (last === undefined) return [];
  const other = join(folder, "restored");
  mkdirSync(other);
  chmodSync(other, 0o711);
  for (const name of ["data", "decision"]) cpSync(join(folder, name), join(other, name), { recursive: true });
  const place = { kind: "folder", folder: join(other, "work"), create: true } as const;
  await restoreBackup({ file: last.id, place, clock: () => new Date(), random: randomBytes });
  const before = former === undefined ? [] : deeds.slice(0, deeds.indexOf(former));
  return (await faultsOf(other, before)).map((fault) => `backup: ${fault}`);
}

/** Throws when the program ends by itself. */
export async function killRound({ folder, program, kills, seed }: RoundRequest): Promise<Round> {
  const random = seeded(seed);
  const changeData = (): void =>
    writeData(
      join(folder, "data"),
      FIRMS.map(() => random(1_000_000)),
    );
  writeDecision(folder);
  changeData();
  await prepare(folder);
  const said: string[] = [];
  const struck: string[] = [];
  let both = 0;
  for (let run = 1; run <= kills; run++) {
    // now and then other data: the next start loads them
    if (random(4) === 0) changeData();
    const v = victim(program, [folder, String(run), String(seed)]);
    // mostly in the middle of its work, now and then while it is still coming back
    if (random(4) > 0) await until(v, 1 + random(DEEDS), (line) => line.startsWith("< "));
    else {
      await until(v, 1);
      await sleep(random(1500));
    }
    await sleep(random(150));
    if (random(3) === 0) {
      both++;
      kill(postmaster(join(folder, "work")));
    }
    await killed(v);
    struck.push(...underWay(v.said));
    said.push(...v.said);
  }
  const deeds = deedsOf(said);
  const faults = said.filter((line) => line.startsWith("wrong"));
  faults.push(...(await faultsOf(folder, deeds)), ...(await faultsOfBackup(folder, deeds)));
  return { faults, done: countOf(deeds.map((d) => d.deed)), struck: countOf(struck), both };
}
