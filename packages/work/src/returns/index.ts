export type { Consent, ConsentOrder } from "./consents.ts";
export { consentEnds } from "./consents.ts";
export type { DraftOrder, FileOrder } from "./draft.ts";
export type { AcceptedReturn, ReturnEvent } from "./feed.ts";
export {
  alteredFile,
  changedMeanwhile,
  missingPart,
  noConsent,
  noForm,
  notYourDeed,
  noSubmission,
} from "./faults.ts";
export type { OnSubmission, PurgedReturn } from "./ground.ts";
export type { ImportedReturn, ImportReturn } from "./import.ts";
export type { KeptFiles } from "./kept-files.ts";
export { keptFiles } from "./kept-files.ts";
export type { AcceptOrder, Checked, SendOrder } from "./moves.ts";
export type { SubmissionQuery } from "./reading.ts";
export type { KeptReturns, KeptReturnsOptions } from "./returns.ts";
export { openReturns } from "./returns.ts";
export type {
  Correction,
  KeptCorrection,
  KeptRemark,
  Remark,
  Sender,
  Submission,
  SubmissionFile,
  SubmissionState,
  Signatories,
  WholeSubmission,
} from "./submission.ts";
