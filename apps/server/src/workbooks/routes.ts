/** The routes of workbooks from above. */
import {
  cellProposalsQuery,
  cellProposalsSchema,
  dueWorkbooksSchema,
  fillBody,
  mappingBody,
  newBlankQuery,
  newWorkbookQuery,
  sameSheetBody,
  spreadBody,
  suggestionsQuery,
  suggestionsSchema,
  workbookFiguresSchema,
  workbookMadeSchema,
  workbookSavedSchema,
  workbookSchema,
  workbookSettingsBody,
  workbooksQuery,
  workbooksSchema,
} from "@lianzhang/contract";
import type { KeptWorkbook } from "@lianzhang/work";
import { may } from "@lianzhang/work";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Context } from "../context.ts";
import { deskFor } from "../door/desk-of.ts";
import { seenBy } from "../door/figures.ts";
import { notAllowed } from "../door/identity.ts";
import type { WorkSide } from "../door/work-side.ts";
import { badQuery, notFound, wasPurged } from "../errors.ts";
import type { OperationDesk } from "../operation/desk.ts";
import { monthAsked } from "../operation/desk.ts";
import { readVersion } from "./content.ts";
import { fill, fillingsOf } from "./fill.ts";
import { latest, monthIn, nextBlank, sameSheet, saveMapping, saveSettings, upload } from "./keep.ts";
import { keepsFor, mayFill } from "./may.ts";
import { bookNamed, fillAsked, workbookOut, workbooksList } from "./read.ts";
import { figuresOut, proposalsOut, spreadOut, suggestionsOut } from "./suggest.ts";
import { dueWorkbooks } from "./waiting.ts";
import { attached } from "../attached.ts";

const id = z.string().regex(/^[0-9a-f]{12}$/);
const ofBook = z.object({ id });
const ofFilling = z.object({ id, filling: z.string().regex(/^[0-9a-f]{12}$/) });
const ofVersion = z.object({ id, version: z.coerce.number().int().min(1) });

const MAY = ["workbooks.fill", "workbooks.read"] as const;

/** A workbook that is filled by hand is smaller by far. */
const MOST_BYTES = 20 * 1_048_576;

interface Asking {
  readonly own: Context;
  readonly desk: OperationDesk;
}

/** A workbook that the viewer may change, with all its versions. */
interface Changing extends Asking {
  readonly versions: readonly KeptWorkbook[];
  readonly now: KeptWorkbook;
}

const blankPurged = () => wasPurged({ zh: "该空表", en: "this blank workbook" });

type Ask = (request: FastifyRequest, purpose: string) => Promise<Asking>;
type Change = (request: FastifyRequest, id: string, purpose: string) => Promise<Changing>;

interface Routes {
  readonly app: FastifyInstance;
  readonly side: WorkSide;
  readonly ask: Ask;
  readonly change: Change;
}

export function workbookRoutes(app: FastifyInstance, context: Context, side: WorkSide): void {
  const seen = seenBy(side, context);
  const { workbooks, model } = side;
  const ask: Ask = async (request, purpose) => {
    const desk = {
      ...(await deskFor(side)(request, purpose)),
      program: { registers: side.registers, cases: side.cases },
    };
    if (!MAY.some((what) => may(model.policy, desk.viewer, what)))
      throw notAllowed({ zh: "查看一数多报", en: "look at workbooks from above" });
    return { own: await seen(request), desk };
  };
  const change: Change = async (request, book, purpose) => {
    const asking = await ask(request, purpose);
    const found = await bookNamed(asking.desk, workbooks, book);
    if (!mayFill({ model, viewer: asking.desk.viewer }, found.now))
      throw notAllowed({ zh: "办理该工作簿", en: "work on this workbook" });
    if (found.now.purged) throw blankPurged();
    return { ...asking, ...found };
  };
  const routes = { app, side, ask, change };
  readingRoutes(routes);
  pointingRoutes(routes);
  keepingRoutes(routes);
  fileRoutes(routes);
}

function readingRoutes({ app, side: { workbooks, model }, ask }: Routes): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const querystring = workbooksQuery;
  api.get("/api/workbooks", { schema: { querystring, response: { 200: workbooksSchema } } }, async (r) => {
    const { own, desk } = await ask(r, "查看一数多报");
    return workbooksList(own, desk, workbooks, r.query);
  });
  api.get("/api/workbooks/due", { schema: { response: { 200: dueWorkbooksSchema } } }, async (r) => {
    const { own, desk } = await ask(r, "查看待填工作簿");
    return dueWorkbooks(own, desk, workbooks);
  });
  api.get("/api/workbooks/figures", { schema: { response: { 200: workbookFiguresSchema } } }, async (r) => {
    await ask(r, "查看一数多报");
    return figuresOut(model);
  });
  api.get(
    "/api/workbooks/:id",
    { schema: { params: ofBook, querystring, response: { 200: workbookSchema } } },
    async (r) => {
      const { own, desk } = await ask(r, "查看一数多报");
      return workbookOut(own, desk, workbooks, r.params.id, r.query);
    },
  );
}

/** What may be proposed for cells; nothing is changed by it. */
function pointingRoutes({ app, side: { workbooks, model }, ask }: Routes): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const bookOf = async (r: FastifyRequest, book: string): Promise<KeptWorkbook> => {
    const { now } = await bookNamed((await ask(r, "点选单元格")).desk, workbooks, book);
    if (now.purged) throw blankPurged();
    return now;
  };
  api.get(
    "/api/workbooks/:id/suggestions",
    { schema: { params: ofBook, querystring: suggestionsQuery, response: { 200: suggestionsSchema } } },
    async (r) => suggestionsOut(model, workbooks, await bookOf(r, r.params.id), r.query),
  );
  api.get(
    "/api/workbooks/:id/proposals",
    { schema: { params: ofBook, querystring: cellProposalsQuery, response: { 200: cellProposalsSchema } } },
    async (r) => proposalsOut(model, workbooks, await bookOf(r, r.params.id), r.query.by),
  );
  api.post(
    "/api/workbooks/:id/spread",
    { schema: { params: ofBook, body: spreadBody, response: { 200: cellProposalsSchema } } },
    async (r) => spreadOut(model, workbooks, await bookOf(r, r.params.id), r.body.at, r.body.want),
  );
}

function keepingRoutes({ app, side: { workbooks }, change }: Routes): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    "/api/workbooks/:id/mapping",
    { schema: { params: ofBook, body: mappingBody, response: { 200: workbookSavedSchema } } },
    async (r) => {
      const { desk, versions } = await change(r, r.params.id, "保存对应关系");
      const from = latest(versions, r.body.version);
      const { version } = await saveMapping({ workbooks, acting: desk.acting }, versions, from, r.body);
      return { version };
    },
  );
  api.post(
    "/api/workbooks/:id/settings",
    { schema: { params: ofBook, body: workbookSettingsBody, response: { 200: workbookSavedSchema } } },
    async (r) => {
      const { desk, versions } = await change(r, r.params.id, "修改工作簿");
      const { version: on, ...settings } = r.body;
      const keeping = { workbooks, acting: desk.acting };
      const { version } = await saveSettings(keeping, latest(versions, on), settings);
      return { version };
    },
  );
  api.post(
    "/api/workbooks/:id/same",
    { schema: { params: ofBook, body: sameSheetBody, response: { 200: workbookSavedSchema } } },
    async (r) => {
      const { desk, versions } = await change(r, r.params.id, "确认工作表");
      const from = latest(versions, r.body.version);
      const { version } = await sameSheet({ workbooks, acting: desk.acting }, versions, from, r.body);
      return { version };
    },
  );
  api.post(
    "/api/workbooks/:id/fillings",
    { schema: { params: ofBook, body: fillBody, response: { 200: workbookMadeSchema } } },
    async (r) => {
      const { own, desk, versions } = await change(r, r.params.id, "填写工作簿");
      const kept = latest(versions, r.body.version);
      const month = await monthAsked(own, r.body.month);
      const asked = await fillAsked(own, desk, workbooks, kept, month);
      const { filling } = await fill(own, { workbooks, acting: desk.acting }, asked);
      return { id: filling.id };
    },
  );
}

function bytesIn(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return new Uint8Array(body);
  throw badQuery(
    { zh: "没有收到文件", en: "no file was sent" },
    { zh: "选择上级下发的 .xlsx 空表", en: "choose the blank .xlsx that was sent from above" },
  );
}

/** 月报-2025-11.xlsx -> 月报-2025-11-核对.xlsx. */
const forChecking = (name: string): string => name.replace(/(\.\w+)?$/u, "-核对$1");

function fileRoutes({ app, side: { workbooks, model }, ask, change }: Routes): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const bodyLimit = MOST_BYTES;
  api.post(
    "/api/workbooks",
    { bodyLimit, schema: { querystring: newWorkbookQuery, response: { 200: workbookMadeSchema } } },
    async (r) => {
      const { desk } = await ask(r, "上传空表");
      const scope = keepsFor({ model, viewer: desk.viewer });
      if (scope === null) throw notAllowed({ zh: "上传空表", en: "send blank workbooks" });
      const { name, month, ...settings } = r.query;
      const book = { name, bytes: bytesIn(r.body) };
      const keeping = { workbooks, acting: desk.acting };
      return upload(keeping, scope, { ...settings, ended: false }, book, monthIn(month));
    },
  );
  api.post(
    "/api/workbooks/:id/blank",
    {
      bodyLimit,
      schema: {
        params: ofBook,
        querystring: newBlankQuery,
        response: { 200: workbookSavedSchema },
      },
    },
    async (r) => {
      const { desk, versions } = await change(r, r.params.id, "上传本期空表");
      const { name, month, version } = r.query;
      const book = { name, bytes: bytesIn(r.body) };
      const keeping = { workbooks, acting: desk.acting };
      return nextBlank(keeping, versions, latest(versions, version), book, monthIn(month));
    },
  );
  const querystring = z.object({ which: z.enum(["clean", "marked"]).default("clean") });
  api.get(
    "/api/workbooks/:id/fillings/:filling/file",
    { schema: { params: ofFilling, querystring } },
    async (r, reply) => {
      const { own, desk } = await ask(r, "下载填好的工作簿");
      const { now } = await bookNamed(desk, workbooks, r.params.id);
      const all = await fillingsOf(own, desk.viewer, workbooks, now.id);
      const found = all.find((f) => f.filling.id === r.params.filling)?.filling;
      if (found === undefined) throw notFound({ zh: "填报", en: "filling" }, r.params.filling, null);
      if (found.purged) throw wasPurged({ zh: "该次填报", en: "this filling" });
      const { which } = r.query;
      const of = { workbook: now.id, filling: found.id, which };
      const bytes = await workbooks.take(desk.acting, of, which === "clean" ? found.file : found.marked);
      return attached(reply, { name: which === "clean" ? found.name : forChecking(found.name), bytes });
    },
  );
  api.get(
    "/api/workbooks/:id/versions/:version/blank",
    { schema: { params: ofVersion } },
    async (r, reply) => {
      const { desk } = await ask(r, "下载空表");
      const { versions } = await bookNamed(desk, workbooks, r.params.id);
      const found = versions.find((v) => v.version === r.params.version);
      if (found === undefined) throw notFound({ zh: "版本", en: "version" }, String(r.params.version), null);
      if (found.purged) throw blankPurged();
      const of = { workbook: found.id, filling: null, which: `blank ${found.version}` };
      return attached(reply, { name: found.name, bytes: await workbooks.take(desk.acting, of, found.blank) });
    },
  );
  api.get("/api/workbooks/:id/versions/:version/mapping", { schema: { params: ofVersion } }, async (r) => {
    const { desk } = await ask(r, "下载对应关系");
    const { versions } = await bookNamed(desk, workbooks, r.params.id);
    const found = versions.find((v) => v.version === r.params.version);
    if (found === undefined) throw notFound({ zh: "版本", en: "version" }, String(r.params.version), null);
    if (found.purged) throw blankPurged();
    return readVersion(found.mapping).mapping;
  });
}
