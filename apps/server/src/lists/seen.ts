/** Entries of a list are signed where their difference is shown, and nowhere else. */
import type { Model, Procedure } from "@lianzhang/definitions";
import { ApiProblem } from "../errors.ts";

/** A step that signs: it leaves a document and others sign with it. */
export const signs = (procedure: Procedure, to: string): boolean =>
  procedure.moves.some((m) => m.to === to && m.document !== null && m.countersign.length > 0);

export const notSeen = (): ApiProblem =>
  new ApiProblem(
    409,
    "LZ6130",
    {
      zh: "签署前须先看过这些条目对数据的影响;所看之后条目或数据已变",
      en: "what these entries change in figures is seen before they are signed; entries or figures have changed since it was shown",
    },
    {
      zh: "在「签署名录」页重新查看差异后签署",
      en: "look at the difference on the page of signed lists, then sign",
    },
  );

/** Whether the step (null: a signature that waits) signs entries of a list. */
export const isListSigning = (model: Model, procedure: Procedure, to: string | null): boolean =>
  [...model.memberships.values()].some((m) => m.entries?.register === procedure.of) &&
  (to === null || signs(procedure, to));
