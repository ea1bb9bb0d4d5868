/**
 * From what is due to what is granted: the room a year's cap leaves, of those that exclude each other the one that pays most, each
 * within its fund, beside what was paid already. Pure; amounts sum exactly. Nothing that was paid is changed.
 */
import type { Entitlement } from "@lianzhang/definitions";
import type { MissingReason } from "@lianzhang/kernel";

/** Why a claim that is due is not paid, or not wholly. */
export type Held =
  | "excluded" // another one pays more
  | "not_reviewed" // the review for fair competition did not pass
  | "not_in_force"
  | "year_cap" // what was paid earlier in the year leaves no more
  | "fund_short";

/** Where a claim stands in the order of a fund that does not reach. */
export interface FundPlace {
  readonly place: number;
  readonly of: number;
}

export interface Claim {
  readonly entitlement: string;
  readonly subject: string;
  /** Amounts in 分. `due` null: cannot be decided, for `reason`. */
  readonly due: bigint | null;
  readonly reason: MissingReason | null;
  /** After the year's cap, exclusions, review, validity and the fund. */
  readonly granted: bigint;
  /** Paid already; null: there is no ledger, or nothing in it. */
  readonly paid: bigint | null;
  /** Granted less paid: to be paid, or (below zero) to be taken back. */
  readonly owed: bigint;
  readonly held: readonly Held[];
  /** null: the fund reaches, there is none, or it is divided in proportion. */
  readonly place: FundPlace | null;
}

export interface Settled {
  /** Those that are due, cannot be decided, or were paid and are not due any more. */
  readonly claims: readonly Claim[];
  readonly funds: readonly { readonly fund: string; readonly has: bigint | null; readonly granted: bigint }[];
}

export interface Due {
  readonly entitlement: Entitlement;
  readonly subject: string;
  readonly due: bigint | null;
  readonly reason: MissingReason | null;
  readonly paid: bigint | null;
  readonly order: bigint | null;
  /** What the year's cap leaves after earlier parts of the year; null: no such cap. */
  readonly room: bigint | null;
}

/** A claim while it is settled. Half a million stand here at once: nothing is copied and few have a list of their own. */
interface Row {
  readonly d: Due;
  held: readonly Held[];
  /** What it asks for: less than is due where the year's cap leaves less. */
  readonly wanted: bigint;
  granted: bigint;
  place: FundPlace | null;
}

const NOTHING: readonly Held[] = [];

/** What stands in the way of an entitlement whoever asks. */
function barred({ valid, review }: Entitlement, on: number): readonly Held[] {
  const out: Held[] = [];
  if ((valid.from !== null && on < valid.from) || (valid.until !== null && valid.until < on))
    out.push("not_in_force");
  if (review.result !== "passed") out.push("not_reviewed");
  return out.length === 0 ? NOTHING : out;
}

function rowOf(d: Due, held: readonly Held[]): Row {
  const due = d.due ?? 0n;
  if (d.room === null || due <= d.room) return { d, held, wanted: due, granted: 0n, place: null };
  const wanted = d.room > 0n ? d.room : 0n;
  return { d, held: [...held, "year_cap"], wanted, granted: 0n, place: null };
}

const hold = (r: Row, why: Held): void => void (r.held = [...r.held, why]);

function grouped<K>(rows: readonly Row[], key: (r: Row) => K): ReadonlyMap<K, readonly Row[]> {
  const out = new Map<K, Row[]>();
  for (const r of rows) {
    const own = out.get(key(r));
    if (own) own.push(r);
    else out.set(key(r), [r]);
  }
  return out;
}

/** The year's cap, exclusions, review and validity, then the funds. */
export function settle(dues: readonly Due[], funds: ReadonlyMap<string, bigint | null>, on: number): Settled {
  const bars = new Map<Entitlement, readonly Held[]>();
  const barsOf = (e: Entitlement): readonly Held[] => {
    const found = bars.get(e) ?? barred(e, on);
    bars.set(e, found);
    return found;
  };
  const rows = dues.map((d) => rowOf(d, barsOf(d.entitlement)));
  // what cannot be paid itself takes nobody's place
  const payable = rows.filter((r) => barsOf(r.d.entitlement).length === 0);
  const beaten = losers(payable);
  for (const r of beaten) hold(r, "excluded");
  const standing = payable.filter((r) => r.d.due !== null && !beaten.has(r));
  for (const r of standing) r.granted = r.wanted;
  const byFund = grouped(standing, (r) => r.d.entitlement.fund);
  for (const [fund, has] of funds) if (has !== null) divide(byFund.get(fund) ?? [], has);
  return {
    claims: rows.map(claimOf),
    funds: [...funds].map(([fund, has]) => ({
      fund,
      has,
      granted: (byFund.get(fund) ?? []).reduce((sum, r) => sum + r.granted, 0n),
    })),
  };
}

const claimOf = ({ d, held, granted, place }: Row): Claim => ({
  entitlement: d.entitlement.id,
  subject: d.subject,
  due: d.due,
  reason: d.reason,
  granted,
  paid: d.paid,
  owed: d.paid === null ? granted : granted - d.paid,
  held,
  place,
});

/** Those whose place another claim of the same subject takes: it pays more, or as much and stands first. */
function losers(payable: readonly Row[]): ReadonlySet<Row> {
  const ids = new Set<string>();
  for (const e of new Set(payable.map((r) => r.d.entitlement)))
    if (e.excludes.length > 0) for (const id of [e.id, ...e.excludes]) ids.add(id);
  const out = new Set<Row>();
  if (ids.size === 0) return out;
  const concerned = payable.filter((r) => ids.has(r.d.entitlement.id));
  for (const own of grouped(concerned, (r) => r.d.subject).values())
    for (const r of own) if (own.some((o) => o !== r && beats(o, r))) out.add(r);
  return out;
}

function beats(other: Row, own: Row): boolean {
  if (other.d.due === null || own.d.due === null) return false;
  const [a, b] = [other.d.entitlement, own.d.entitlement];
  if (!a.excludes.includes(b.id) && !b.excludes.includes(a.id)) return false;
  return other.wanted > own.wanted || (other.wanted === own.wanted && a.id < b.id);
}

const compareBig = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
/** Equal in the order of the rule: by code, then by incentive. */
function byCode({ d: a }: Row, { d: b }: Row): number {
  if (a.subject !== b.subject) return a.subject < b.subject ? -1 : 1;
  return a.entitlement.id < b.entitlement.id ? -1 : 1;
}

/** What each receives out of a fund that does not reach: what its rule leaves, in whole 分. */
function divide(all: readonly Row[], has: bigint): void {
  // who asks for nothing (paid, and not due any more) takes no place
  const own = all.filter((r) => r.wanted > 0n);
  const wanted = own.reduce((sum, r) => sum + r.wanted, 0n);
  if (wanted <= has) return;
  const short = own[0]?.d.entitlement.short ?? { kind: "pro_rata" };
  if (short.kind === "pro_rata") inProportion(own, wanted, has);
  else inOrder(own, short, has);
  for (const r of own) if (r.granted < r.wanted) hold(r, "fund_short");
}

/** The remainder goes to the largest. */
function inProportion(own: readonly Row[], wanted: bigint, has: bigint): void {
  for (const r of own) r.granted = (r.wanted * has) / wanted;
  const rest = has - own.reduce((sum, r) => sum + r.granted, 0n);
  const largest = own.toSorted((a, b) => compareBig(b.wanted, a.wanted) || byCode(a, b))[0];
  if (largest) largest.granted += rest;
}

function inOrder(
  own: readonly Row[],
  { best, last }: { readonly best: "highest" | "lowest"; readonly last: "part" | "none" },
  has: bigint,
): void {
  const sign = best === "highest" ? -1 : 1;
  const ordered = own.toSorted((a, b) => {
    const [x, y] = [a.d.order, b.d.order];
    if (x === null || y === null) return x === y ? byCode(a, b) : x === null ? 1 : -1;
    return sign * compareBig(x, y) || byCode(a, b);
  });
  let left = has;
  for (const [i, r] of ordered.entries()) {
    r.place = { place: i + 1, of: ordered.length };
    r.granted = r.wanted <= left ? r.wanted : last === "part" ? left : 0n;
    left = r.wanted <= left ? left - r.wanted : 0n;
  }
}
