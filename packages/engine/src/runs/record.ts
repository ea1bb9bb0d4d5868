/**
 * The run record: a computed result as plain JSON that can be kept, signed, compared and published. It never
 * changes; its hash does not depend on when or where it was made.
 */
import type { Indicator, Model } from "@lianzhang/definitions";
import type { Counters } from "@lianzhang/formula";
import type { MissingReason, SqlRunner } from "@lianzhang/kernel";
import { formatDay, formatPeriod, isExactDimension } from "@lianzhang/kernel";
import type { Versions } from "../compute.ts";
import { compute } from "../compute.ts";
import { groupingKey } from "../question.ts";
import type { ComputeRequest, Figure, MembershipBasis } from "../result.ts";
import type { Digest } from "@lianzhang/kernel";
import { canonicalText } from "@lianzhang/kernel";
import type { Dependencies } from "./dependencies.ts";
import { dependenciesOf } from "./dependencies.ts";

export interface RunRequest {
  /** As `formatPeriod` writes it. */
  readonly period: string;
  /** `2025-03-10`; null: everything known when it was computed. */
  readonly known: string | null;
  readonly basis: MembershipBasis;
  readonly groupings: readonly (readonly string[])[];
  readonly indicators: readonly string[];
}

/** What a run's figures depend on besides its request. */
export interface RecordKey {
  readonly definitions: string;
  readonly commit: number;
  /** Number of the last event of the registers; 0 where registers are files. */
  readonly register_event: number;
  readonly engine: string;
  readonly store: string;
}

/** How an indicator's integers are read, so that a record is readable without its decision folder. */
export interface RunIndicator {
  readonly label: { readonly zh: string; readonly en: string };
  readonly unit: string;
  readonly numeric: "exact" | "ratio";
  readonly decimals: number;
  readonly formula: string | null;
  /** 暂定口径. */
  readonly assumed: boolean;
}

export interface RunFigure {
  readonly indicator: string;
  readonly group: readonly { readonly key: string; readonly code: string | null }[];
  readonly subject: string | null;
  /** Minor units or 10^-8 of the unit, as digits; null with a reason. */
  readonly value: string | null;
  readonly reason: MissingReason | null;
  readonly counters: Counters | null;
  readonly additive: boolean;
}

/** Ed25519 over the canonical text of the hash, who and when. */
export interface RunSignature {
  readonly algorithm: "Ed25519";
  readonly who: string;
  /** `2025-03-10T08:30:00Z`. */
  readonly when: string;
  /** Raw public key and signature, base64. */
  readonly public_key: string;
  readonly signature: string;
}

export interface RunBody {
  readonly format: 1;
  readonly decision: string;
  /** 演示数据: computed over a made-up city. */
  readonly demo: boolean;
  readonly request: RunRequest;
  readonly key: RecordKey;
  readonly indicators: Readonly<Record<string, RunIndicator>>;
  readonly figures: readonly RunFigure[];
  readonly dependencies: Dependencies;
}

export interface RunRecord extends RunBody {
  /** SHA-256 over the canonical text of the body. */
  readonly hash: string;
  readonly signature: RunSignature | null;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a figure is of, whatever its value: equal in two runs for figures that are compared. */
export const figureAddress = (f: Pick<RunFigure, "indicator" | "group" | "subject">): string =>
  canonicalText([f.indicator, f.subject, f.group.map((g) => [g.key, g.code])]);

function recorded(f: Figure): RunFigure {
  return {
    indicator: f.indicator,
    group: f.group.map(({ key, code }) => ({ key, code })),
    subject: f.subject,
    value: f.value === null ? null : String(f.value),
    reason: f.reason,
    counters: f.counters,
    additive: f.additive,
  };
}

function described(indicator: Indicator): RunIndicator {
  return {
    label: { zh: indicator.label.zh, en: indicator.label.en },
    unit: indicator.unit.text,
    numeric: indicator.body?.type.numeric ?? (isExactDimension(indicator.unit.dimension) ? "exact" : "ratio"),
    decimals: indicator.decimals,
    formula: indicator.formula,
    assumed: indicator.assumed,
  };
}

/** The body without hash and signature, however the record came here. */
export function bodyOf(record: RunBody): RunBody {
  const { format, decision, demo, request, key, indicators, figures, dependencies } = record;
  return { format, decision, demo, request, key, indicators, figures, dependencies };
}

export const hashOf = (body: RunBody, digest: Digest): string => digest(canonicalText(bodyOf(body)));

export interface RunSource {
  readonly model: Model;
  readonly runner: SqlRunner;
  readonly versions: Versions;
  readonly demo: boolean;
  readonly digest: Digest;
  /** Event number of the registers that people keep; absent: registers are files. */
  readonly registerEvent?: number;
}

/**
 * Computes a request and records it, unsigned. A scenario is no run: a request with an overlay is refused, because
 * its rows are not in the returns that the record's key names.
 */
export async function makeRun(source: RunSource, request: ComputeRequest): Promise<RunRecord> {
  if (request.overlay)
    throw new RangeError("a scenario is not recorded as a run: compute it without overlay");
  const { model, runner, versions, demo, digest } = source;
  const { figures, key } = await compute(model, runner, request, versions);
  const asked = request.indicators.flatMap((id) => model.indicators.get(id) ?? []);
  const body: RunBody = {
    format: 1,
    decision: model.id,
    demo,
    request: {
      period: formatPeriod(request.period),
      known: request.known === null ? null : formatDay(request.known),
      basis: request.basis,
      groupings: request.groupings.map((g) => g.filter((id) => groupingKey(model, id) !== null)),
      indicators: asked.map((i) => i.id),
    },
    key: {
      definitions: key.definitions,
      commit: key.commit,
      register_event: source.registerEvent ?? 0,
      engine: key.engine,
      store: key.store,
    },
    indicators: Object.fromEntries(asked.map((i) => [i.id, described(i)])),
    figures: figures.map(recorded).toSorted((a, b) => order(figureAddress(a), figureAddress(b))),
    dependencies: await dependenciesOf(model, runner, request, digest),
  };
  return { ...body, hash: hashOf(body, digest), signature: null };
}
