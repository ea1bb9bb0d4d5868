/** The city's to-do list, kept as the cases are: what changed is planned, then sent until the city has taken it. */
import type { Model } from "@lianzhang/definitions";
import { z } from "zod";
import type { Database } from "../database/connect.ts";
import type { Row } from "../database/queries.ts";
import { text, whole } from "../database/queries.ts";
import type { Clock } from "../database/sources.ts";
import { later, momentText } from "../people/moment.ts";
import type { People } from "../people/open.ts";
import type { TodoList } from "../people/sign-on/city.ts";
import { markEveryCase } from "./marks.ts";
import type { Addressee, Planning } from "./plan.ts";
import { plan } from "./plan.ts";

export interface TodosOptions {
  readonly model: Model;
  readonly database: Database;
  readonly clock: Clock;
  readonly list: TodoList;
  readonly addressees: Planning["addressees"];
  /** The page of a case, within this product. */
  readonly path: Planning["path"];
  /** Told the first time something could not be sent; it is tried again. */
  readonly fault: (error: unknown) => void;
}

export interface Todos {
  /** Has every case looked at: at the start, when definitions may have changed. */
  all(): Promise<void>;
  /** Plans what changed and sends what is due. What could not be sent waits; nothing is thrown for it. */
  run(): Promise<void>;
}

/** A to-do as it is kept, without its id. */
const shape = z.strictObject({
  person: z.strictObject({ externalId: z.string(), name: z.string() }),
  title: z.string(),
  path: z.string(),
  due: z.string().nullable(),
});

const SECOND = 1000;
const FIRST = 30 * SECOND;
const LONGEST = 3600 * SECOND;

/** How long to wait after so many tries that failed, ms. */
export const pauseAfter = (tries: number): number => Math.min(LONGEST, FIRST * 2 ** Math.min(tries, 12));

// of one to-do the older word goes first, also while it has to wait
const DUE = `SELECT number, todo, deed, body, tries FROM todo_send s WHERE next_at <= $1
  AND NOT EXISTS (SELECT 1 FROM todo_send e WHERE e.todo = s.todo AND e.number < s.number) ORDER BY number LIMIT 50`;

async function deliver(list: TodoList, row: Row): Promise<void> {
  const id = text(row, "todo");
  if (text(row, "deed") === "withdraw") return list.withdraw(id);
  return list.push({ id, ...shape.parse(JSON.parse(text(row, "body"))) });
}

async function sendOne({ database, clock, list, fault }: TodosOptions, row: Row): Promise<boolean> {
  const number = whole(row, "number");
  try {
    await deliver(list, row);
  } catch (error) {
    const tries = whole(row, "tries");
    if (tries === 0n) fault(error);
    const failure = error instanceof Error ? error.message : String(error);
    await database.transaction((queries) =>
      queries.rows("UPDATE todo_send SET tries = tries + 1, next_at = $2, failure = $3 WHERE number = $1", [
        number,
        later(clock(), pauseAfter(Number(tries))),
        failure.slice(0, 500),
      ]),
    );
    return false;
  }
  await database.transaction((queries) => queries.rows("DELETE FROM todo_send WHERE number = $1", [number]));
  return true;
}

async function send(options: TodosOptions): Promise<void> {
  for (;;) {
    const due = await options.database.read((queries) => queries.rows(DUE, [momentText(options.clock())]));
    let sent = 0;
    for (const row of due) if (await sendOne(options, row)) sent++;
    if (sent === 0) return;
  }
}

/** The to-do list over an open database. One of it runs at a time. */
export function openTodos(options: TodosOptions): Todos {
  const { database, model, clock, addressees, path } = options;
  return {
    all: () => database.transaction((queries) => markEveryCase(queries)),
    async run() {
      const planning = { model, now: momentText(clock()), addressees, path };
      for (let more = true; more;) more = await database.transaction((queries) => plan(queries, planning));
      await send(options);
    },
  };
}

/** Everybody active whom the city's systems know, with every post that counts, also those of leaders acted for. */
export async function addresseesIn(
  people: Pick<People, "reading" | "session">,
): Promise<readonly Addressee[]> {
  const found: Addressee[] = [];
  for (const profile of await people.reading.profiles()) {
    const { externalId, status } = profile.person;
    if (externalId === null || status !== "active") continue;
    const own = await people.session.viewerOf(profile, null);
    const posts = [...own.posts];
    for (const leader of new Set(profile.delegations.map((d) => d.leader))) {
      const lent = await people.session.viewerOf(profile, leader);
      posts.push(...lent.posts.filter((p) => p.leader !== null));
    }
    found.push({ externalId, viewer: { ...own, posts } });
  }
  return found;
}
