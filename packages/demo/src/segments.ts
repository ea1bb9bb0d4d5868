/** The places in chains that firms may take, from the model's chains. */
import type { Model } from "@lianzhang/definitions";
import { BUSINESS, OTHER_CODES, SEGMENT_WEIGHT } from "./industries.ts";
import type { SegmentChoice, Segments } from "./population.ts";
import type { IndustryId } from "./published.ts";
import { SIX } from "./published.ts";

/** Proposing codes used where the model has no chain of the industry. */
const FALLBACK: Readonly<Record<IndustryId, readonly string[]>> = {
  lithium: ["3841", "3985"],
  pv: ["3825"],
  chemicals: ["2669", "2614"],
  electronics: ["3974", "3982"],
  equipment: ["3311", "3670"],
  medicine_food: ["1371", "2740"],
  other: OTHER_CODES,
};

/** Segments with a proposing code; those without stay empty, as on the page of a real chain. */
export function segmentsOf(model: Model): Segments {
  const choices = (industry: IndustryId): readonly SegmentChoice[] => {
    const found = [...(model.chains.get(industry)?.segments.values() ?? [])]
      .filter((s) => s.codes.length > 0)
      .map((s) => ({ id: s.id, codes: s.codes, weight: SEGMENT_WEIGHT[s.id] ?? (BUSINESS[s.id] ? 1 : 0.5) }));
    return found.length > 0 ? found : [{ id: null, codes: FALLBACK[industry], weight: 1 }];
  };
  const six = Object.fromEntries(SIX.map((i) => [i, choices(i)]));
  return {
    lithium: six["lithium"] ?? [],
    pv: six["pv"] ?? [],
    chemicals: six["chemicals"] ?? [],
    electronics: six["electronics"] ?? [],
    equipment: six["equipment"] ?? [],
    medicine_food: six["medicine_food"] ?? [],
    other: [{ id: null, codes: OTHER_CODES, weight: 1 }],
  };
}
