/** 核算批次 of a closed month: the figures that were signed, and where today's data would give others. */
import { createHash } from "node:crypto";
import type { OperationFigure } from "@lianzhang/contract";
import type { Indicator } from "@lianzhang/definitions";
import type { ComputeRequest, Figure, RunFigure, RunRecord } from "@lianzhang/engine";
import { figureAddress, hashOf, isRun, makeRun } from "@lianzhang/engine";
import type { Day, Month } from "@lianzhang/kernel";
import { LRUCache } from "lru-cache";
import type { Asked, Context } from "../context.ts";
import { ApiProblem } from "../errors.ts";
import { absent, figureData, figureValue, typeOf } from "../present.ts";
import { chainKey, growthIndicator, outputIndicator } from "../output-indicator.ts";
import type { MonthKept, OperationDesk } from "./desk.ts";
import { periodOf } from "./desk.ts";
import { BESIDE, DOCUMENTS, INDICATORS, SIGNED_RUN } from "./names.ts";

const PAGE: readonly string[] = [...Object.values(INDICATORS), ...BESIDE];

/** Keys of the rows of the page. */
export const groupKeysOf = (context: Context): readonly string[] => {
  const chain = chainKey(context.model);
  return ["county", ...(chain === null ? [] : [chain])];
};

const inModel = ({ model }: Context, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => model.indicators.has(id));

/** Output, its growth and what each cell adds to it: what documents of the month say beside what the page shows. */
export function documentIndicators(context: Context): readonly string[] {
  const output = outputIndicator(context.model);
  const measured = [output?.id, growthIndicator(context.model, output)?.id].flatMap((id) => id ?? []);
  return inModel(context, [...new Set([...measured, ...Object.values(DOCUMENTS)])]);
}

/** What a month's run records: what page and documents show but single firms and the official aggregate. */
export function runRequest(context: Context, month: Month, known: Day): ComputeRequest {
  const shown = PAGE.filter((id) => id !== INDICATORS.official);
  const indicators = [...new Set([...inModel(context, shown), ...documentIndicators(context)])];
  const groupings = [[], ...groupKeysOf(context).map((key) => [key])];
  return { period: periodOf(month), known, basis: "end", groupings, indicators };
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export function monthRun(context: Context, month: Month, known: Day): Promise<RunRecord> {
  const { model, runner, versions, demo, registers } = context.whole.instance;
  const source = { model, runner, versions, demo, digest: sha256, registerEvent: Number(registers ?? 0) };
  return makeRun(source, runRequest(context, month, known));
}

const notWhole = (hash: string): ApiProblem =>
  new ApiProblem(
    409,
    "LZ6151",
    {
      zh: `签发的核算批次 ${hash.slice(0, 10)} 不完整`,
      en: `the signed run ${hash.slice(0, 10)} is not whole`,
    },
    { zh: "由审计员核验审计链,并从备份恢复", en: "have the audit chain verified, and restore a backup" },
  );

const records = new LRUCache<string, RunRecord>({ max: 24 });

/** The record that was signed; null: the month is open. */
export async function signedRun(desk: OperationDesk, kept: MonthKept | null): Promise<RunRecord | null> {
  const found = kept?.listed.case;
  if (found === undefined || found.state !== "closed") return null;
  const given = (await desk.program.cases.evidence(found.id)).findLast(
    (e) => e.evidence === SIGNED_RUN && e.file !== null && !e.withdrawn,
  );
  const hash = given?.file?.hash;
  if (hash === undefined) return null;
  const known = records.get(hash);
  if (known !== undefined) return known;
  const file = await desk.program.cases.file(found.id, hash);
  if (file === null) return null;
  const read: unknown = JSON.parse(new TextDecoder().decode(file.bytes));
  if (!isRun(read) || hashOf(read, sha256) !== read.hash) throw notWhole(hash);
  records.set(hash, read);
  return read;
}

/** The figure as it was signed; what is kept from the viewer now was so then, and what was not signed is today's. */
export function signedFigure(
  now: Figure | undefined,
  signed: RunFigure | undefined,
  of: Pick<Figure, "indicator" | "period" | "group">,
): Figure | undefined {
  if (signed === undefined || now?.reason === "withheld" || now?.reason === "embargoed") return now;
  const { value, reason, counters, additive } = signed;
  return { ...of, subject: null, value: value === null ? null : BigInt(value), reason, counters, additive };
}

/** Figures of the page by indicator and cell: the signed ones of a closed month, beside what there is now. */
export class MonthFigures {
  readonly #context: Context;
  readonly #asked: Asked;
  readonly #signed: ReadonlyMap<string, RunFigure> | null;
  readonly #now: ReadonlyMap<string, Figure>;
  #differs = 0;

  private constructor(
    context: Context,
    asked: Asked,
    signed: ReadonlyMap<string, RunFigure> | null,
    now: ReadonlyMap<string, Figure>,
  ) {
    [this.#context, this.#asked, this.#signed, this.#now] = [context, asked, signed, now];
  }

  static async of(
    context: Context,
    asked: Asked,
    signed: RunRecord | null,
    ids: readonly string[] = inModel(context, PAGE),
  ): Promise<MonthFigures> {
    const keys = groupKeysOf(context);
    const all = await context.figures(asked, ids, [[], ...keys.map((key) => [key])]);
    const now = new Map(all.map((f) => [figureAddress({ ...f, group: [...f.group] }), f]));
    const kept = signed === null ? null : new Map(signed.figures.map((f) => [figureAddress(f), f]));
    return new MonthFigures(context, asked, kept, now);
  }

  /** How many of the figures given out differ from what there is now. */
  get differs(): number {
    return this.#differs;
  }

  /** Codes of a grouping that have a figure of the indicator. */
  codes(id: string, key: string): readonly string[] {
    return [...this.#now.values()].flatMap((f) =>
      f.indicator === id && f.group[0]?.key === key && f.group[0].code !== null ? [f.group[0].code] : [],
    );
  }

  #indicator(id: string): Indicator | null {
    return this.#context.model.indicators.get(id) ?? null;
  }

  /** Minor units of what is shown; null: it is not known, or not for the viewer. */
  value(id: string, group: Figure["group"]): bigint | null {
    const [shown] = this.#both(id, group);
    return shown?.value ?? null;
  }

  #both(id: string, group: Figure["group"]): readonly [Figure | undefined, Figure | undefined] {
    const address = figureAddress({ indicator: id, subject: null, group });
    const now = this.#now.get(address);
    const signed = this.#signed?.get(address);
    const shown = signedFigure(now, signed, { indicator: id, period: this.#asked.period, group });
    return [shown, now];
  }

  cell(id: string, group: Figure["group"]): OperationFigure {
    const { model, instance } = this.#context;
    const p = { model, demo: instance.demo };
    const indicator = this.#indicator(id);
    if (indicator === null) throw new Error(`indicator ${id} is not in the model`);
    const [shown, now] = this.#both(id, group);
    const figure =
      shown === undefined
        ? absent(p, indicator, this.#asked.period, "no_rows", group)
        : figureData(p, indicator, shown);
    const differs = this.#signed !== null && (shown?.value ?? null) !== (now?.value ?? null);
    if (differs) this.#differs++;
    return {
      figure,
      now: differs ? figureValue(now?.value ?? null, typeOf(indicator), now?.reason ?? "no_rows") : null,
    };
  }
}
