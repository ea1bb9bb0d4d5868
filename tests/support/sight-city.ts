/** A made-up city of 120 firms with the people's half open: the firms as plain rows, people with any posts. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCity } from "@lianzhang/demo";
import type { Model } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import { buildApp, Context, openInstance, openWorkSide } from "@lianzhang/server";
import { formatDay } from "@lianzhang/kernel";
import type { NewPost } from "@lianzhang/work";
import { dayNow } from "@lianzhang/work";
import { workPlace } from "./prepared-stores.ts";

const MEISHAN = new URL("../../decisions/meishan-2023", import.meta.url).pathname;

/** A row of the register: one spell of one firm. */
export type Spell = Readonly<Record<string, string>>;

export interface SightCity {
  readonly model: Model;
  /** Spells of each firm by its code, oldest first. */
  readonly firms: ReadonlyMap<string, readonly Spell[]>;
  /** The chains on whose list each firm stands today, by its code. */
  readonly chains: ReadonlyMap<string, ReadonlySet<string>>;
  /** Everything, as a product without its people's half shows it. */
  readonly open: Awaited<ReturnType<typeof buildApp>>;
  readonly app: Awaited<ReturnType<typeof buildApp>>;
  /** Somebody with these posts, by the cookie of the session. */
  person(name: string, posts: readonly NewPost[]): Promise<string>;
  close(): Promise<void>;
}

/** Every `nth` firm goes under secrecy. */
function withSecrets(file: string, nth: number): Map<string, Spell[]> {
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/u);
  const columns = head.split(",");
  const secret = columns.indexOf("secret");
  const numbers = new Map<string, number>();
  const firms = new Map<string, Spell[]>();
  const written = lines.map((line) => {
    const code = line.split(",")[0] ?? "";
    const number = numbers.get(code) ?? numbers.size;
    numbers.set(code, number);
    const cells = line.split(",").with(secret, number % nth === nth - 1 ? "1" : "0");
    const spell = Object.fromEntries(columns.map((c, i) => [c, cells[i] ?? ""]));
    firms.set(code, [...(firms.get(code) ?? []), spell]);
    return cells.join(",");
  });
  writeFileSync(file, [columns.join(","), ...written, ""].join("\n"));
  return firms;
}

/** Chains of each firm in the month it is now, read from the file of the list; also those that are a share of it only. */
function chainsNow(file: string): ReadonlyMap<string, ReadonlySet<string>> {
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/u);
  const columns = head.split(",");
  const now = formatDay(dayNow(() => new Date())).slice(0, "2025-01".length);
  const found = new Map<string, Set<string>>();
  for (const line of lines) {
    const row = Object.fromEntries(line.split(",").map((cell, i) => [columns[i] ?? "", cell]));
    const { code = "", member_of: chain = "", since = "", until = "" } = row;
    if (since > now || (until !== "" && until <= now)) continue;
    found.set(code, (found.get(code) ?? new Set()).add(chain));
  }
  return found;
}

export async function sightCity(): Promise<SightCity> {
  const [folder, database] = ["city", "work"].map((n) =>
    mkdtempSync(join(tmpdir(), `lianzhang-sight-${n}-`)),
  );
  if (folder === undefined || database === undefined) throw new Error("no folder");
  const { model } = await loadDecision(MEISHAN);
  if (model === null) throw new Error("no model");
  const data = join(folder, "city");
  await writeCity({ model, firms: 120, months: 24, seed: 3, out: data });
  const firms = withSecrets(join(data, "registers", "enterprise.csv"), 29);
  const chains = chainsNow(join(data, "registers", "chain_members.csv"));
  const { instance, store } = await openInstance({
    decision: MEISHAN,
    data: [data],
    file: ":memory:",
    appVersion: "test",
    progress: () => undefined,
  });
  const fault = (error: unknown): void => {
    throw error;
  };
  const context = new Context(instance);
  const work = await openWorkSide({
    context,
    place: await workPlace(database),
    keyFile: join(folder, "work.key"),
    data: [data],
    kept: join(folder, "kept"),
    demoPeople: true,
    signOn: null,
    progress: () => undefined,
    fault,
  });
  const app = await buildApp(context, { web: null, work, fault });
  const open = await buildApp(context, { web: null, fault });
  return {
    model,
    firms,
    chains,
    open,
    app,
    async person(name, posts) {
      const [made] = await work.people.console.makeDemoPeople(true, [
        { name: `演示·${name}`, signInName: `sight.${name}`, unit: null, posts },
      ]);
      const { token } = await work.people.door.enterAsDemo(made?.id ?? "", "10.20.30.40");
      return `lianzhang_session=${token}`;
    },
    async close() {
      await app.close();
      await open.close();
      await work.close();
      await store.close();
      for (const made of [folder, database]) rmSync(made, { recursive: true, force: true });
    },
  };
}
