export { definitionsCatalogue } from "./catalogue.ts";
export type { Coverage, KindCoverage } from "./coverage.ts";
export { environmentOf } from "./environment.ts";
export type { EnvironmentParts } from "./environment.ts";
export { loadDecision } from "./load.ts";
export type { LoadResult } from "./load.ts";
export { lintModel } from "./lint/lint.ts";
export * from "./model.ts";
export { folderSchema, jsonSchemas } from "./json-schemas.ts";
