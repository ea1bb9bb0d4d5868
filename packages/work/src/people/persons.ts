/** People's records: made and changed by system administration. */
import type { Acting, Exact } from "../audit/link.ts";
import type { Change } from "../audit/trail.ts";
import type { Queries, Row } from "../database/queries.ts";
import { text, textOrNull } from "../database/queries.ts";
import { markEveryCase } from "../todo/marks.ts";
import type { Ground } from "./ground.ts";
import { aboutPerson, onceOnly, requireDuty } from "./ground.ts";
import { momentText } from "./moment.ts";
import { badName, noPerson } from "./refusals.ts";
import { newId } from "./token.ts";
import type { Duty, Person, Status } from "./vocabulary.ts";

export interface NewPerson {
  readonly name: string;
  /** Null: does not sign in (a leader whose delegates act). */
  readonly signInName: string | null;
  readonly unit: string | null;
  readonly externalId?: string | null;
}

export const PERSON_COLUMNS = "p.id, p.name, p.sign_in_name, p.external_id, p.unit, p.status, p.duty, p.demo";

const STATUSES: readonly Status[] = ["invited", "active", "locked", "left"];
const DUTIES: readonly Duty[] = ["none", "business", "system", "security", "audit"];

/** The cell as one of the words it may be. */
export function wordIn<T extends string>(row: Row, column: string, words: readonly T[]): T {
  const word = words.find((w) => w === row[column]);
  if (word === undefined)
    throw new TypeError(`column ${column}: ${String(row[column])} is none of ${words.join(", ")}`);
  return word;
}

export const personOf = (row: Row): Person => ({
  id: text(row, "id"),
  name: text(row, "name"),
  signInName: textOrNull(row, "sign_in_name"),
  externalId: textOrNull(row, "external_id"),
  unit: textOrNull(row, "unit"),
  status: wordIn(row, "status", STATUSES),
  duty: wordIn(row, "duty", DUTIES),
  demo: row["demo"] === true,
});

/** A person, held until the transaction ends. Throws LZ7104 for one who is not there or has left. */
export async function heldPerson(queries: Queries, id: string): Promise<Person> {
  const [row] = await queries.rows(`SELECT ${PERSON_COLUMNS} FROM person p WHERE p.id = $1 FOR UPDATE`, [id]);
  if (row === undefined) throw noPerson(id);
  const person = personOf(row);
  if (person.status === "left") throw noPerson(person.name, "已离任", "has left");
  return person;
}

const SIGN_IN_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,62}[\p{L}\p{N}])$/u;

/** The one spelling of a sign-in name. */
export const spelled = (signInName: string): string => signInName.normalize("NFKC").trim().toLowerCase();

function checkedName(signInName: string): string {
  const name = spelled(signInName);
  if (SIGN_IN_NAME.test(name)) return name;
  throw badName(signInName, "不是登录名", "is no sign-in name");
}

const LONGEST = 100;

function plain(value: string): string {
  const trimmed = value.trim();
  if (trimmed !== "" && trimmed.length <= LONGEST && !/[\p{Cc}\p{Cs}]/u.test(trimmed)) return trimmed;
  throw badName(value.slice(0, LONGEST), "不是姓名或编号", "is no name or id");
}

const plainOrNull = (value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : plain(value);

const told = ({ name, signInName, externalId, unit, status, demo }: Person): Exact => ({
  name,
  sign_in_name: signInName,
  external_id: externalId,
  unit,
  status,
  demo,
});

const taken = (person: Pick<Person, "name" | "signInName" | "externalId">) => (): Error =>
  badName(
    [person.signInName, person.externalId].filter((n) => n !== null).join(", "),
    "已有人使用",
    "is somebody else's",
  );

/** Makes the record, and its event. Throws LZ7103. */
export async function insertPerson(
  change: Change,
  { clock, random }: Ground,
  wanted: NewPerson,
  demo: boolean,
): Promise<Person> {
  const person: Person = {
    id: newId(random),
    name: plain(wanted.name),
    signInName: wanted.signInName === null ? null : checkedName(wanted.signInName),
    externalId: plainOrNull(wanted.externalId),
    unit: plainOrNull(wanted.unit),
    status: "invited",
    duty: "none",
    demo,
  };
  const { id, name, signInName, externalId, unit, status, duty } = person;
  const insert = change.rows(
    `INSERT INTO person (id, name, sign_in_name, external_id, unit, status, duty, demo, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, name, signInName, externalId, unit, status, duty, demo, momentText(clock())],
  );
  await onceOnly(insert, taken(person));
  change.record(aboutPerson("person.add", id, null, told(person)));
  return person;
}

/** Enters a person, without posts and without a way in. Throws LZ7101, LZ7103. */
export const addPerson = (ground: Ground, acting: Acting, wanted: NewPerson): Promise<Person> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "system");
    return insertPerson(change, ground, wanted, false);
  });

export type PersonChange = Partial<Pick<NewPerson, "name" | "unit" | "externalId">>;

/** Corrects name, unit or id in the city's sign-on. A changed id unlinks the old one. Throws LZ7101, LZ7103, LZ7104. */
export const changePerson = (
  ground: Ground,
  acting: Acting,
  id: string,
  wanted: PersonChange,
): Promise<Person> =>
  ground.trail.change(acting, async (change) => {
    await requireDuty(change, acting, "system");
    const before = await heldPerson(change, id);
    const after: Person = {
      ...before,
      name: wanted.name === undefined ? before.name : plain(wanted.name),
      unit: wanted.unit === undefined ? before.unit : plainOrNull(wanted.unit),
      externalId: wanted.externalId === undefined ? before.externalId : plainOrNull(wanted.externalId),
    };
    const update = change.rows("UPDATE person SET name = $2, unit = $3, external_id = $4 WHERE id = $1", [
      id,
      after.name,
      after.unit,
      after.externalId,
    ]);
    await onceOnly(update, taken(after));
    if (after.externalId !== before.externalId)
      await change.rows("DELETE FROM sign_on_link WHERE person = $1", [id]);
    await markEveryCase(change);
    change.record(aboutPerson("person.change", id, told(before), told(after)));
    return after;
  });

/** Sets the state of a person who is held, with its event. */
export async function setStatus(
  change: Change,
  person: Person,
  status: Status,
  action: string,
  reason: string | null,
): Promise<void> {
  await markEveryCase(change);
  await change.rows("UPDATE person SET status = $2 WHERE id = $1", [person.id, status]);
  change.record(aboutPerson(action, person.id, { status: person.status }, { status, reason }));
}
