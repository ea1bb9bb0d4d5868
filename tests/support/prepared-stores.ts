/** Empty stores of Meishan's decision with their tables, to begin with: making them is most of what opening takes. */
import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import type { Opened } from "@lianzhang/server";
import { openInstance } from "@lianzhang/server";
import type { WorkPlace } from "@lianzhang/work";
import { openDatabase } from "@lianzhang/work";
import { root } from "./files.ts";
import { copyInto, prepared } from "./prepared.ts";

const MEISHAN = join(root, "decisions/meishan-2023");
/** It may lose everything when the machine fails, which a test's machine does not. */
const settings = { fsync: "off" };

async function makeWork(folder: string): Promise<void> {
  const place = { kind: "folder", folder, create: true, settings } as const;
  const { close } = await openDatabase({ place, clock: () => new Date("2024-01-01"), random: randomBytes });
  await close();
}

/** A place of PostgreSQL in `folder`, of a test's own; in it the tables and nobody. */
export async function workPlace(folder: string): Promise<WorkPlace> {
  const first = await prepared("work", makeWork);
  copyInto(first, folder);
  return { kind: "folder", folder, create: true, settings };
}

const openAt = (file: string): Promise<Opened> =>
  openInstance({ decision: MEISHAN, data: [], file, appVersion: "test", progress: () => undefined });

async function makeFacts(folder: string): Promise<void> {
  const { store } = await openAt(join(folder, "facts.duckdb"));
  await store.close();
}

/** The store of facts in `folder`; one without any data where there is none yet. */
export async function emptyFacts(folder: string): Promise<Opened> {
  const first = await prepared("facts", makeFacts);
  const file = join(folder, "facts.duckdb");
  if (!existsSync(file)) copyFileSync(join(first, "facts.duckdb"), file);
  return openAt(file);
}
