export { codeReader } from "./cells/codes.ts";
export { headReader, isHead, numberColumn, role } from "./cells/head-words.ts";
export type { HeadReading, HeadTarget } from "./cells/head-words.ts";
export { definitionsCatalogue } from "./catalogue.ts";
export { definitionsChinese } from "./catalogue-zh.ts";
export type { Coverage, KindCoverage } from "./coverage.ts";
export { amountOf } from "./amount.ts";
export type { AmountResult } from "./amount.ts";
export { burdenOf } from "./burden.ts";
export type { Burden, Duplicate, FilledBy, FormBurden } from "./burden.ts";
export { environmentOf } from "./environment.ts";
export type { EnvironmentParts } from "./environment.ts";
export { loadDecision } from "./load.ts";
export type { LoadResult } from "./load.ts";
export { fieldsOfCheck } from "./forms/checks.ts";
export { existsOn, formsOf, indicatorExistsOn } from "./forms/exists-on.ts";
export type { ExistsOn } from "./forms/exists-on.ts";
export { dueOn, existsFrom, latestPeriod, openingOf, opensAfterWindow } from "./forms/opening.ts";
export { anyUnreleased, releasedOn } from "./forms/released-on.ts";
export type { Opening } from "./forms/opening.ts";
export { versionOf } from "./forms/releases.ts";
export { linksOf } from "./links.ts";
export { lintModel } from "./lint/lint.ts";
export { changedEvaluation, changeText, writtenAt } from "./evaluations/changed.ts";
export type { ChangedEvaluation, ChangeProblem, EvaluationChange } from "./evaluations/changed.ts";
export { redFlags } from "./lint/entitlements.ts";
export * from "./model.ts";
export { folderSchema, jsonSchemas } from "./json-schemas.ts";
export { parameterEntry, parameterOn, parameterSpans, parameterValue } from "./parameter-value.ts";
export { isPublished } from "./twins.ts";
export { withholdEmpty } from "./empty-registers.ts";
export { expiredFields, expiryFindings, purposesOf, withholdExpired } from "./purpose.ts";
export type { ExpiredField, FieldUse, Purpose, Refusal } from "./purpose.ts";
export { keyLabel } from "./key-label.ts";
export { readPlaced } from "./source/placed.ts";
export type { Placed, PlacedEntry, PlacedText } from "./source/placed.ts";
export { Recheck } from "./recheck.ts";
export type { Rechecked } from "./recheck.ts";
export * from "./policy/model.ts";
export { recordMeets } from "./policy/hidden.ts";
export * from "./procedures/model.ts";
export {
  agreedAgainstActual,
  answerGate,
  dueOf,
  fitsNumber,
  graphOf,
  moveBetween,
  movesFrom,
  openBatches,
} from "./procedures/run.ts";
export type { AgreedActual, Due, GateAnswer, PossibleMove, ProcedureGraph } from "./procedures/run.ts";
export { writtenIndicators } from "./evaluations/steps.ts";
