/** Chains: segments and the flows between them, products, proposing codes, technology directions. */
import { FORMULA_ID } from "@lianzhang/kernel";
import { z } from "zod";
import { labelInput, labelOf, monthOf, text } from "../common.ts";
import type { Kind } from "../kind.ts";
import { defineKind } from "../kind.ts";
import type { Loading } from "../loading.ts";
import type { Segment } from "../model.ts";
import type { Entry, Path } from "../source/entry.ts";

const segment = z.strictObject({
  label: labelInput,
  en: z.string().optional(),
  stage: z.enum(["upstream", "midstream", "downstream", "support"]),
  codes: z.array(text).default([]),
  feeds: z.array(z.string()).default([]),
  directions: z.array(labelInput).default([]),
});

export const chainKind: Kind = defineKind({
  name: "chains",
  form: "map",
  id: FORMULA_ID,
  parts: ["segments"],
  schema: z.strictObject({
    label: labelInput,
    en: z.string().optional(),
    clause: text,
    lane: z.string().optional(),
    industry: z.string().optional(),
    since: z.string(),
    products: z.array(labelInput).default([]),
    segments: z.record(z.string(), segment).default({}),
    assumed: z.boolean().default(false),
  }),
  build(entry, value, loading): void {
    const since = monthOf(value.since, entry, ["since"], loading);
    loading.refer("clauses", value.clause, entry.at("clause"));
    const labels = (inputs: readonly (typeof value.label)[], path: Path): ReturnType<typeof labelOf>[] =>
      inputs.map((l, i) => labelOf(l, undefined, entry, [...path, i], loading));
    const segments = new Map<string, Segment>();
    for (const [id, s] of Object.entries(value.segments)) {
      const path = ["segments", id];
      for (const [i, feeds] of s.feeds.entries()) {
        if (feeds === id) loading.add("LZ2051", entry.at(...path, "feeds", i), `${id} feeds itself`);
        if (feeds in value.segments || loading.broken.has(feeds)) continue;
        loading.unknown(
          `segment of ${entry.id}`,
          feeds,
          Object.keys(value.segments),
          entry.at(...path, "feeds", i),
        );
      }
      segments.set(id, {
        id,
        label: labelOf(s.label, s.en, entry, [...path, "label"], loading),
        stage: s.stage,
        codes: s.codes,
        feeds: s.feeds,
        directions: labels(s.directions, [...path, "directions"]),
      });
      loading.later.push(() =>
        s.codes.forEach((code, i) => referCode(code, entry, [...path, "codes", i], loading)),
      );
    }
    loading.later.push(() => {
      if (value.lane !== undefined) referCode(value.lane, entry, ["lane"], loading);
      if (value.industry !== undefined) referCode(value.industry, entry, ["industry"], loading);
    });
    loading.chains.set(entry.id, {
      id: entry.id,
      label: labelOf(value.label, value.en, entry, ["label"], loading),
      clause: value.clause,
      lane: value.lane ?? null,
      industry: value.industry ?? null,
      since: since ?? 0,
      products: labels(value.products, ["products"]),
      segments,
      assumed: value.assumed,
    });
  },
});

/** A code of any classification of the folder; silent while a classification did not load. */
function referCode(code: string, entry: Entry, path: Path, loading: Loading): void {
  loading.codes ??= new Set(
    [...loading.classifications.values()].flatMap((c) => c.codes.flatMap((d) => [d.code, d.id ?? d.code])),
  );
  if (loading.codes.has(code)) return;
  if (loading.classifications.size < (loading.ids.get("classifications")?.size ?? 0)) return;
  if ([...loading.classifications.values()].some((c) => c.codes.length === 0)) return;
  loading.unknown("code", code, loading.codes, entry.at(...path));
}
