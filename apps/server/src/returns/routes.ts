/** The routes of returns (报送) and of consents. */
import {
  acceptedSchema,
  asideBody,
  beginReturnBody,
  consentBody,
  consentGivenSchema,
  consentsSchema,
  consentWithdrawnSchema,
  correctionsBody,
  descriptionQuery,
  exportReturnQuery,
  dropFileBody,
  matchingBody,
  purgedReturnSchema,
  purgeReturnBody,
  receiptSchema,
  remarksBody,
  returnCellsQuery,
  returnCellsSchema,
  returnCoverageQuery,
  returnCoverageSchema,
  returnDescriptionSchema,
  returnDoneSchema,
  returnFileBody,
  returnFormsSchema,
  returnLockBody,
  returnLockSchema,
  returnMissingQuery,
  returnMissingSchema,
  returnMoveBody,
  returnReasonBody,
  returnReportSchema,
  returnSchema,
  signatoriesQuery,
  signatoriesSchema,
  sendReturnBody,
  returnsQuery,
  returnsSchema,
  templateQuery,
  waitingSchema,
  withdrawConsentBody,
} from "@lianzhang/contract";
import { formDescription } from "@lianzhang/returns";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import pLimit from "p-limit";
import { z } from "zod";
import { notFound } from "../errors.ts";
import {
  acceptReturn,
  addFile,
  beginReturn,
  confirmMatching,
  correctReturn,
  dropFile,
  lockPeriod,
  purgeReturn,
  remarkReturn,
  returnForChange,
  sendReturn,
  setAside,
  takeBack,
  withdrawReturn,
} from "./act.ts";
import { giveConsent, listConsents, withdrawConsent } from "./consents.ts";
import { coverageOf } from "./coverage.ts";
import type { ReturnDesk } from "./desk.ts";
import { formFor } from "./desk.ts";
import { matchBook } from "./match-book.ts";
import { missingOf } from "./missing.ts";
import { listForms } from "./forms.ts";
import { listReturns, readOne, returnFor } from "./read.ts";
import { receiptOf, signatoriesOf } from "./receipt.ts";
import { cellsOf, reportOf } from "./report.ts";
import { exportOf, templateOf } from "./template.ts";
import { waitingFor } from "./waiting.ts";
import { attached } from "../attached.ts";

export type ReturnDeskOf = (request: FastifyRequest, purpose: string) => Promise<ReturnDesk>;

const params = z.object({ id: z.string().max(64) });
/** Files come as base64, a third larger than their bytes: 48 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Returns read, checked or accepted at one time: who looks at a page meanwhile waits behind these and not behind fifty. */
const turn = pLimit(2);

export function returnRoutes(app: FastifyInstance, deskOf: ReturnDeskOf): void {
  lookRoutes(app, deskOf);
  fileRoutes(app, deskOf);
  draftRoutes(app, deskOf);
  moveRoutes(app, deskOf);
  consentRoutes(app, deskOf);
}

function lookRoutes(app: FastifyInstance, deskOf: ReturnDeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/returns/forms", { schema: { response: { 200: returnFormsSchema } } }, async (r) =>
    listForms(await deskOf(r, "报送")),
  );
  api.get(
    "/api/returns",
    { schema: { querystring: returnsQuery, response: { 200: returnsSchema } } },
    async (r) => listReturns(await deskOf(r, "查阅报表"), r.query),
  );
  api.get("/api/returns/:id", { schema: { params, response: { 200: returnSchema } } }, async (r) =>
    readOne(await deskOf(r, "查阅报表"), r.params.id),
  );
  api.get(
    "/api/returns/:id/report",
    { schema: { params, response: { 200: returnReportSchema } } },
    async (r) => {
      const desk = await deskOf(r, "审核报表");
      return turn(() => reportOf(desk, r.params.id));
    },
  );
  api.get(
    "/api/returns/:id/cells",
    { schema: { params, querystring: returnCellsQuery, response: { 200: returnCellsSchema } } },
    async (r) => cellsOf(await deskOf(r, "审核报表"), r.params.id, r.query),
  );
  api.get("/api/returns/:id/receipt", { schema: { params, response: { 200: receiptSchema } } }, async (r) =>
    receiptOf(await deskOf(r, "查阅回执"), r.params.id),
  );
  api.get("/api/returns/waiting", { schema: { response: { 200: waitingSchema } } }, async (r) =>
    waitingFor(await deskOf(r, "待受理报表")),
  );
  api.get(
    "/api/returns/signatories",
    { schema: { querystring: signatoriesQuery, response: { 200: signatoriesSchema } } },
    async (r) => signatoriesOf(await deskOf(r, "报送"), r.query),
  );
  api.get(
    "/api/returns/coverage",
    { schema: { querystring: returnCoverageQuery, response: { 200: returnCoverageSchema } } },
    async (r) => coverageOf(await deskOf(r, "报送覆盖率"), r.query),
  );
  api.get(
    "/api/returns/missing",
    { schema: { querystring: returnMissingQuery, response: { 200: returnMissingSchema } } },
    async (r) => missingOf(await deskOf(r, "催报"), r.query),
  );
  api.get(
    "/api/returns/description",
    { schema: { querystring: descriptionQuery, response: { 200: returnDescriptionSchema } } },
    async (r) => {
      const desk = await deskOf(r, "报送");
      return { ...formDescription(desk.model, formFor(desk, r.query.form)) };
    },
  );
}

function fileRoutes(app: FastifyInstance, deskOf: ReturnDeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/returns/template", { schema: { querystring: templateQuery } }, async (r, reply) => {
    const file = await templateOf(await deskOf(r, "下载报表模板"), r.query);
    return attached(reply, file);
  });
  api.get(
    "/api/returns/:id/export",
    { schema: { params, querystring: exportReturnQuery } },
    async (r, reply) => {
      const file = await exportOf(await deskOf(r, "导出报表"), r.params.id, r.query.format);
      return attached(reply, file);
    },
  );
  api.get("/api/returns/:id/match", { schema: { params } }, async (r, reply) => {
    const file = await matchBook(await deskOf(r, "下载比对报告"), r.params.id);
    return attached(reply, file);
  });
  const ofFile = params.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
  api.get("/api/returns/:id/files/:hash", { schema: { params: ofFile } }, async (r, reply) => {
    const desk = await deskOf(r, "下载报表文件");
    const { id, hash } = r.params;
    const { found } = await returnFor(desk, id, { part: "file", hash });
    const bytes = await desk.returns.file(desk.viewer, id, hash);
    const name = found.files.find((f) => f.hash === hash)?.name;
    if (bytes === null || name === undefined) throw notFound({ zh: "报表文件", en: "file" }, hash, null);
    return attached(reply, { name, bytes });
  });
}

function draftRoutes(app: FastifyInstance, deskOf: ReturnDeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const response = { 200: returnDoneSchema };
  api.post("/api/returns", { schema: { body: beginReturnBody, response } }, async (r) =>
    beginReturn(await deskOf(r, "填报"), r.body),
  );
  api.post(
    "/api/returns/:id/files",
    { bodyLimit: MOST_BYTES, schema: { params, body: returnFileBody, response } },
    async (r) => addFile(await deskOf(r, "填报"), r.params.id, r.body),
  );
  api.post("/api/returns/:id/drop", { schema: { params, body: dropFileBody, response } }, async (r) =>
    dropFile(await deskOf(r, "填报"), r.params.id, r.body),
  );
  api.post("/api/returns/:id/matching", { schema: { params, body: matchingBody, response } }, async (r) =>
    confirmMatching(await deskOf(r, "确认表头"), r.params.id, r.body),
  );
  api.post("/api/returns/:id/aside", { schema: { params, body: asideBody, response } }, async (r) =>
    setAside(await deskOf(r, "留存不计入的行"), r.params.id, r.body),
  );
  api.post(
    "/api/returns/:id/corrections",
    { schema: { params, body: correctionsBody, response } },
    async (r) => correctReturn(await deskOf(r, "更正单元格"), r.params.id, r.body),
  );
  api.post("/api/returns/:id/remarks", { schema: { params, body: remarksBody, response } }, async (r) =>
    remarkReturn(await deskOf(r, "说明"), r.params.id, r.body),
  );
}

function moveRoutes(app: FastifyInstance, deskOf: ReturnDeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const response = { 200: returnDoneSchema };
  api.post("/api/returns/:id/send", { schema: { params, body: sendReturnBody, response } }, async (r) => {
    const desk = await deskOf(r, "报送");
    return turn(() => sendReturn(desk, r.params.id, r.body));
  });
  api.post("/api/returns/:id/take-back", { schema: { params, body: returnMoveBody, response } }, async (r) =>
    takeBack(await deskOf(r, "收回报表"), r.params.id, r.body),
  );
  api.post(
    "/api/returns/:id/accept",
    { schema: { params, body: returnMoveBody, response: { 200: acceptedSchema } } },
    async (r) => {
      const desk = await deskOf(r, "接收报表");
      return turn(() => acceptReturn(desk, r.params.id, r.body));
    },
  );
  api.post("/api/returns/:id/return", { schema: { params, body: returnReasonBody, response } }, async (r) =>
    returnForChange(await deskOf(r, "退回修改"), r.params.id, r.body),
  );
  api.post("/api/returns/:id/withdraw", { schema: { params, body: returnReasonBody, response } }, async (r) =>
    withdrawReturn(await deskOf(r, "撤回报表"), r.params.id, r.body),
  );
  api.post(
    "/api/returns/:id/purge",
    { schema: { params, body: purgeReturnBody, response: { 200: purgedReturnSchema } } },
    async (r) => {
      const desk = await deskOf(r, "依令清除报表");
      return turn(() => purgeReturn(desk, r.params.id, r.body));
    },
  );
  api.post(
    "/api/returns/locks",
    { schema: { body: returnLockBody, response: { 200: returnLockSchema } } },
    async (r) => lockPeriod(await deskOf(r, "锁定报告期"), r.body),
  );
}

function consentRoutes(app: FastifyInstance, deskOf: ReturnDeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/consents", { schema: { response: { 200: consentsSchema } } }, async (r) =>
    listConsents(await deskOf(r, "查阅授权")),
  );
  api.post(
    "/api/consents",
    { schema: { body: consentBody, response: { 200: consentGivenSchema } } },
    async (r) => giveConsent(await deskOf(r, "企业授权"), r.body),
  );
  api.post(
    "/api/consents/:id/withdraw",
    { schema: { params, body: withdrawConsentBody, response: { 200: consentWithdrawnSchema } } },
    async (r) => withdrawConsent(await deskOf(r, r.body.reason), r.params.id),
  );
}
