/** The lint of the plan: what is no mistake in the folder and still wants somebody's attention. */
import type { Diagnostic } from "@lianzhang/kernel";
import { byPlace } from "@lianzhang/kernel";
import type { Model } from "../model.ts";
import { lintBounds } from "./bounds.ts";
import { lintCoverage } from "./coverage.ts";
import { lintEntitlements } from "./entitlements.ts";
import { lintProcedures } from "./procedures.ts";
import { lintSums } from "./sums.ts";
import { lintTargets } from "./targets.ts";
import { lintTwins } from "./twins.ts";

/** Every finding (LZ3xxx, warnings and notes) in the order of files and lines. */
export const lintModel = (model: Model): Diagnostic[] =>
  [
    ...lintTargets(model),
    ...lintSums(model),
    ...lintBounds(model),
    ...lintCoverage(model),
    ...lintTwins(model),
    ...lintProcedures(model),
    ...lintEntitlements(model),
  ].sort(byPlace);
