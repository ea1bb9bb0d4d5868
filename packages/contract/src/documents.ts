/**
 * 材料: documents that leave the house, made of a month. GET /api/documents (what was made and what can be),
 * POST /api/documents (make one), GET /api/documents/:id/file, POST /api/documents/:id/refresh?name (a docx as people
 * edited it), GET /api/documents/traces/:id (the figure behind a number).
 */
import { z } from "zod";
import { figureSchema, figureValueSchema, labelSchema, list, referenceSchema } from "./base.ts";

const monthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

export const paperKind = z.enum([
  "monthly-analysis",
  "chain-brief",
  "special-report",
  "supervision-notice",
  "funding-table",
]);

/** A field that a person fills in before a document is made. */
export const paperField = z
  .object({
    name: z.string(),
    label: labelSchema,
    /** A line is a paragraph. */
    lines: z.boolean(),
    /** What is known of it already. */
    value: z.string(),
  })
  .readonly();

/** What a number of a document leads back to. */
export const keptTrace = z
  .object({
    id: z.string(),
    /** What of the figure it is: 总产值增速, 目标值. */
    what: z.string(),
    shown: figureValueSchema,
    /** Null: nothing measures it. */
    figure: figureSchema.nullable(),
    holder: z.string().nullable(),
  })
  .readonly();

/** Something the document shows 暂无数据 for. */
export const paperGap = z
  .object({
    name: z.string(),
    reason: z.string(),
    holder: z.string().nullable(),
    figure: figureSchema.nullable(),
  })
  .readonly();

const changed = z
  .object({ name: z.string(), before: z.string(), after: z.string(), turned: z.boolean() })
  .readonly();
const kept = z.object({ name: z.string(), typed: z.string(), now: z.string() }).readonly();
const gone = z
  .object({ of: z.string().nullable(), name: z.string(), text: z.string(), removed: z.boolean() })
  .readonly();
const added = z.object({ of: z.string(), name: z.string(), placed: z.boolean() }).readonly();

/** What a refresh did to a document that people had edited. */
export const paperRefresh = z
  .object({ changed: list(changed), kept: list(kept), gone: list(gone), added: list(added) })
  .readonly();

export const paperSchema = z
  .object({
    id: z.string(),
    kind: paperKind,
    label: labelSchema,
    subject: referenceSchema.nullable(),
    month: z.string(),
    name: z.string(),
    by: z.string(),
    /** The leader it was made for. */
    onBehalfOf: z.string().nullable(),
    /** UTC. */
    at: z.string(),
    /** Hash of the signed run; null: a draft. */
    run: z.string().nullable(),
    /** What was known on this day; null: everything there was. */
    known: z.string().nullable(),
    file: z.string(),
    gaps: list(paperGap),
    /** Figures under a provisional reading. */
    assumed: list(z.string()),
    traces: z.number().int(),
    /** Whether the one who looks may put new figures into it. */
    mayRefresh: z.boolean(),
    refreshes: z.string().nullable(),
    refresh: paperRefresh.nullable(),
    /** Its content and file are gone by a purge; that it was made stays. */
    purged: z.boolean(),
  })
  .readonly();

export const offerSchema = z
  .object({
    kind: paperKind,
    label: labelSchema,
    onePage: z.boolean(),
    /** What it can be about; null: the whole city, nothing to choose. */
    subjects: list(referenceSchema).nullable(),
    fields: list(paperField),
    /** What is known of fields for a subject: by subject, by field. */
    known: z.record(z.string(), z.record(z.string(), z.string())),
  })
  .readonly();

export const documentsSchema = z
  .object({
    month: z.string(),
    months: list(z.string()),
    demo: z.boolean(),
    today: z.string(),
    signed: z.object({ hash: z.string(), on: z.string() }).readonly().nullable(),
    /** What the one who looks may make. */
    offers: list(offerSchema),
    papers: list(paperSchema),
  })
  .readonly();

/** A number of a document: the figure it leads back to, and the document. */
export const paperTraceSchema = z.object({ trace: keptTrace, paper: paperSchema }).readonly();

export const documentsQuery = z.object({ month: monthText.optional() });
export const makePaperBody = z.object({
  kind: paperKind,
  month: monthText,
  subject: z.string().min(1).max(120).nullable(),
  texts: z.record(z.string().max(20), z.string().max(4000)),
});
export const refreshPaperQuery = z.object({ name: z.string().trim().min(1).max(200) });

export type PaperKind = z.infer<typeof paperKind>;
export type PaperField = z.infer<typeof paperField>;
export type KeptTrace = z.infer<typeof keptTrace>;
export type PaperGap = z.infer<typeof paperGap>;
export type PaperRefresh = z.infer<typeof paperRefresh>;
export type PaperAnswer = z.infer<typeof paperSchema>;
export type PaperOffer = z.infer<typeof offerSchema>;
export type DocumentsAnswer = z.infer<typeof documentsSchema>;
export type PaperTraceAnswer = z.infer<typeof paperTraceSchema>;
export type MakePaperBody = z.infer<typeof makePaperBody>;
