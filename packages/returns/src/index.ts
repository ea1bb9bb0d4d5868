export type { Acceptance, Accepted, Mark, Withdrawal } from "./accept.ts";
export {
  acceptAll,
  acceptedUpTo,
  acceptRows,
  subjectsOfReturn,
  waitingForSubjects,
  withdrawSubmission,
} from "./accept.ts";
export type { AcceptedFile, AcceptedSubmission, SenderHead } from "./accepted.ts";
export { formDescription } from "./describe.ts";
export { returnsCatalogue } from "./catalogue.ts";
export { returnsChinese } from "./catalogue-zh.ts";
export type { PlainRows } from "./plain/plain-part.ts";
export { plainRows } from "./plain/plain-part.ts";
export type { PlainAnswer, PlainAsked, PlainRead } from "./plain/read-plain.ts";
export { PlainReader } from "./plain/read-plain.ts";
export type { PlainLimits } from "./plain/scan.ts";
export { PLAIN_LIMITS } from "./plain/scan.ts";
export type { LoadOptions, LoadResult } from "./load.ts";
export { emptyRegisters, loadData } from "./load.ts";
export type { Kept, KeptList, KeptRegister, Reloaded } from "./reload.ts";
export type { FiledSpell } from "./filed-list.ts";
export { filedList } from "./filed-list.ts";
export { reloadKept } from "./reload.ts";
export { readTableFile } from "./read-table.ts";
export { textList } from "./sql.ts";
