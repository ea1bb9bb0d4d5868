/** Who stands behind figures of groups: for those who may see some firms and not others. */
import type { Model } from "@lianzhang/definitions";
import type { Period, SqlRunner } from "@lianzhang/kernel";
import type { Figure } from "../result.ts";
import { basisOf } from "../question.ts";
import { Microdata } from "./microdata.ts";
import { countsRegister, revealedBy, tellsOne } from "./reveals.ts";

/** The subjects of one aggregate inside a figure, as far as they are part of its value. */
export interface Contributors {
  readonly register: string;
  /** The least or greatest value: one subject's own. */
  readonly single: boolean;
  /** Codes of the subjects with a value other than zero. */
  readonly subjects: readonly string[];
}

/** What the figures were computed by: memberships at the end of the period. */
export interface ContributorsRequest {
  readonly period: Period;
  readonly known: number | null;
}

/**
 * The contributors of each figure, in the order asked; one list an aggregate. Counts of what a register lists tell
 * nothing of a firm and are left out.
 */
export async function contributorsOf(
  model: Model,
  runner: SqlRunner,
  { period, known }: ContributorsRequest,
  figures: readonly Pick<Figure, "indicator" | "group">[],
): Promise<readonly (readonly Contributors[])[]> {
  const microdata = new Microdata(model, runner, basisOf({ period, known, basis: "end" }));
  const out: (readonly Contributors[])[] = [];
  for (const { indicator, group } of figures) {
    const body = model.indicators.get(indicator)?.body ?? null;
    const of: Contributors[] = [];
    for (const r of body === null ? [] : revealedBy(body, period, group)) {
      if (countsRegister(r.node)) continue;
      const parts = await microdata.parts(r.node, r.period, r.group);
      const subjects = [...parts].flatMap(([code, part]) => (part.value === 0n ? [] : [code]));
      of.push({ register: r.node.subject, single: tellsOne(r.node), subjects });
    }
    out.push(of);
  }
  return out;
}
