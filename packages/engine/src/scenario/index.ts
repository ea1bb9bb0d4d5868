export type { CompareRequest } from "./baseline.ts";
export { resultOf } from "./baseline.ts";
export * from "./change.ts";
export * from "./compare.ts";
export * from "./difference.ts";
export { formulaDiagnostics } from "./overlay-model.ts";
export { readScenario } from "./read.ts";
export type { FindStacked, ScenarioResult, ScenarioSource } from "./read.ts";
