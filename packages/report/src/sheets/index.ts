export { locateCells } from "./locate.ts";
export type { FoundCell, Located, LocatedCell, LocateOptions, LostCell } from "./locate.ts";
export { mapWorkbook } from "./mapping.ts";
export type { CellAt, Mapped, MappedCell, MappedSheet, Pointed, WorkbookMapping } from "./mapping.ts";
export type { SheetNote } from "./note.ts";
export type { PlacedWord } from "./skeleton.ts";
export { spreadFigures } from "./spread.ts";
export type { Spread, SpreadCell } from "./spread.ts";
export { suggestFigures, suggestForCells } from "./suggest.ts";
export type { Suggestion } from "./doubts.ts";
export { periodFor, ruleLabel } from "./wanted.ts";
export type {
  FigureCatalogue,
  FigureDescription,
  GroupingDescription,
  Member,
  PeriodRule,
  Wanted,
} from "./wanted.ts";
export { fillWorkbook } from "./fill.ts";
export type { FillResult } from "./fill.ts";
export type { FilledCell, FillOptions, CellGap, PlacedCell } from "./sheet-filling.ts";
export type { CellValue } from "./numbers.ts";
