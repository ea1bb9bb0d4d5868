export { readDocument } from "./read.ts";
export type { ReadClause, ReadDocument, ReadResponsible, ReadTarget } from "./read.ts";
export type { Comparator, LeftReason, TargetKind } from "./target.ts";
export type { Role } from "./responsible.ts";
export type { Named } from "./named.ts";
export { documentText, placeAt } from "./document.ts";
export type { DocumentText, SourcePlace } from "./document-text.ts";
export { DOCUMENT_LIMITS, Refusal } from "./refusal.ts";
export { readerCatalogue, readerChinese } from "./catalogue.ts";
