/** The routes of procedures and cases. */
import {
  attachBody,
  beginBody,
  begunSchema,
  caseDocumentSchema,
  caseOutcomeSchema,
  caseSchema,
  casesQuery,
  casesSchema,
  declineBody,
  detachBody,
  moveBody,
  moveManyBody,
  moveManySchema,
  openCaseBody,
  procedureSchema,
  proceduresSchema,
  signBody,
  taskImportQuery,
  taskReportSchema,
  withdrawBody,
  searchQuery,
  searchSchema,
} from "@lianzhang/contract";
import { may } from "@lianzhang/work";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { notAllowed } from "../door/identity.ts";
import { badQuery, notFound } from "../errors.ts";
import {
  attachEvidence,
  beginCases,
  declineCase,
  detachEvidence,
  importTasks,
  moveCase,
  openCase,
  signCase,
  tasksFromTargets,
  withdrawCase,
} from "./act.ts";
import type { CaseDesk } from "./desk.ts";
import { moveMany } from "./move-many.ts";
import { documentOut } from "./out.ts";
import { findRecords } from "../registers/find.ts";
import { caseFor, describeProcedure, listCases, listProcedures, readCase } from "./read.ts";
import { attached } from "../attached.ts";

export type CaseDeskOf = (request: FastifyRequest, purpose: string) => Promise<CaseDesk>;

const ofProcedure = z.object({ procedure: z.string().max(64) });
const ofCase = z.object({ case: z.string().max(64) });
/** Evidence comes as base64, a third larger than its bytes. */
const MOST_BYTES = 32 * 1024 * 1024;

export function caseRoutes(app: FastifyInstance, deskOf: CaseDeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/find", { schema: { querystring: searchQuery, response: { 200: searchSchema } } }, async (r) =>
    findRecords(await deskOf(r, "查找"), r.query.q),
  );
  api.get("/api/procedures", { schema: { response: { 200: proceduresSchema } } }, async (r) =>
    listProcedures(await deskOf(r, "办理事项")),
  );
  api.get(
    "/api/procedures/:procedure",
    { schema: { params: ofProcedure, response: { 200: procedureSchema } } },
    async (r) => describeProcedure(await deskOf(r, "办理事项"), r.params.procedure),
  );
  api.get(
    "/api/procedures/:procedure/cases",
    { schema: { params: ofProcedure, querystring: casesQuery, response: { 200: casesSchema } } },
    async (r) => listCases(await deskOf(r, "办理事项"), r.params.procedure, r.query),
  );
  api.get("/api/cases/:case", { schema: { params: ofCase, response: { 200: caseSchema } } }, async (r) =>
    readCase(await deskOf(r, "办理事项"), r.params.case),
  );
  const outcome = { 200: caseOutcomeSchema };
  api.post(
    "/api/procedures/:procedure/open",
    { schema: { params: ofProcedure, body: openCaseBody, response: outcome } },
    async (r) => openCase(await deskOf(r, r.body.reason), r.params.procedure, r.body),
  );
  api.post(
    "/api/procedures/:procedure/begin",
    { schema: { params: ofProcedure, body: beginBody, response: { 200: begunSchema } } },
    async (r) => beginCases(await deskOf(r, r.body.reason), r.params.procedure, r.body),
  );
  api.post(
    "/api/procedures/:procedure/moves",
    { schema: { params: ofProcedure, body: moveManyBody, response: { 200: moveManySchema } } },
    async (r) => moveMany(await deskOf(r, r.body.reason ?? "一并办理"), r.params.procedure, r.body),
  );
  actRoutes(app, deskOf);
  paperRoutes(app, deskOf);
  taskRoutes(app, deskOf);
}

function actRoutes(app: FastifyInstance, deskOf: CaseDeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const params = ofCase;
  const response = { 200: caseOutcomeSchema };
  api.post(
    "/api/cases/:case/move",
    { bodyLimit: MOST_BYTES, schema: { params, body: moveBody, response } },
    async (r) => moveCase(await deskOf(r, "办理事项"), r.params.case, r.body),
  );
  api.post("/api/cases/:case/sign", { schema: { params, body: signBody, response } }, async (r) =>
    signCase(await deskOf(r, "会签"), r.params.case, r.body),
  );
  api.post("/api/cases/:case/decline", { schema: { params, body: declineBody, response } }, async (r) =>
    declineCase(await deskOf(r, "退回修改"), r.params.case, r.body),
  );
  api.post("/api/cases/:case/withdraw", { schema: { params, body: withdrawBody, response } }, async (r) =>
    withdrawCase(await deskOf(r, "撤回"), r.params.case, r.body.version),
  );
  api.post(
    "/api/cases/:case/attach",
    { bodyLimit: MOST_BYTES, schema: { params, body: attachBody, response } },
    async (r) => attachEvidence(await deskOf(r, "补充佐证"), r.params.case, r.body),
  );
  api.post("/api/cases/:case/detach", { schema: { params, body: detachBody, response } }, async (r) =>
    detachEvidence(await deskOf(r, "撤下佐证"), r.params.case, r.body),
  );
}

/** Papers and files of a case. */
function paperRoutes(app: FastifyInstance, deskOf: CaseDeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const ofDocument = ofCase.extend({ document: z.string().max(64) });
  api.get(
    "/api/cases/:case/documents/:document",
    { schema: { params: ofDocument, response: { 200: caseDocumentSchema } } },
    async (r) => {
      const desk = await deskOf(r, "查阅文件");
      await caseFor(desk, r.params.case);
      const found = await desk.cases.documentOf(r.params.case, r.params.document);
      if (found === null) throw notFound({ zh: "文件", en: "document" }, r.params.document, null);
      return documentOut(found, await desk.names());
    },
  );
  const ofFile = ofCase.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
  api.get("/api/cases/:case/files/:hash", { schema: { params: ofFile } }, async (r, reply) => {
    const desk = await deskOf(r, "查阅佐证");
    await caseFor(desk, r.params.case);
    const file = await desk.cases.file(r.params.case, r.params.hash);
    const entry = (await desk.cases.evidence(r.params.case)).find((e) => e.file?.hash === r.params.hash);
    const name = entry?.file?.name;
    if (file === null || name === undefined)
      throw notFound({ zh: "佐证文件", en: "file" }, r.params.hash, null);
    // a run names every cell, also those that pages withhold
    const { policy } = desk.model;
    const mayRun = may(policy, desk.viewer, "runs.record") || may(policy, desk.viewer, "runs.sign");
    if (file.kind === "run" && !mayRun)
      throw notAllowed({ zh: "下载核算批次记录", en: "take the record of a run" });
    return attached(reply, { name, bytes: file.bytes });
  });
}

function taskRoutes(app: FastifyInstance, deskOf: CaseDeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const response = { 200: taskReportSchema };
  api.post(
    "/api/tasks/import",
    { bodyLimit: MOST_BYTES, schema: { querystring: taskImportQuery, response } },
    async (r) => {
      if (!(r.body instanceof Uint8Array))
        throw badQuery(
          { zh: "没有收到文件", en: "no file was sent" },
          { zh: "选择一个 xlsx 或 csv 文件", en: "choose an xlsx or csv file" },
        );
      return importTasks(await deskOf(r, `导入任务:${r.query.paper}`), r.query, r.body);
    },
  );
  api.post("/api/tasks/from-targets", { schema: { response } }, async (r) =>
    tasksFromTargets(await deskOf(r, "决定目标分解")),
  );
}
