/**
 * Returns (报送): which forms a person has to do with, lists of returns, one return with what may be done to it, what was read
 * of its files, its sheets for the mending grid, and the doing. Counts are whole numbers; rows and columns are 1-based, as a
 * spreadsheet counts. Errors are `ApiError` with LZ75xx (docs/diagnostics.md).
 */
import { z } from "zod";
import { bytesSchema, figureSchema, labelSchema, list } from "./base.ts";
import { headRoleSchema } from "./return-report.ts";

const id = z.string().max(64);
const version = z.string().regex(/^\d{1,18}$/);
/** As `parsePeriod` reads it: `2025-05`. */
const period = z.string().min(4).max(40);
const reason = z.string().trim().min(1).max(2000);
/** `三月.xlsx`; within an archive its path there. */
const fileName = z.string().min(1).max(1000);
const sheetName = z.string().max(255).nullable();
const at = z.number().int().min(1).max(1_048_576);
const count = z.number().int().min(0);

export const returnInput = z.enum(["feedback", "own_copy", "survey", "records", "published"]);
export const returnMove = z.enum(["send", "take_back", "accept", "return", "withdraw", "purge"]);
export const returnState = z.enum(["draft", "sent", "returned", "accepted", "withdrawn"]);
export const returnFileKind = z.enum(["file", "paste", "typed"]);
export const senderKind = z.enum(["enterprise", "city", "unit", "county", "park", "department"]);

export const returnSenderSchema = z
  .object({ kind: senderKind, id: z.string(), label: labelSchema })
  .readonly();

/** Whether a return of a form's period is taken today. `opens`: the first day it is; `say` where it is not. */
export const returnOpeningSchema = z
  .object({
    period: z.string(),
    open: z.boolean(),
    because: z.string().nullable(),
    opens: z.string().nullable(),
    say: labelSchema.nullable(),
  })
  .readonly();

export const returnFormSchema = z
  .object({
    id: z.string(),
    label: labelSchema,
    input: returnInput,
    every: z.string(),
    /** Months (1 to 12) in which a return's period ends. */
    months: list(z.number().int()),
    /** The official form it follows; null: none. */
    like: z.string().nullable(),
    /** 表号, 制定机关, 批准文号, 有效期 of a survey. */
    mark: z
      .object({
        number: z.string(),
        authority: z.string(),
        approval: z.string(),
        validUntil: z.string(),
        /** No approval stands behind the number yet. */
        assumed: z.boolean(),
      })
      .readonly()
      .nullable(),
    /** What the one who asks may do with returns of the form. */
    deeds: z
      .object({ read: z.boolean(), send: z.boolean(), accept: z.boolean(), lock: z.boolean() })
      .readonly(),
    /** As whom the one who asks may send. */
    senders: list(returnSenderSchema),
    consent: z
      .object({ purposes: list(z.string()), months: z.number().int() })
      .readonly()
      .nullable(),
    /** Of the latest period whose figures can be had. */
    opens: returnOpeningSchema,
    /** By when a return of that period is due; null: no day is set, as on what is given freely. */
    due: z.string().nullable(),
    fields: list(
      z.object({ id: z.string(), label: labelSchema, unit: z.string(), required: z.boolean() }).readonly(),
    ),
  })
  .readonly();
export const returnFormsSchema = z.object({ forms: list(returnFormSchema), today: z.string() }).readonly();

export const returnsQuery = z.object({
  form: id.optional(),
  period: period.optional(),
  state: returnState.optional(),
  /** `enterprise:<code>`, `department:<id>`. */
  sender: z
    .string()
    .regex(/^(enterprise|city|unit|county|park|department):.+$/)
    .max(100)
    .optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});

export const submissionRowSchema = z
  .object({
    id: z.string(),
    form: z.string(),
    formLabel: labelSchema,
    input: returnInput,
    period: z.string(),
    sender: returnSenderSchema,
    state: returnState,
    version: z.string(),
    locked: z.boolean(),
    /** How many files it has. */
    files: count,
    /** Whoever began it. */
    madeBy: z.string(),
    madeAt: z.string(),
    /** Why it was returned or withdrawn. */
    reason: z.string().nullable(),
  })
  .readonly();

/** `states` count what the query finds without its state. */
export const returnsSchema = z
  .object({
    rows: list(submissionRowSchema),
    total: count,
    states: z
      .object({ draft: count, sent: count, returned: count, accepted: count, withdrawn: count })
      .readonly(),
  })
  .readonly();

export const returnFileSchema = z
  .object({
    /** Which of the return's files, as `drop` takes it. */
    place: z.number().int(),
    hash: z.string(),
    name: z.string(),
    kind: returnFileKind,
    /** Bytes. */
    size: z.string(),
  })
  .readonly();

const cellPlace = {
  file: z.string(),
  sheet: z.string().nullable(),
};

export const returnCorrectionSchema = z
  .object({
    id: z.string(),
    ...cellPlace,
    row: z.number().int(),
    column: z.number().int(),
    field: z.string().nullable(),
    /** As the file has it. */
    before: z.string(),
    after: z.string(),
    reason: z.string(),
    by: z.string(),
    at: z.string(),
    /** Number of its event in the audit chain. */
    event: z.string(),
  })
  .readonly();

export const returnRemarkSchema = z
  .object({
    id: z.string(),
    check: z.string(),
    ...cellPlace,
    row: z.number().int().nullable(),
    field: z.string().nullable(),
    subject: z.string().nullable(),
    said: z.string(),
    by: z.string(),
    at: z.string(),
  })
  .readonly();

/** What the one who asks may do to it now, by post, state, window and lock. */
export const returnMaySchema = z
  .object({
    send: z.boolean(),
    accept: z.boolean(),
    takeBack: z.boolean(),
    returnForChange: z.boolean(),
    withdraw: z.boolean(),
    /** By order, for good, whatever its state. */
    purge: z.boolean(),
    /** Files, matching and cells. */
    correct: z.boolean(),
    remark: z.boolean(),
    /** Files come and go; only before it is sent. */
    files: z.boolean(),
  })
  .readonly();

/** An indicator that a field of the form goes into. */
export const returnUseSchema = z
  .object({ indicator: z.string(), label: labelSchema, fields: list(z.string()) })
  .readonly();

/** 统计负责人, 单位负责人; null: nobody is named, and the receipt is signed on paper. */
export const signatoriesSchema = z
  .object({ statisticsHead: z.string().nullable(), unitHead: z.string().nullable() })
  .readonly();

export const returnSchema = z
  .object({
    return: submissionRowSchema,
    files: list(returnFileSchema),
    corrections: list(returnCorrectionSchema),
    remarks: list(returnRemarkSchema),
    may: returnMaySchema,
    uses: list(returnUseSchema),
    opens: returnOpeningSchema,
    /** Own copies: whether a consent is in force today; null for every other input. */
    consented: z.boolean().nullable(),
    /** From which day on its rows are what is known. */
    knownFrom: z.string().nullable(),
    acceptedEvent: z.string().nullable(),
    purged: z.boolean(),
    /** Whoever sent it last, and when. */
    sent: z.object({ by: z.string(), at: z.string() }).readonly().nullable(),
    /** Who moved it on or back, in order. */
    moves: list(
      z.object({ action: returnMove, by: z.string(), at: z.string(), event: z.string() }).readonly(),
    ),
    /** As they were named when it was sent. */
    signatories: signatoriesSchema,
    /** The sender's last accepted return of the form before this period: the one number that may stand beside. */
    last: z.object({ id: z.string(), period: z.string() }).readonly().nullable(),
  })
  .readonly();

export const beginReturnBody = z.object({
  form: id,
  period,
  sender: z.object({ kind: senderKind, id: z.string().min(1).max(64) }),
});
export const returnFileBody = z.object({
  version,
  name: z.string().trim().min(1).max(255),
  kind: returnFileKind.default("file"),
  /** Bytes as base64; of `paste` and `typed` text as UTF-8. */
  content: bytesSchema,
});
export const dropFileBody = z.object({ version, place: z.number().int().min(1) });

/** What was done, and the version after. */
export const returnDoneSchema = z.object({ id: z.string(), version: z.string() }).readonly();

export const matchingBody = z.object({
  version,
  file: fileName,
  sheet: sheetName,
  table: z.number().int().min(0).max(10_000),
  heads: z
    .array(z.object({ column: at, row: at.nullable(), role: headRoleSchema }))
    .min(1)
    .max(500),
});
/** Rows to set aside, or with `reason` null to take back in: they stay in the file, and are no part of the return. */
export const asideBody = z.object({
  version,
  rows: z
    .array(z.object({ file: fileName, sheet: sheetName, row: at }))
    .min(1)
    .max(5000),
  reason: reason.nullable(),
});
/** What stands in the file is read there, never taken from the page. */
export const correctionsBody = z.object({
  version,
  corrections: z
    .array(
      z.object({
        file: fileName,
        sheet: sheetName,
        row: at,
        column: at.max(16_384),
        field: id.nullable().default(null),
        after: z.string().max(32_767),
        reason,
      }),
    )
    .min(1)
    .max(1000),
});
export const remarksBody = z.object({
  version,
  remarks: z
    .array(
      z.object({
        check: z.string().min(1).max(200),
        file: fileName,
        sheet: sheetName,
        row: at.nullable(),
        field: id.nullable(),
        subject: z.string().max(64).nullable(),
        said: reason,
      }),
    )
    .min(1)
    .max(1000),
});

const nameOfPerson = z.string().trim().max(50).nullable();
/** Of send. */
export const sendReturnBody = z.object({
  version,
  signatories: z.object({ statisticsHead: nameOfPerson, unitHead: nameOfPerson }).optional(),
});
export const signatoriesQuery = z.object({ kind: senderKind, id: z.string().min(1).max(64) });

/** Of take-back and accept. */
export const returnMoveBody = z.object({ version });
/** Of return and withdraw. */
export const returnReasonBody = z.object({ version, reason });
/** A purge by order (清除): who ordered it, by number or name, and why. It does not depend on the version that was looked at. */
export const purgeReturnBody = z.object({ orderedBy: z.string().trim().min(1).max(200), reason });
export const purgedReturnSchema = z
  .object({
    id: z.string(),
    /** One for each event whose content went, as `lianzhang verify --certificate` reads them. */
    certificates: list(z.object({ number: z.string(), text: z.string() }).readonly()),
    /** Code of what went wrong when the figures followed; null: they are up to date. */
    waits: z.string().nullable(),
  })
  .readonly();

export const movedFigureSchema = z.object({ before: figureSchema, after: figureSchema }).readonly();
/** Accepted means fresh: the figures are those after it. */
export const acceptedSchema = z
  .object({
    id: z.string(),
    version: z.string(),
    /** Number of the acceptance in the audit chain. */
    event: z.string(),
    /** City-wide figures that the form goes into and that changed; at most 10. */
    moved: list(movedFigureSchema),
    /** Acceptance stands, but the figures do not follow yet: the code says why. */
    waits: z.string().nullable(),
  })
  .readonly();

export const returnLockBody = z.object({ form: id, period, locked: z.boolean() });
export const returnLockSchema = z
  .object({ form: z.string(), period: z.string(), locked: z.boolean(), changed: z.boolean() })
  .readonly();

/** What waits to be accepted by the one who asks, the latest first, with what checks say of it. */
export const waitingSchema = z
  .object({
    total: count,
    /** How many of them were looked at: the sums are of these. */
    counted: count,
    must: count,
    unexplained: count,
    explained: count,
    rows: list(
      z
        .object({
          id: z.string(),
          formLabel: labelSchema,
          period: z.string(),
          sender: returnSenderSchema,
          locked: z.boolean(),
          /** Cells that cannot be read and checks that must be mended. */
          must: count,
          unexplained: count,
          /** Explanations to be read. */
          explained: count,
          /** False: its files are not to be had. */
          readable: z.boolean(),
        })
        .readonly(),
    ),
  })
  .readonly();

export const returnCoverageQuery = z.object({
  form: id,
  from: period.optional(),
  to: period.optional(),
  by: z.enum(["county", "park", "chain"]).default("county"),
});
export const returnCoverageSchema = z
  .object({
    form: z.string(),
    by: z.string(),
    months: list(
      z
        .object({
          period: z.string(),
          locked: z.boolean(),
          groups: list(
            z
              .object({
                /** Null: the whole that the one who asks sees. */
                code: z.string().nullable(),
                label: labelSchema,
                expected: count,
                /** Of those expected, whose return is accepted. */
                reported: count,
                /** Percent of the expected ones' last yearly output that those who reported had; null: not known. */
                outputShare: z.string().nullable(),
              })
              .readonly(),
          ),
        })
        .readonly(),
    ),
  })
  .readonly();

export const returnMissingQuery = z.object({
  form: id,
  period,
  by: z.enum(["county", "park", "chain"]).default("county"),
  /** Absent: all that the one who asks sees. */
  code: z.string().max(64).optional(),
});
/** 催报: whom a return is waited for from, in the order of codes; at most 2000. */
export const returnMissingSchema = z
  .object({
    form: z.string(),
    period: z.string(),
    expected: count,
    total: count,
    rows: list(
      z
        .object({
          code: z.string(),
          name: z.string(),
          /** The return that is under way; null: none was begun. */
          underWay: z.object({ id: z.string(), state: returnState }).readonly().nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();

export const templateQuery = z.object({
  form: id,
  format: z.enum(["xlsx", "csv"]).default("xlsx"),
  period: period.optional(),
});
export const exportReturnQuery = z.object({ format: z.enum(["xlsx", "csv"]).default("xlsx") });
export const descriptionQuery = z.object({ form: id });
/** A form's description as the reader in the browser takes it (`FormDescription` of packages/intake). */
export const returnDescriptionSchema = z.object({ id: z.string(), label: labelSchema }).loose().readonly();

export const receiptSchema = z
  .object({
    number: z.string(),
    id: z.string(),
    form: z.string(),
    formLabel: labelSchema,
    period: z.string(),
    sender: returnSenderSchema,
    /** 填表人: who sent it. */
    filledBy: z.string(),
    signatories: signatoriesSchema,
    files: list(returnFileSchema),
    /** When it was sent. */
    at: z.string(),
    /** The event of the sending, and its hash in the audit chain. */
    event: z.string(),
    hash: z.string().nullable(),
    state: returnState,
  })
  .readonly();

export type PurgedReturnAnswer = z.infer<typeof purgedReturnSchema>;
export type ReturnInput = z.infer<typeof returnInput>;
export type ReturnState = z.infer<typeof returnState>;
export type ReturnSender = z.infer<typeof returnSenderSchema>;
export type ReturnForm = z.infer<typeof returnFormSchema>;
export type ReturnFormsAnswer = z.infer<typeof returnFormsSchema>;
export type ReturnOpening = z.infer<typeof returnOpeningSchema>;
export type ReturnsQuery = z.input<typeof returnsQuery>;
export type SubmissionRow = z.infer<typeof submissionRowSchema>;
export type ReturnsAnswer = z.infer<typeof returnsSchema>;
export type ReturnAnswer = z.infer<typeof returnSchema>;
export type ReturnMay = z.infer<typeof returnMaySchema>;
export type ReturnFile = z.infer<typeof returnFileSchema>;
export type ReturnUse = z.infer<typeof returnUseSchema>;
export type BeginReturnBody = z.input<typeof beginReturnBody>;
export type ReturnFileBody = z.input<typeof returnFileBody>;
export type MatchingBody = z.input<typeof matchingBody>;
export type AsideBody = z.input<typeof asideBody>;
export type CorrectionsBody = z.input<typeof correctionsBody>;
export type RemarksBody = z.input<typeof remarksBody>;
export type Signatories = z.infer<typeof signatoriesSchema>;
export type SendReturnBody = z.input<typeof sendReturnBody>;
export type WaitingAnswer = z.infer<typeof waitingSchema>;
export type ReturnDone = z.infer<typeof returnDoneSchema>;
export type MovedFigure = z.infer<typeof movedFigureSchema>;
export type ReturnLock = z.infer<typeof returnLockSchema>;
export type AcceptedAnswer = z.infer<typeof acceptedSchema>;
export type ReturnCoverageQuery = z.input<typeof returnCoverageQuery>;
export type ReturnCoverageAnswer = z.infer<typeof returnCoverageSchema>;
export type ReturnMissingQuery = z.input<typeof returnMissingQuery>;
export type ReturnMissingAnswer = z.infer<typeof returnMissingSchema>;
export type ReceiptAnswer = z.infer<typeof receiptSchema>;
