/**
 * 文件解析: documents that were read, with what was found and what people said of it. GET and POST /api/readings (those there
 * are; a document), GET /api/readings/:id, POST …/verdicts (accepted, corrected, rejected, taken back), GET …/draft (zip) and
 * …/examples (JSON).
 */
import { z } from "zod";
import { labelSchema, list } from "./base.ts";

export const readingFindingKind = z.enum(["target", "task", "responsible", "lint"]);
export const readingVerdictKind = z.enum(["accepted", "corrected", "rejected"]);
const change = z.enum(["new", "same", "changed"]);
const words = z.record(z.string(), z.string());

export const readingFindingSchema = z
  .object({
    /** Kind and place: the same for the same text. */
    key: z.string(),
    kind: readingFindingKind,
    /** In the text. */
    start: z.int(),
    end: z.int(),
    /** Clause of the draft; null: not sure. */
    clause: z.string().nullable(),
    quote: z.string(),
    /** What was read, by field; empty for lint. */
    found: words,
    /** What lint says. */
    says: labelSchema.nullable(),
    /** Beside the decision in force; null: it is compared with nothing. */
    change: change.nullable(),
    /** What the decision in force has in its place. */
    before: labelSchema.nullable(),
    verdict: z
      .object({
        said: readingVerdictKind,
        /** Fields as a person says them; the others are as found. */
        corrected: words,
        by: z.string(),
        at: z.string(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();

export const readingRowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    by: z.string(),
    /** UTC. */
    at: z.string(),
    findings: z.int(),
    decided: z.int(),
    /** Text and words are gone by a purge. */
    purged: z.boolean(),
  })
  .readonly();

export const readingsSchema = z.object({ rows: list(readingRowSchema) }).readonly();

const gone = z.object({ id: z.string(), label: labelSchema }).readonly();

export const readingSchema = z
  .object({
    reading: readingRowSchema,
    issuer: z.string(),
    date: z.string(),
    text: z.string(),
    /** `tasks`: a division of tasks or minutes, bound to the clauses of the decision in force. */
    kind: z.enum(["decision", "tasks"]),
    findings: list(readingFindingSchema),
    clauses: list(z.object({ id: z.string(), heading: z.string(), start: z.int(), change }).readonly()),
    /** What the decision in force has and the text has not. */
    gone: z.object({ clauses: list(gone), targets: list(gone) }).readonly(),
    open: list(
      z
        .object({
          text: z.string(),
          start: z.int().nullable(),
          why: labelSchema,
          near: list(z.string()),
        })
        .readonly(),
    ),
  })
  .readonly();

export const newReadingQuery = z.object({ name: z.string().min(1).max(200) });
export const readingMadeSchema = z.object({ id: z.string() }).readonly();
export const readingVerdictBody = z.object({
  finding: z.string().max(80),
  /** `open`: taken back. */
  said: z.enum(["accepted", "corrected", "rejected", "open"]),
  corrected: z.record(z.string().max(40), z.string().max(2000)).default({}),
});
export const readingSaidSchema = z.object({ decided: z.int() }).readonly();

export type ReadingFinding = z.infer<typeof readingFindingSchema>;
export type ReadingRow = z.infer<typeof readingRowSchema>;
export type ReadingsAnswer = z.infer<typeof readingsSchema>;
export type ReadingAnswer = z.infer<typeof readingSchema>;
export type ReadingMade = z.infer<typeof readingMadeSchema>;
export type ReadingSaidAnswer = z.infer<typeof readingSaidSchema>;
