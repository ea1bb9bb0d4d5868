export * from "./change.ts";
export * from "./compare.ts";
export * from "./difference.ts";
export { readScenario } from "./read.ts";
export type { FindStacked, ScenarioResult, ScenarioSource } from "./read.ts";
export { stacked } from "./stack.ts";
