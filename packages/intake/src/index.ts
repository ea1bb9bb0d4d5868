export { intakeCatalogue } from "./catalogue.ts";
export { intakeChinese } from "./catalogue-zh.ts";
export { amountColumn, readAmount, readUnit } from "./values/amounts.ts";
export type { AmountColumn, AmountReading } from "./values/amounts.ts";
export { likelyCodes, readUscc } from "./values/codes.ts";
export { readDay, readPeriodCell } from "./values/dates.ts";
export { readNumerals } from "./values/numerals.ts";
export { listReader } from "./values/lists.ts";
export type { Spelled } from "./values/lists.ts";
export { foldName, nameCore } from "./values/names.ts";
export type { CellKind, CellText, Problem, Reading } from "./values/said.ts";
export { matchSubjects } from "./subjects.ts";
export type { Matched, MatchReport, Named, SubjectRow, Unsure } from "./subjects.ts";
export { checkPast, checkRows, looksBack } from "./checks/check-rows.ts";
export type { CheckContext } from "./checks/check-rows.ts";
export { checkElsewhere, checksElsewhere } from "./checks/elsewhere.ts";
export type { ElsewhereAsked } from "./checks/elsewhere.ts";
export type { Hides, Part } from "./checks/parts.ts";
export type { FormerReturn } from "./checks/returns.ts";
export { readRule, ruleJson } from "./checks/rule.ts";
export type { Json, RuleJson } from "./checks/rule.ts";
export type { Finding } from "./finding.ts";
export type { CheckDescription, FieldDescription, FormDescription, Input, Strength } from "./form.ts";
export type { Limits } from "./grid/limits.ts";
export { LIMITS, Meter } from "./grid/limits.ts";
export { Trouble } from "./grid/found.ts";
export { encodingOf, textOf } from "./grid/decode.ts";
export type { Encoding } from "./grid/decode.ts";
export { readXml } from "./grid/xml.ts";
export type { XmlHandler } from "./grid/xml.ts";
export { builtIn, decimalsOf, formatOf } from "./grid/formats.ts";
export type { Format, Show } from "./grid/formats.ts";
export { kindOf } from "./grid/kinds.ts";
export { oleOf } from "./grid/ole.ts";
export { crc32, entriesOf, unpack, unpacked } from "./grid/zip.ts";
export type { Entry } from "./grid/zip.ts";
export { pastedSheet } from "./grid/paste.ts";
export { fileTooLarge, readSheets } from "./grid/read.ts";
export type { SheetsRead } from "./grid/read.ts";
export type { Cell, Sheet } from "./grid/sheet.ts";
export { checkReturn, readReturn, returnSteps, takeReturn } from "./read-return.ts";
export type { Steps } from "./steps.ts";
export type { ReadTable, ReturnAsked, ReturnRead, RowOfSheet, SaidHeads } from "./read-return.ts";
export { heldBy } from "./ready.ts";
export type { ReadCell, ReadRow } from "./row.ts";
export { readTextStart, sheetOfLines } from "./plain/start.ts";
export type { TextStart } from "./plain/start.ts";
export { plainPeriod, plainTable } from "./plain/table.ts";
export type { PlainField, PlainTable } from "./plain/table.ts";
export { notCompared, notPlain } from "./plain/why.ts";
export type { WhyCells } from "./plain/why.ts";
export { HEAD_WORDS } from "./tables/words.ts";
export { findTables } from "./tables/find-tables.ts";
export type {
  FoundTable,
  Head,
  Marks,
  SkippedRow,
  SkipReason,
  TableContext,
  TextAt,
} from "./tables/table.ts";
export { splitUnit, wholeUnit } from "./tables/units.ts";
export { canonical, timeWords } from "./tables/words.ts";
export type { TimeWords } from "./tables/words.ts";
export { recognise } from "./match/recognise.ts";
export { readerVersion } from "./match/recognition.ts";
export type {
  Conflict,
  HeadCorrection,
  HeadMatch,
  Matching,
  Recognition,
  Role,
} from "./match/recognition.ts";
export { remember } from "./match/remember.ts";
export { readRows } from "./match/read-rows.ts";
export type { RowsRead } from "./match/read-rows.ts";
export type { ReadContext } from "./match/reader.ts";
export { withCorrections } from "./match/corrections.ts";
export type { Correction } from "./match/corrections.ts";
export { formPeriod } from "./match/periods.ts";
export type { FormPeriod } from "./match/periods.ts";
export { chaseList, conflictsOf } from "./match/gather.ts";
export type { ChaseList, Conflicts, Duplicate, ValueAt, ValueConflict } from "./match/gather.ts";
export { cellName, columnName } from "./match/places.ts";
export { rowsSheet } from "./match/write-rows.ts";
