/** Who receives what: the amounts due of every entitlement, settled beside the ledger of what was paid. */
import type { Entitlement, Model } from "@lianzhang/definitions";
import { parameterValue } from "@lianzhang/definitions";
import type { Period, SqlRunner } from "@lianzhang/kernel";
import { lastDay, samePeriod, yearOf } from "@lianzhang/kernel";
import { keyOf } from "./compute.ts";
import type { Versions } from "./compute.ts";
import type { Amounts } from "./entitled-amounts.ts";
import { amountsOf, toFen } from "./entitled-amounts.ts";
import type { ComputeRequest, Figure, RunKey } from "./result.ts";
import type { Due, Settled } from "./settle.ts";
import { settle } from "./settle.ts";

export interface EntitleResult extends Settled {
  readonly request: ComputeRequest;
  readonly key: RunKey;
}

/** What was paid to one subject under one entitlement for one period, in 分. */
export interface Payment {
  readonly entitlement: string;
  readonly subject: string;
  readonly period: Period;
  readonly paid: bigint;
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

/** A claim in the ledger of payments: `entitlement subject`. */
export const claimKey = (entitlement: string, subject: string): string => `${entitlement} ${subject}`;

type Sums = ReadonlyMap<string, bigint>;

function sums(payments: readonly Payment[], takes: (p: Payment) => boolean): Sums {
  const out = new Map<string, bigint>();
  for (const p of payments) {
    if (!takes(p)) continue;
    const key = claimKey(p.entitlement, p.subject);
    out.set(key, (out.get(key) ?? 0n) + p.paid);
  }
  return out;
}

/** What the ledger says of the asked period, and of the parts of its year before it. */
function readLedger(
  payments: readonly Payment[],
  period: Period,
): { readonly now: Sums; readonly earlier: Sums } {
  return {
    now: sums(payments, (p) => samePeriod(p.period, period)),
    earlier: sums(
      payments,
      (p) => p.period.to < period.from && yearOf(p.period.from) === yearOf(period.from),
    ),
  };
}

function dueOf(e: Entitlement, a: Amounts, now: Sums, earlier: Sums): Due {
  // most cities begin without a ledger, and half a million keys cost more than settling
  const key = now.size + earlier.size === 0 ? "" : claimKey(e.id, a.subject);
  return {
    entitlement: e,
    subject: a.subject,
    due: a.due,
    reason: a.reason,
    paid: now.get(key) ?? a.paid,
    order: a.order,
    room: a.yearCap === null ? null : a.yearCap - (earlier.get(key) ?? 0n),
  };
}

function fundsOf(
  model: Model,
  { period, known }: Pick<ComputeRequest, "period" | "known">,
): ReadonlyMap<string, bigint | null> {
  return new Map(
    [...model.entitlements.values()].flatMap((e) => {
      if (e.fund === null) return [];
      const found = parameterValue(model.parameters.get(e.fund), period, known);
      return [[e.fund, found.ok ? found.value : null] as const];
    }),
  );
}

/** Computes and settles every entitlement of the model for the period. `payments`: the ledger, which stands before any `paid:` figure. */
export async function entitle(
  model: Model,
  runner: SqlRunner,
  request: Omit<ComputeRequest, "indicators" | "groupings">,
  versions: Versions,
  payments: readonly Payment[] = [],
): Promise<EntitleResult> {
  const asked: ComputeRequest = { ...request, indicators: figuresOfEntitlements(model), groupings: [[]] };
  const { now, earlier } = readLedger(payments, request.period);
  const dues = (await amountsOf(model, runner, request)).flatMap(([e, amounts]) => {
    const there = new Set(payments.length === 0 ? [] : amounts.map((a) => a.subject));
    // who meets nothing is not listed, unless something was paid that is to be taken back
    const gone = payments.filter(
      (p) => p.entitlement === e.id && now.has(claimKey(e.id, p.subject)) && !there.has(p.subject),
    );
    const nothing = [...new Set(gone.map((p) => p.subject))].toSorted().map((subject): Amounts => ({
      subject,
      due: 0n,
      reason: null,
      paid: null,
      order: null,
      yearCap: null,
    }));
    return [...amounts, ...nothing].map((a) => dueOf(e, a, now, earlier));
  });
  const settled = settle(dues, fundsOf(model, request), lastDay(request.period));
  return { request: asked, ...settled, key: keyOf(model, request.known, versions) };
}

/**
 * Claims and funds from figures that were computed before. `ledger`: what was paid, in 分, by `claimKey`; it stands before the
 * figure that an entitlement names.
 */
export function claimsOf(
  model: Model,
  figures: readonly Figure[],
  request: Pick<ComputeRequest, "period" | "known">,
  ledger: Sums = new Map(),
): Settled {
  const at = new Map<string, Map<string, Figure>>();
  for (const f of figures) {
    if (f.subject === null) continue;
    const own = at.get(f.indicator) ?? new Map<string, Figure>();
    at.set(f.indicator, own.set(f.subject, f));
  }
  const value = (indicator: string | null, subject: string): bigint | null =>
    (indicator === null ? null : at.get(indicator)?.get(subject)?.value) ?? null;
  const dues = [...model.entitlements.values()].flatMap((e) => {
    const fen = (id: string | null) => toFen(model, id);
    const [due, paid, yearCap] = [fen(e.figures.due), fen(e.figures.paid), fen(e.figures.yearCap)];
    return [...(at.get(e.figures.due)?.values() ?? [])].map((f) => {
      const subject = f.subject ?? "";
      const amounts: Amounts = {
        subject,
        due: due(f.value),
        reason: f.reason,
        paid: paid(value(e.figures.paid, subject)),
        order: e.short?.kind === "order" ? value(e.short.by, subject) : null,
        yearCap: yearCap(value(e.figures.yearCap, subject)),
      };
      return dueOf(e, amounts, ledger, new Map());
    });
  });
  // who meets nothing is not listed, unless something was paid that is to be taken back
  const listed = dues.filter((d) => d.due !== 0n || (d.paid ?? 0n) !== 0n);
  return settle(listed, fundsOf(model, request), lastDay(request.period));
}
