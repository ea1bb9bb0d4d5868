/** The tallies of sign-in tries as they are kept: one for each account name, known or not, and one for each address. */
import type { Queries, Row } from "../database/queries.ts";
import { whole } from "../database/queries.ts";
import type { Ground } from "./ground.ts";
import { momentText } from "./moment.ts";
import { spelled } from "./persons.ts";
import type { Limits } from "./policy.ts";
import type { Tally } from "./tally.ts";
import { FRESH, givenBack, tryAt } from "./tally.ts";

export interface Door {
  readonly kind: "account" | "address";
  /** A keyed hash: people type passwords into the field of the name. */
  readonly key: string;
  /** Of an address, itself: kept while it is shut, so that somebody can open it. */
  readonly address: string | null;
}

/** A try: let through with what goes into its event, or to come back later. */
export type Try =
  | {
      readonly through: true;
      readonly doors: readonly Door[];
      /** Tries turned away before this one. */
      readonly turnedAway: number;
      /** When the door opens again, if this try has closed it. */
      readonly closedUntil: string | null;
    }
  | { readonly through: false; readonly until: string };

const accountDoor = ({ key }: Ground, signInName: string): Door => ({
  kind: "account",
  key: key.mark(`account ${spelled(signInName)}`),
  address: null,
});

const addressDoor = ({ key }: Ground, address: string): Door => ({
  kind: "address",
  key: key.mark(`address ${address}`),
  address,
});

const limitsOf = ({ policy }: Ground, { kind }: Door): Limits => policy[kind];

export const tallyOf = (row: Row): Tally => ({
  tries: Number(whole(row, "tries")),
  level: Number(whole(row, "level")),
  lastAt: Number(whole(row, "last_at")),
  closedUntil: Number(whole(row, "closed_until")),
  turnedAway: Number(whole(row, "turned_away")),
});

/** The tally of a door, held until the transaction ends, also when there is no row yet. */
async function held(queries: Queries, { kind, key }: Door): Promise<Tally> {
  // 64 bits of the key: two doors that share them only wait for each other
  await queries.rows("SELECT pg_advisory_xact_lock($1)", [
    BigInt.asIntN(64, BigInt(`0x${key.slice(0, 16)}`)),
  ]);
  const [row] = await queries.rows("SELECT * FROM sign_in_tally WHERE kind = $1 AND key = $2", [kind, key]);
  return row === undefined ? FRESH : tallyOf(row);
}

async function keep(queries: Queries, { kind, key, address }: Door, t: Tally): Promise<void> {
  await queries.rows("DELETE FROM sign_in_tally WHERE kind = $1 AND key = $2", [kind, key]);
  await queries.rows(
    `INSERT INTO sign_in_tally (kind, key, address, tries, level, last_at, closed_until, turned_away)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      kind,
      key,
      t.closedUntil === 0 ? null : address,
      ...[t.tries, t.level, t.lastAt, t.closedUntil, t.turnedAway].map((n) => BigInt(Math.trunc(n))),
    ],
  );
}

const later = (tallies: readonly Tally[]): number => Math.max(...tallies.map((t) => t.closedUntil));

async function passDoors(queries: Queries, ground: Ground, doors: readonly Door[]): Promise<Try> {
  const now = ground.clock().getTime();
  const before: Tally[] = [];
  for (const door of doors) before.push(await held(queries, door));
  const tried = doors.map((door, i) => tryAt(before[i] ?? FRESH, limitsOf(ground, door), now));
  const away = tried.filter((t) => !t.through);
  // a closed door counts whom it turns away; the other one does not count a try that never was
  for (const [i, t] of tried.entries()) {
    const door = doors[i];
    if (door !== undefined && (away.length === 0 || !t.through)) await keep(queries, door, t.tally);
  }
  if (away.length > 0)
    return { through: false, until: momentText(new Date(later(away.map((t) => t.tally)))) };
  const closed = later(tried.map((t) => t.tally));
  return {
    through: true,
    doors,
    turnedAway: before.reduce((sum, t) => sum + t.turnedAway, 0),
    closedUntil: closed > now ? momentText(new Date(closed)) : null,
  };
}

/** Asks both doors, the account's first. In a short transaction of its own: the try counts whatever becomes of it. */
export const tryDoors = (ground: Ground, signInName: string, address: string): Promise<Try> =>
  ground.database.transaction((queries) =>
    passDoors(queries, ground, [accountDoor(ground, signInName), addressDoor(ground, address)]),
  );

/** A try has succeeded: the account starts afresh, the address gets its try back. */
export async function openDoors(queries: Queries, ground: Ground, doors: readonly Door[]): Promise<void> {
  for (const door of doors) {
    const tally = await held(queries, door);
    await keep(queries, door, door.kind === "account" ? FRESH : givenBack(tally, limitsOf(ground, door)));
  }
}

async function forget(queries: Queries, door: Door): Promise<string | null> {
  const { closedUntil } = await held(queries, door);
  await queries.rows("DELETE FROM sign_in_tally WHERE kind = $1 AND key = $2", [door.kind, door.key]);
  return closedUntil === 0 ? null : momentText(new Date(closedUntil));
}

/** Forgets the tries on an account; gives when it would have opened. */
export const openAccount = (queries: Queries, ground: Ground, signInName: string): Promise<string | null> =>
  forget(queries, accountDoor(ground, signInName));

/** Forgets the tries from an address; gives when it would have opened. */
export const openAddress = (queries: Queries, ground: Ground, address: string): Promise<string | null> =>
  forget(queries, addressDoor(ground, address));

/** Deletes tallies that no longer count. */
export async function forgetOld(queries: Queries, { policy, clock }: Ground): Promise<void> {
  for (const kind of ["account", "address"] as const)
    await queries.rows("DELETE FROM sign_in_tally WHERE kind = $1 AND last_at < $2 AND closed_until < $2", [
      kind,
      BigInt(clock().getTime() - 2 * policy[kind].longest),
    ]);
}
