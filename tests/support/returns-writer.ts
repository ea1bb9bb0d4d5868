/**
 * Accepts, restates, imports, takes back, purges and backs up until it is killed. Says one line for each thing that was
 * acknowledged, after it was, and one when it is begun; at its start it holds the store of facts against what was accepted.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parsePeriod } from "@lianzhang/kernel";
import type { KeptReturns } from "@lianzhang/work";
import { keptFiles, makeBackup, openReturns } from "@lianzhang/work";
import { seeded } from "../../packages/work/src/testing/random.ts";
import { actingOf, CLEAN, viewerOf } from "../../packages/work/src/testing/returns.ts";
import { decisionIn, expectedData, FIRMS } from "./kill-data.ts";
import type { Books, Office } from "./returns-office.ts";
import { openBooks, openFacts, openOffice, rowsIn } from "./returns-office.ts";
import { expectedTaxes } from "./returns-oracle.ts";

const DAY_ONE = 20_000;
const BUREAU = [actingOf("bureau"), viewerOf("bureau")] as const;
const LEADER = [actingOf("leader"), viewerOf("leader")] as const;
const SENDER = { kind: "department", id: "tax_office" } as const;

const say = (line: string): void => void writeSync(1, `${line}\n`);

/** Facts as the store has them, in the words of the oracle. */
async function taxesIn({ context }: Books): Promise<readonly string[]> {
  const { rows } = await context.runner.query(
    `SELECT s.code, f.m_to // 12, f.known_from, f.known_to, f.v_taxes_paid // 100 FROM f_tax_records f JOIN s_enterprise s USING (subject)`,
  );
  return rows.map((r) => r.join(" ")).toSorted();
}

/** Everything that stands over a folder: people's half, files, returns, facts. */
export async function openAll(
  folder: string,
): Promise<{ office: Office; returns: KeptReturns; books: Books; wrong: string[] }> {
  const data = join(folder, "data");
  const [office, facts] = await Promise.all([
    openOffice(join(folder, "work"), {}),
    openFacts(folder, [data], decisionIn(folder)),
  ]);
  const model = facts.instance.cleared;
  const files = keptFiles(join(folder, "files"));
  const returns = openReturns({ ...office.work, model, files, clock: () => new Date(), random: randomBytes });
  await returns.finishPurges(LEADER[0]);
  const rowsOf = rowsIn(files, "taxes_paid", 100n);
  const books = await openBooks(folder, office, model, returns, rowsOf, facts);
  const found = await taxesIn(books);
  const expected = [...(await expectedTaxes(returns, rowsOf)), ...expectedData(data)].toSorted();
  const same = found.length === expected.length && found.every((f, i) => f === expected[i]);
  const [there, due] = [new Set(found), new Set(expected)];
  const wrong = same
    ? []
    : [
        `${found.length} facts, ${expected.length} expected`,
        ...found.filter((f) => !due.has(f)).map((f) => `not expected: ${f}`),
        ...expected.filter((e) => !there.has(e)).map((e) => `not there: ${e}`),
      ];
  return { office, returns, books, wrong };
}

/** `> HAND DEED` when it is begun, `< HAND DEED ID ...` when it is acknowledged. */
async function told(hand: string, deed: string, work: () => Promise<string>): Promise<void> {
  say(`> ${hand} ${deed}`);
  say(`< ${hand} ${deed} ${await work()}`);
}

export async function write(folder: string, run: number, seed: number): Promise<void> {
  say("begun");
  say("> start load");
  const { returns, books, wrong } = await openAll(folder);
  if (wrong.length > 0) say(`wrong ${wrong.join("; ")}`);
  say("< start load");
  const random = seeded(seed * 1009 + run);
  const standing: { id: string; version: bigint; day: number }[] = [];
  const inbox = join(folder, "inbox");
  mkdirSync(inbox, { recursive: true });

  function drawn(): {
    form: string;
    period: NonNullable<ReturnType<typeof parsePeriod>>;
    content: string;
    day: number;
  } {
    const year = 2023 + random(2);
    const period = parsePeriod(String(year));
    if (period === null) throw new Error(String(year));
    const firms = FIRMS.filter(() => random(4) > 0);
    const content = JSON.stringify(Object.fromEntries(firms.map((f) => [f, random(1_000_000)])));
    return { form: "tax_records", period, content, day: DAY_ONE + random(40) };
  }

  /** There are but two years and one sender: nearly every return states again what another one stated. */
  async function accept(name: string): Promise<string> {
    const { form, period, content, day } = drawn();
    const begun = await returns.begin(...BUREAU, { form, period, sender: SENDER });
    const { id } = begun;
    const bytes = Buffer.from(content);
    const added = await returns.addFile(...BUREAU, { ...begun, name, kind: "typed", bytes });
    const version = await returns.send(...BUREAU, { id, version: added, checked: CLEAN });
    const done = await returns.accept(...BUREAU, { id, version, checked: CLEAN, day });
    standing.push({ id, version: done.version, day });
    return id;
  }

  async function importOne(name: string): Promise<string> {
    const { form, period, content, day } = drawn();
    const path = join(inbox, name);
    writeFileSync(path, content);
    const files = [{ name, path }];
    return (await returns.import({ form, period, sender: SENDER, files, matching: null, day })).id;
  }

  async function takeBack(hand: string): Promise<void> {
    const [one] = standing.splice(random(standing.length), 1);
    if (one === undefined) return;
    const { id, version, day } = one;
    if (random(3) > 0)
      await told(hand, "until", async () => {
        await returns.returnForChange(...BUREAU, { id, version, reason: "有误", day: day + random(10) });
        return id;
      });
    else
      await told(hand, "purge", async () => {
        await returns.purge(...LEADER, { id, reason: "误录", orderedBy: "演示", day });
        return id;
      });
  }

  const follow = (hand: string): Promise<void> =>
    told(hand, "follow", async () => String(await books.facts.refresh()));

  async function hand(name: string): Promise<void> {
    for (let i = 0; ; i++) {
      try {
        const deed = random(12);
        if (deed < 5) await told(name, "accept", () => accept(`${name}${run}-${i}`));
        else if (deed < 7) await told(name, "import", () => importOne(`${name}${run}-${i}`));
        else if (deed < 11) await takeBack(name);
        else await follow(name);
        if (random(3) === 0) await follow(name);
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
      const files = join(folder, "files");
      try {
        await told("backup", "backup", async () => {
          await makeBackup({ place, file, files, clock: () => new Date(), random: randomBytes });
          return file;
        });
      } catch (error) {
        // bytes that were purged while they were copied: the next one is whole again
        if (!(error instanceof Error && "code" in error && error.code === "LZ7506")) throw error;
      }
      await new Promise((done) => void setTimeout(done, 400));
    }
  }

  await Promise.all([hand("a"), hand("b"), backups()]);
}
