/** What is kept of a return beside its bytes. */
import type { Input } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";

export type SubmissionState = "draft" | "sent" | "returned" | "accepted" | "withdrawn";

/** A firm by its code in the register of the form's subjects, or an office by its kind and code. */
export interface Sender {
  readonly kind: "enterprise" | "city" | "unit" | "county" | "park" | "department";
  readonly id: string;
}

export interface SubmissionFile {
  readonly place: number;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly name: string;
  readonly kind: "file" | "paste" | "typed";
  readonly size: bigint;
}

/** A cell that was mended by hand: a layer over the bytes, which stay. */
export interface Correction {
  readonly file: string;
  readonly sheet: string | null;
  /** 1-based, as a spreadsheet counts. */
  readonly row: number;
  readonly column: number;
  readonly field: string | null;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

export interface KeptCorrection extends Correction {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly event: bigint;
}

/** Why a value that a check asks about is right. */
export interface Remark {
  readonly check: string;
  readonly file: string;
  readonly sheet: string | null;
  readonly row: number | null;
  readonly field: string | null;
  readonly subject: string | null;
  readonly said: string;
}

export interface KeptRemark extends Remark {
  readonly id: string;
  readonly by: string;
  readonly at: string;
}

/** Who stands for a return beside the one who filled it in; null: signed on paper. */
export interface Signatories {
  /** 统计负责人. */
  readonly statisticsHead: string | null;
  /** 单位负责人. */
  readonly unitHead: string | null;
}

export interface Submission {
  readonly id: string;
  readonly form: string;
  readonly input: Input;
  /** As `formatPeriod` writes it: 2025-05. */
  readonly period: string;
  readonly sender: Sender;
  readonly state: SubmissionState;
  readonly version: bigint;
  /** Which column is which field, as JSON; null: nothing was confirmed by hand. */
  readonly matching: string | null;
  /** Why it was returned or withdrawn. */
  readonly reason: string | null;
  readonly knownFrom: Day | null;
  readonly acceptedEvent: bigint | null;
  readonly purged: boolean;
  /** Nobody accepts or returns while the form's period is locked. */
  readonly locked: boolean;
  /** How many files it has now. */
  readonly fileCount: number;
  readonly madeBy: string;
  readonly madeAt: string;
  /** As they were named when it was sent last. */
  readonly signatories: Signatories;
}

export interface WholeSubmission extends Submission {
  readonly files: readonly SubmissionFile[];
  readonly corrections: readonly KeptCorrection[];
  readonly remarks: readonly KeptRemark[];
}
