export { workChinese } from "./catalogue-zh.ts";
export { WorkError, workCatalogue } from "./errors.ts";
export { openDatabase, openWork } from "./open.ts";
export type { DatabaseOptions, OpenDatabase, Work, WorkOptions, WorkPlace } from "./open.ts";
export type { Clock, RandomBytes } from "./database/sources.ts";
export { noServerFor, PLATFORM } from "./database/platform.ts";
export { startServer } from "./database/server.ts";
export type { Server, ServerOptions } from "./database/server.ts";
export { connect } from "./database/connect.ts";
export type { ConnectOptions, Database, TransactionOptions } from "./database/connect.ts";
export { only, text, textOrNull, whole, wholeOrNull } from "./database/queries.ts";
export type { Cell, Parameter, Queries, Row } from "./database/queries.ts";
export type { Acting, Deed, Exact, Link } from "./audit/link.ts";
export type { Algorithm } from "./audit/hashing.ts";
export type { Change, Page, Reading, Trail } from "./audit/trail.ts";
export type { Anchor } from "./audit/anchor.ts";
export { anchorText, makeAnchor } from "./audit/anchor.ts";
export type { Certificate, CertificateFault, PurgeOrder } from "./audit/purge.ts";
export { certificateText, checkCertificate, purgeable } from "./audit/purge.ts";
export type { Broken, Fault, Verdict } from "./audit/verdict.ts";
export type { AnchorFile } from "./audit/verify.ts";
export { verifyChain } from "./audit/verify.ts";
export { actionsIn, browse } from "./audit/browse.ts";
export { FIRM, usesOf } from "./audit/uses.ts";
export type { Use } from "./audit/uses.ts";
export type { Browsed, Browsing } from "./audit/browse.ts";
export { openRegisters } from "./registers/registers.ts";
export type { Registers, RegistersOptions } from "./registers/registers.ts";
export type { NewRecord, Outcome, RecordChange } from "./registers/keep.ts";
export type { Conflict, ConflictField } from "./registers/conflict.ts";
export type { RecordEdit, SpellOf, WrittenValues } from "./registers/edit.ts";
export type { CellPlace, RegisterFault } from "./registers/fault.ts";
export { faultText } from "./registers/fault.ts";
export type { Written } from "./registers/read-value.ts";
export type { RegisterRecord, Spell, Value, Values } from "./registers/record.ts";
export { BEGINNING, valuesAt } from "./registers/record.ts";
export type { FieldChange } from "./registers/spells.ts";
export type { VersionEntry } from "./registers/history.ts";
export type { Act } from "./registers/content.ts";
export { listingsOf } from "./registers/listings.ts";
export type { Snapshot } from "./registers/snapshot.ts";
export type { Exported } from "./registers/registers.ts";
export type { Condition, Order } from "./registers/condition.ts";
export type { ListAnswer, ListedRecord, ListQuery } from "./registers/list.ts";
export { nameField } from "./registers/list.ts";
export type { ImportOrder, ImportReport } from "./registers/import.ts";
export type { HeadStyle, Table } from "./registers/table.ts";
export { csvText, valueText } from "./registers/table.ts";
export { applyPolicy } from "./access/apply.ts";
export { registersFor } from "./access/registers-for.ts";
export type { ViewedRegisters, ViewingOptions } from "./access/registers-for.ts";
export { keepListFile, listsOf } from "./access/lists.ts";
export type { ListedSpell } from "./access/lists.ts";
export { firmOf, may, rowRule } from "./access/rules.ts";
export { returnKeys } from "./access/returns.ts";
export type { Clause, RowRule, Rows, SecrecyRule } from "./access/rules.ts";
export { coversValues, predicateOf } from "./access/rows.ts";
export type { Latest } from "./access/rows.ts";
export { fieldSight, seenValues } from "./access/fields.ts";
export type { FieldSight } from "./access/fields.ts";
export { asViewer } from "./access/as-viewer.ts";
export type { Held, Viewer } from "./access/viewer.ts";
export { Parameters } from "./registers/parameters.ts";
export * from "./cases/index.ts";
export * from "./people/index.ts";
export * from "./returns/index.ts";
export { openPapers } from "./papers/papers.ts";
export type { Paper, PaperOrder, Papers, PapersOptions } from "./papers/papers.ts";
export { openWorkbooks } from "./workbooks/workbooks.ts";
export type { Workbooks, WorkbooksOptions } from "./workbooks/workbooks.ts";
export type {
  FillingOrder,
  KeptFilling,
  KeptWorkbook,
  WorkbookDeed,
  WorkbookEvery,
  WorkbookSaved,
  WorkbookSettings,
} from "./workbooks/rows.ts";
export { openReadings } from "./readings/readings.ts";
export type {
  KeptReading,
  Readings,
  ReadingSaid,
  ReadingsOptions,
  ReadingVerdict,
} from "./readings/readings.ts";
export { addresseesIn, openTodos } from "./todo/todos.ts";
export type { Todos, TodosOptions } from "./todo/todos.ts";
export type { Addressee } from "./todo/plan.ts";
export type { Backup, BackupOptions } from "./backup/backup.ts";
export { makeBackup } from "./backup/backup.ts";
export type { Restored, RestoreOptions } from "./backup/restore.ts";
export { restoreBackup } from "./backup/restore.ts";
export type { Manifest } from "./backup/manifest.ts";
