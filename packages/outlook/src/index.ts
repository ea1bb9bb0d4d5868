/** The month's estimate (预估) and what stands beside it. Pure: what was known comes in as plain data. */
export * from "./beside.ts";
export * from "./calendar.ts";
export * from "./choose.ts";
export * from "./correction.ts";
export * from "./estimate.ts";
export { apportion, apportionOf, growthOf, partOf } from "./exact.ts";
export * from "./forecast.ts";
export { completed, divided, WHOLE } from "./groups.ts";
export * from "./knowledge.ts";
export * from "./pace.ts";
export * from "./past.ts";
export * from "./record.ts";
export { expected, holtWinters, startOf, step } from "./smoothing.ts";
export type { Seasonality, Smoothing, State } from "./smoothing.ts";
