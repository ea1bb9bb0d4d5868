/** What is done to returns (报送): begun, given files, matched, mended, explained, sent, accepted, sent back, purged, locked. */
import { z } from "zod";
import { bytesSchema, figureSchema, list } from "./base.ts";
import { id, version, period, reason, fileName, sheetName, at } from "./return-parts.ts";
import { headRoleSchema } from "./return-report.ts";
import { returnFileKind, senderKind } from "./returns.ts";

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

export type PurgedReturnAnswer = z.infer<typeof purgedReturnSchema>;
export type BeginReturnBody = z.input<typeof beginReturnBody>;
export type ReturnFileBody = z.input<typeof returnFileBody>;
export type MatchingBody = z.input<typeof matchingBody>;
export type AsideBody = z.input<typeof asideBody>;
export type CorrectionsBody = z.input<typeof correctionsBody>;
export type RemarksBody = z.input<typeof remarksBody>;
export type SendReturnBody = z.input<typeof sendReturnBody>;
export type ReturnDone = z.infer<typeof returnDoneSchema>;
export type MovedFigure = z.infer<typeof movedFigureSchema>;
export type ReturnLock = z.infer<typeof returnLockSchema>;
export type AcceptedAnswer = z.infer<typeof acceptedSchema>;
