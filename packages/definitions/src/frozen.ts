/**
 * Bases frozen from a recorded run: "twice last year's county mean" must not move when last year's returns are
 * restated. The record is a file beside the definitions; its hash is computed again, so that nobody edits a base.
 */
import { createHash } from "node:crypto";
import { canonicalText, parseUnit, sameDimension } from "@lianzhang/kernel";
import type { NumberType } from "@lianzhang/formula";
import { z } from "zod";
import type { Loading } from "./loading.ts";
import type { Entry, Path } from "./source/entry.ts";
import type { Plain } from "./source/plain.ts";

export interface FrozenInput {
  readonly run: string;
  readonly indicator: string;
  readonly group?: Readonly<Record<string, string>> | undefined;
  readonly subject?: string | undefined;
}

export const frozenInput: z.ZodType<FrozenInput> = z.strictObject({
  run: z.string(),
  indicator: z.string(),
  group: z.record(z.string(), z.string()).optional(),
  subject: z.string().optional(),
});

/** What is read of a run record; everything else of it is only hashed. */
const record = z.looseObject({
  hash: z.string(),
  request: z.looseObject({ period: z.string() }),
  indicators: z.record(z.string(), z.looseObject({ unit: z.string(), numeric: z.enum(["exact", "ratio"]) })),
  figures: z.array(
    z.looseObject({
      indicator: z.string(),
      subject: z.string().nullable(),
      group: z.array(z.looseObject({ key: z.string(), code: z.string().nullable() })),
      value: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
type RunFile = z.infer<typeof record>;

/** The run files a parameter's definition names. */
export function runFilesOf(written: Plain): string[] {
  const named = z.looseObject({
    values: z.array(z.looseObject({ frozen: z.looseObject({ run: z.string() }).optional() })),
  });
  const read = named.safeParse(written);
  return read.success ? read.data.values.flatMap((v) => v.frozen?.run ?? []) : [];
}

/** Everything of the record but its hash and signature, as it was hashed. */
function hashed(text: string): string {
  const all = z.record(z.string(), z.json()).parse(JSON.parse(text));
  const body = Object.fromEntries(Object.entries(all).filter(([k]) => k !== "hash" && k !== "signature"));
  return createHash("sha256").update(canonicalText(body)).digest("hex");
}

/** The record, or null with what is wrong with it. */
function readRecord(text: string): RunFile | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return "is no JSON";
  }
  const read = record.safeParse(parsed);
  if (!read.success) return "is no run record";
  return hashed(text) === read.data.hash
    ? read.data
    : "was changed after it was recorded: its hash does not fit";
}

const sameGroup = (figure: RunFile["figures"][number], asked: FrozenInput): boolean => {
  const wanted = Object.entries(asked.group ?? {});
  return (
    figure.subject === (asked.subject ?? null) &&
    figure.group.length === wanted.length &&
    wanted.every(([key, code]) => figure.group.some((g) => g.key === key && g.code === code))
  );
};

/** The figure as the parameter counts it, with the run as its source; null after a report. */
export function frozenValue(
  input: FrozenInput,
  type: NumberType,
  entry: Entry,
  path: Path,
  loading: Loading,
): { readonly value: bigint; readonly source: string } | null {
  const wrong = (key: string, message: string, hint: string): null => {
    loading.add("LZ2029", entry.at(...path, key), message, hint);
    return null;
  };
  const file = loading.files.get(`${entry.file.folder}/${input.run}`);
  if (!file) return null; // reported when it was read
  const run = readRecord(file.text);
  if (typeof run === "string")
    return wrong("run", `${input.run} ${run}`, "record it again: lianzhang run ... --runs DIR");
  const described = run.indicators[input.indicator];
  const figure = run.figures.find((f) => f.indicator === input.indicator && sameGroup(f, input));
  if (!described || !figure) {
    const known = Object.keys(run.indicators).join(", ");
    return wrong(
      "indicator",
      `${input.run} has no figure of ${input.indicator} for this cell`,
      `it has ${known}`,
    );
  }
  const unit = parseUnit(described.unit);
  const fits =
    unit.ok && sameDimension(unit.unit.dimension, type.unit.dimension) && described.numeric === type.numeric;
  if (!fits || (type.numeric === "ratio" && described.unit !== type.unit.text))
    return wrong(
      "indicator",
      `${input.indicator} of the run is in ${described.unit}, the parameter in ${type.unit.text}`,
      `declare unit: ${described.unit}`,
    );
  if (figure.value === null)
    return wrong(
      "indicator",
      `${input.indicator} is missing in the run (${figure.reason ?? "no reason"})`,
      "freeze a figure that is there",
    );
  return {
    value: BigInt(figure.value),
    source: `run ${run.hash.slice(0, 12)}, ${input.indicator}, ${run.request.period}`,
  };
}
