/** Units as holders of a folder: those it has, by name or by a sure abbreviation, and new ones. */
import type { Label } from "@lianzhang/kernel";
import type { ReadResponsible } from "../read.ts";
import type { KnownDecision } from "./known.ts";
import { abbreviates } from "./likeness.ts";
import { untranslated } from "./open.ts";

export interface DraftHolder {
  readonly id: string;
  readonly label: Label;
  readonly known: boolean;
}

/** Stands for whoever will measure what nothing measures yet. */
export const UNNAMED: DraftHolder = {
  id: "to_be_named",
  label: { zh: "待定", en: "To be named" },
  known: false,
};

const short = (name: string): string =>
  name.replace(/[(〔][^()〔〕]*[)〕]/g, "").replace(/^(?:全?[省市县区州])(?=.{2})/, "");

/** Several holders that one name may mean are none. */
function knownFor(name: string, known: KnownDecision): DraftHolder | null {
  const bare = short(name);
  const named = known.holders.filter((h) => short(h.label.zh) === bare);
  const found = named.length > 0 ? named : known.holders.filter((h) => abbreviates(bare, short(h.label.zh)));
  const [one] = found;
  return one && found.length === 1 ? { ...one, known: true } : null;
}

/** By the name as the text restores it. */
export function draftHolders(
  responsible: readonly Pick<ReadResponsible, "units">[],
  known: KnownDecision | null,
): ReadonlyMap<string, DraftHolder> {
  const out = new Map<string, DraftHolder>();
  const used = new Set([UNNAMED.id, ...(known?.holders.map((h) => h.id) ?? [])]);
  let next = 0;
  for (const { name } of responsible.flatMap((r) => r.units)) {
    if (out.has(name)) continue;
    const found = known ? knownFor(name, known) : null;
    const free = (): string => {
      do next++;
      while (used.has(`unit_${next}`));
      return `unit_${next}`;
    };
    out.set(name, found ?? { id: free(), label: untranslated(name), known: false });
  }
  return out;
}
