/**
 * Accepts, restates, takes back, purges and backs up until it is killed. Says one line for each thing that was
 * acknowledged, after it was; at its start it holds the store of facts against what was accepted.
 */
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { join } from "node:path";
import { parsePeriod } from "@lianzhang/kernel";
import type { KeptReturns } from "@lianzhang/work";
import { keptFiles, makeBackup, openReturns } from "@lianzhang/work";
import { actingOf, CLEAN, viewerOf } from "../../packages/work/src/testing/returns.ts";
import type { Books, Office } from "./returns-office.ts";
import { meishanModel, openBooks, openOffice, rowsIn } from "./returns-office.ts";
import { expectedTaxes } from "./returns-oracle.ts";

export const FIRMS: readonly string[] = [
  "91110000600037341L",
  "91511400MA0000015X",
  "91110108551385082Q",
  "91440300708461136T",
];
const DAY_ONE = 20_000;
const BUREAU = [actingOf("bureau"), viewerOf("bureau")] as const;
const LEADER = [actingOf("leader"), viewerOf("leader")] as const;

const say = (line: string): void => void writeSync(1, `${line}\n`);

/** Facts as the store has them, in the words of the oracle. */
export async function taxesIn({ context }: Books): Promise<readonly string[]> {
  const { rows } = await context.runner.query(
    `SELECT s.code, f.m_to // 12, f.known_from, f.known_to, f.v_taxes_paid // 100 FROM f_tax_records f JOIN s_enterprise s USING (subject)`,
  );
  return rows.map((r) => r.join(" ")).toSorted();
}

/** Everything that stands over a folder: people's half, files, returns, facts. */
export async function openAll(
  folder: string,
): Promise<{ office: Office; returns: KeptReturns; books: Books; wrong: string[] }> {
  const model = await meishanModel();
  const office = await openOffice(join(folder, "work"), {});
  const files = keptFiles(join(folder, "files"));
  const returns = openReturns({ ...office.work, model, files, clock: () => new Date(), random: randomBytes });
  await returns.finishPurges(LEADER[0]);
  const rowsOf = rowsIn(files, "taxes_paid", 100n);
  const books = await openBooks(folder, office, model, returns, rowsOf);
  const [found, expected] = [await taxesIn(books), await expectedTaxes(returns, rowsOf)];
  const wrong = [
    ...found.filter((f) => !expected.includes(f)),
    ...expected.filter((e) => !found.includes(e)),
  ];
  return { office, returns, books, wrong };
}

/** A small generator: the same seed, the same deeds. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export async function write(folder: string, run: number, seed: number): Promise<void> {
  const { returns, books, wrong } = await openAll(folder);
  if (wrong.length > 0) say(`wrong ${wrong.join("; ")}`);
  say("open");
  const random = seeded(seed * 1009 + run);
  const standing: { id: string; version: bigint; day: number }[] = [];

  async function accept(name: string): Promise<void> {
    const year = 2023 + random(2);
    const period = parsePeriod(String(year));
    if (period === null) throw new Error(String(year));
    const firms = FIRMS.filter(() => random(4) > 0);
    const content = JSON.stringify(Object.fromEntries(firms.map((f) => [f, random(1_000_000)])));
    const sender = { kind: "department", id: "tax_office" } as const;
    const begun = await returns.begin(...BUREAU, { form: "tax_records", period, sender });
    const { id } = begun;
    const added = await returns.addFile(...BUREAU, {
      ...begun,
      name,
      kind: "typed",
      bytes: Buffer.from(content),
    });
    const version = await returns.send(...BUREAU, { id, version: added, checked: CLEAN });
    const day = DAY_ONE + random(40);
    const done = await returns.accept(...BUREAU, { id, version, checked: CLEAN, day });
    standing.push({ id, version: done.version, day });
    say(`accept ${done.event} ${id} ${content}`);
  }

  async function takeBack(): Promise<void> {
    const [one] = standing.splice(random(standing.length), 1);
    if (one === undefined) return;
    if (random(3) > 0) {
      await returns.returnForChange(...BUREAU, { ...one, reason: "有误", day: one.day + random(10) });
      say(`until ${one.id}`);
    } else {
      await returns.purge(...LEADER, { id: one.id, reason: "误录", orderedBy: "演示", day: one.day });
      say(`purge ${one.id}`);
    }
  }

  async function hand(name: string): Promise<void> {
    for (let i = 0; ; i++) {
      try {
        const deed = random(10);
        if (deed < 5) await accept(`${name}${run}-${i}`);
        else if (deed < 9) await takeBack();
        else await books.facts.refresh();
        if (random(3) === 0) await books.facts.refresh();
      } catch (error) {
        // the outcome of a COMMIT under the kill is unknown: go on with the next one
        if (!(error instanceof Error && "code" in error && error.code === "LZ7012")) throw error;
      }
    }
  }

  async function backups(): Promise<void> {
    for (let i = 0; ; i++) {
      const file = join(folder, `${run}-${i}.backup`);
      const place = { kind: "folder", folder: join(folder, "work"), create: false } as const;
      try {
        await makeBackup({
          place,
          file,
          files: join(folder, "files"),
          clock: () => new Date(),
          random: randomBytes,
        });
        say(`backup ${file}`);
      } catch (error) {
        // bytes that were purged while they were copied: the next one is whole again
        if (!(error instanceof Error && "code" in error && error.code === "LZ7506")) throw error;
      }
      await new Promise((done) => void setTimeout(done, 400));
    }
  }

  await Promise.all([hand("a"), hand("b"), backups()]);
}
