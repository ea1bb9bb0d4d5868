/** From cases that changed to what the city's to-do list is to be told: one transaction, so that each is told once. */
import type { Model } from "@lianzhang/definitions";
import { firmOf } from "../access/rules.ts";
import type { Viewer } from "../access/viewer.ts";
import { latest } from "../cases/leaves.ts";
import { findCase, findPending } from "../cases/rows.ts";
import type { Queries } from "../database/queries.ts";
import { text, textOrNull, whole } from "../database/queries.ts";
import type { Todo } from "../people/sign-on/city.ts";
import { findRecord } from "../registers/rows.ts";
import { EVERY_CASE, markCase } from "./marks.ts";
import type { Waiting } from "./waits.ts";
import { titleFor, waitFor } from "./waits.ts";

/** Somebody whom the city's list knows. */
export interface Addressee {
  readonly externalId: string;
  readonly viewer: Viewer;
}

export interface Planning {
  readonly model: Model;
  readonly now: string;
  /** The page of a case, within this product. */
  readonly path: (procedure: string, id: string) => string;
  /** Asked after the marks are taken: what changed before them is in it. */
  readonly addressees: () => Promise<readonly Addressee[]>;
}

type Body = Omit<Todo, "id">;

/** Cases looked at in one transaction. */
const AT_ONCE = 100n;

async function takeMarks(queries: Queries): Promise<readonly string[]> {
  const rows = await queries.rows(
    "SELECT work_case FROM todo_mark ORDER BY work_case LIMIT $1 FOR UPDATE SKIP LOCKED",
    [AT_ONCE],
  );
  const taken = rows.map((row) => text(row, "work_case"));
  await queries.rows("DELETE FROM todo_mark WHERE work_case = ANY (CAST($1 AS TEXT[]))", [taken]);
  return taken;
}

/** Whether a record is a firm under secrecy, or names one. */
async function isSecret(
  queries: Queries,
  { policy }: Model,
  register: string,
  code: string,
  values: Waiting["values"],
): Promise<boolean> {
  if (policy?.secrecy == null) return false;
  const { register: firms, flag } = policy.secrecy;
  if (register === firms) return values[flag] === true;
  const firm = firmOf(policy, register);
  const named = firm === null ? undefined : values[firm];
  if (typeof named !== "string") return false;
  const rows = await queries.rows(
    "SELECT code FROM register_record e WHERE e.secret AND e.register = $1 AND e.code = $2",
    [firms, named],
  );
  return rows.length > 0 && code !== "";
}

interface Found extends Waiting {
  readonly due: string | null;
}

async function waitingIn(queries: Queries, model: Model, id: string): Promise<Found | null> {
  const found = await findCase(queries, { id });
  if (found === null) return null;
  const { register, code } = found.record;
  const values = latest((await findRecord(queries, register, { id: found.record.id }))?.spells ?? []);
  const [row] = await queries.rows("SELECT due FROM work_case WHERE id = $1", [id]);
  return {
    case: found,
    values,
    pending: await findPending(queries, id),
    secret: await isSecret(queries, model, register, code, values),
    due: row === undefined ? null : textOrNull(row, "due"),
  };
}

/** What the list is to show of a case, by person. */
function wantedOf(planning: Planning, found: Found, people: readonly Addressee[]): ReadonlyMap<string, Body> {
  const { model, path } = planning;
  const procedure = model.procedures.get(found.case.procedure);
  if (procedure === undefined) return new Map();
  return new Map(
    people.flatMap(({ externalId, viewer }): (readonly [string, Body])[] => {
      const wait = waitFor(model, procedure, found, viewer);
      const title = wait === null ? null : titleFor(model, procedure, found, viewer, wait);
      if (title === null) return [];
      const person = { externalId, name: viewer.name };
      return [[viewer.person, { person, title, path: path(procedure.id, found.case.id), due: found.due }]];
    }),
  );
}

async function tell(
  queries: Queries,
  now: string,
  deed: "push" | "withdraw",
  id: string,
  body: string,
): Promise<void> {
  await queries.rows(
    `INSERT INTO todo_send (number, todo, deed, body, made_at, tries, next_at)
       SELECT coalesce(max(number), 0) + 1, $1, $2, $3, $4, 0, $4 FROM todo_send`,
    [id, deed, body, now],
  );
}

/** Puts what is shown of a case in the place of what was, and what changed into the box of what is to be sent. */
async function settle(
  queries: Queries,
  now: string,
  workCase: string,
  wanted: ReadonlyMap<string, Body>,
): Promise<void> {
  const rows = await queries.rows("SELECT id, person, body FROM todo WHERE work_case = $1", [workCase]);
  const shown = new Map(rows.map((row) => [text(row, "person"), text(row, "body")]));
  const idOf = (person: string): string => `${workCase}.${person}`;
  for (const [person, body] of shown) {
    if (wanted.has(person)) continue;
    await queries.rows("DELETE FROM todo WHERE id = $1", [idOf(person)]);
    await tell(queries, now, "withdraw", idOf(person), body);
  }
  for (const [person, todo] of wanted) {
    const body = JSON.stringify(todo);
    if (shown.get(person) === body) continue;
    await queries.rows("DELETE FROM todo WHERE id = $1", [idOf(person)]);
    await queries.rows("INSERT INTO todo (id, work_case, person, body) VALUES ($1, $2, $3, $4)", [
      idOf(person),
      workCase,
      person,
      body,
    ]);
    await tell(queries, now, "push", idOf(person), body);
  }
}

/** Looks at some of the cases that changed; gives whether there may be more. */
export async function plan(queries: Queries, planning: Planning): Promise<boolean> {
  const marks = await takeMarks(queries);
  if (marks.length === 0) return false;
  if (marks.includes(EVERY_CASE))
    for (const row of await queries.rows("SELECT id FROM work_case ORDER BY id"))
      if (!marks.includes(text(row, "id"))) await markCase(queries, text(row, "id"));
  const people = await planning.addressees();
  for (const id of marks) {
    const found = id === EVERY_CASE ? null : await waitingIn(queries, planning.model, id);
    if (found !== null) await settle(queries, planning.now, id, wantedOf(planning, found, people));
  }
  const [left] = await queries.rows("SELECT count(*) AS marks FROM todo_mark");
  return left !== undefined && whole(left, "marks") > 0n;
}
