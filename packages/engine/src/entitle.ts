/**
 * Who receives what: the amounts due of every entitlement, of those that exclude each other the one that pays most, each
 * within its fund, beside what was paid already. Only lists: nothing that was paid is changed.
 */
import type { Entitlement, Model } from "@lianzhang/definitions";
import { parameterValue } from "@lianzhang/definitions";
import type { MissingReason, SqlRunner } from "@lianzhang/kernel";
import { lastDay } from "@lianzhang/kernel";
import { compute } from "./compute.ts";
import type { Versions } from "./compute.ts";
import type { ComputeRequest, Figure, RunKey } from "./result.ts";

/** Why a claim that is due is not paid, or not wholly. */
export type Held =
  | "excluded" // another one pays more
  | "not_reviewed" // the review for fair competition did not pass
  | "not_in_force"
  | "fund_short";

export interface Claim {
  readonly entitlement: string;
  readonly subject: string;
  /** Amounts in 分. `due` null: cannot be decided, for `reason`. */
  readonly due: bigint | null;
  readonly reason: MissingReason | null;
  /** After exclusions, review, validity and the fund. */
  readonly granted: bigint;
  /** Paid already; null: there is no ledger, or nothing in it. */
  readonly paid: bigint | null;
  /** Granted less paid: to be paid, or (below zero) to be taken back. */
  readonly owed: bigint;
  readonly held: readonly Held[];
}

export interface EntitleResult {
  readonly request: ComputeRequest;
  /** Those that are due, cannot be decided, or were paid and are not due any more. */
  readonly claims: readonly Claim[];
  readonly funds: readonly { readonly fund: string; readonly has: bigint | null; readonly granted: bigint }[];
  readonly key: RunKey;
}

interface Due {
  readonly entitlement: Entitlement;
  readonly subject: string;
  readonly due: bigint | null;
  readonly reason: MissingReason | null;
  readonly paid: bigint | null;
  readonly order: bigint | null;
}

const figuresOf = (e: Entitlement): string[] => [
  ...e.all,
  ...(e.figures.paid === null ? [] : [e.figures.paid]),
  ...(e.short?.kind === "order" ? [e.short.by] : []),
];

/** Indicators that all entitlements are settled from. */
export const figuresOfEntitlements = (model: Model): readonly string[] => [
  ...new Set([...model.entitlements.values()].flatMap(figuresOf)),
];

/** Computes every entitlement of the model for the period. */
export async function entitle(
  model: Model,
  runner: SqlRunner,
  request: Omit<ComputeRequest, "indicators" | "groupings">,
  versions: Versions,
): Promise<EntitleResult> {
  const asked: ComputeRequest = { ...request, indicators: figuresOfEntitlements(model), groupings: [[]] };
  const { figures, key } = await compute(model, runner, asked, versions);
  return { request: asked, ...claimsOf(model, figures, request), key };
}

/** A claim in the ledger of payments: `entitlement subject`. */
export const claimKey = (entitlement: string, subject: string): string => `${entitlement} ${subject}`;

/**
 * Claims and funds from figures that were computed before. `ledger`: what was paid, in 分, by `claimKey`; it stands before the
 * figure that an entitlement names.
 */
export function claimsOf(
  model: Model,
  figures: readonly Figure[],
  { period, known }: Pick<ComputeRequest, "period" | "known">,
  ledger: ReadonlyMap<string, bigint> = new Map(),
): Pick<EntitleResult, "claims" | "funds"> {
  const all = [...model.entitlements.values()];
  const at = new Map(figures.map((f) => [`${f.indicator} ${f.subject ?? ""}`, f.value]));
  const value = (indicator: string | null, subject: string): bigint | null =>
    at.get(`${indicator ?? ""} ${subject}`) ?? null;
  const dues = all.flatMap((e) =>
    figures
      .filter((f) => f.indicator === e.figures.due && f.subject !== null)
      .map((f): Due => {
        const subject = f.subject ?? "";
        return {
          entitlement: e,
          subject,
          due: f.value,
          reason: f.reason,
          paid: ledger.get(claimKey(e.id, subject)) ?? value(e.figures.paid, subject),
          order: e.short?.kind === "order" ? value(e.short.by, subject) : null,
        };
      })
      // who meets nothing is not listed, unless something was paid that is to be taken back
      .filter((d) => d.due !== 0n || (d.paid ?? 0n) !== 0n),
  );
  const funds = new Map(
    all.flatMap((e) => {
      if (e.fund === null) return [];
      const found = parameterValue(model.parameters.get(e.fund), period, known);
      return [[e.fund, found.ok ? found.value : null] as const];
    }),
  );
  return settle(dues, funds, lastDay(period));
}

/** Exclusions, then review and validity, then the funds. Pure; amounts sum exactly. */
export function settle(
  dues: readonly Due[],
  funds: ReadonlyMap<string, bigint | null>,
  on: number,
): Pick<EntitleResult, "claims" | "funds"> {
  const held = new Map<Due, Held[]>(dues.map((d) => [d, []]));
  const hold = (d: Due, why: Held): void => void held.get(d)?.push(why);
  for (const d of dues) {
    const { valid, review } = d.entitlement;
    if ((valid.from !== null && on < valid.from) || (valid.until !== null && valid.until < on))
      hold(d, "not_in_force");
    if (review.result !== "passed") hold(d, "not_reviewed");
  }
  // what cannot be paid itself takes nobody's place
  const payable = dues.filter((d) => held.get(d)?.length === 0);
  for (const d of payable) if (payable.some((o) => o !== d && beats(o, d))) hold(d, "excluded");
  const standing = dues.filter((d) => d.due !== null && held.get(d)?.length === 0);
  const granted = new Map<Due, bigint>(standing.map((d) => [d, d.due ?? 0n]));
  for (const [fund, has] of funds) {
    if (has === null) continue;
    const own = standing.filter((d) => d.entitlement.fund === fund);
    for (const [d, amount] of within(own, has)) {
      if (amount < (granted.get(d) ?? 0n)) hold(d, "fund_short");
      granted.set(d, amount);
    }
  }
  const claims = dues.map((d): Claim => {
    const amount = granted.get(d) ?? 0n;
    return {
      entitlement: d.entitlement.id,
      subject: d.subject,
      due: d.due,
      reason: d.reason,
      granted: amount,
      paid: d.paid,
      owed: amount - (d.paid ?? 0n),
      held: held.get(d) ?? [],
    };
  });
  return {
    claims,
    funds: [...funds].map(([fund, has]) => ({
      fund,
      has,
      granted: standing
        .filter((d) => d.entitlement.fund === fund)
        .reduce((sum, d) => sum + (granted.get(d) ?? 0n), 0n),
    })),
  };
}

/** Whether the other claim of the same subject takes this one's place: it pays more, or as much and stands first. */
function beats(other: Due, own: Due): boolean {
  if (other.subject !== own.subject || other.due === null || own.due === null) return false;
  const [a, b] = [other.entitlement, own.entitlement];
  if (!a.excludes.includes(b.id) && !b.excludes.includes(a.id)) return false;
  return other.due > own.due || (other.due === own.due && a.id < b.id);
}

/** What each receives out of a fund: all, or what its rule leaves. In whole 分; the remainder goes to the largest. */
function within(own: readonly Due[], has: bigint): (readonly [Due, bigint])[] {
  const wanted = own.reduce((sum, d) => sum + (d.due ?? 0n), 0n);
  if (wanted <= has) return own.map((d) => [d, d.due ?? 0n]);
  const short = own[0]?.entitlement.short ?? { kind: "pro_rata" };
  if (short.kind === "pro_rata") {
    const parts = own.map((d) => [d, ((d.due ?? 0n) * has) / wanted] as const);
    const rest = has - parts.reduce((sum, [, p]) => sum + p, 0n);
    const largest = own.toSorted(
      (a, b) => compareBig(b.due ?? 0n, a.due ?? 0n) || (a.subject < b.subject ? -1 : 1),
    )[0];
    return parts.map(([d, p]) => [d, d === largest ? p + rest : p]);
  }
  const sign = short.best === "highest" ? -1 : 1;
  const ordered = own.toSorted((a, b) => {
    if (a.order === null || b.order === null)
      return a.order === b.order ? (a.subject < b.subject ? -1 : 1) : a.order === null ? 1 : -1;
    return sign * compareBig(a.order, b.order) || (a.subject < b.subject ? -1 : 1);
  });
  let left = has;
  return ordered.map((d) => {
    const due = d.due ?? 0n;
    const amount = due <= left ? due : short.last === "part" ? left : 0n;
    left = due <= left ? left - due : 0n;
    return [d, amount];
  });
}

const compareBig = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
