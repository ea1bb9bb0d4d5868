/** Which indicators stand for themselves, and which are steps of an evaluation or of an incentive. */
import type { Indicator, Model } from "../model.ts";

/** The indicators that are written as such: what lists and searches show. */
export const writtenIndicators = (model: Model): Indicator[] =>
  [...model.indicators.values()].filter((i) => i.stepOf === null);
