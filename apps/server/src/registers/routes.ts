/** The registers' routes: each asks who is there, then answers by the contract. */
import {
  changeRecordBody,
  historyQuery,
  historySchema,
  importQuery,
  importReportSchema,
  openRecordBody,
  outcomeSchema,
  recordSchema,
  recordsQuery,
  recordsSchema,
  registerExportQuery,
  registerSchema,
  registersSchema,
} from "@lianzhang/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { badQuery } from "../errors.ts";
import { changeRecord, openRecord } from "./change.ts";
import { describeRegister, listRegisters } from "./describe.ts";
import type { Desk } from "./desk.ts";
import { listRecords, readHistory, readRecord } from "./read.ts";
import { exportTable, importTable } from "./tables.ts";
import { attached } from "../attached.ts";

const ofRegister = z.object({ register: z.string().max(64) });
const ofRecord = ofRegister.extend({ record: z.string().max(64) });

/** A table of records is at most this large. */
const MOST_BYTES = 20 * 1024 * 1024;

/** `deskOf` says who asks and what for, and refuses whoever is not signed in. */
export type DeskOf = (request: FastifyRequest, purpose: string) => Promise<Desk>;

export function registerRoutes(app: FastifyInstance, deskOf: DeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get("/api/registers", { schema: { response: { 200: registersSchema } } }, async (r) =>
    listRegisters(await deskOf(r, "登记册")),
  );
  api.get(
    "/api/registers/:register",
    { schema: { params: ofRegister, response: { 200: registerSchema } } },
    async (r) => describeRegister(await deskOf(r, "登记册"), r.params.register),
  );
  api.get(
    "/api/registers/:register/records",
    { schema: { params: ofRegister, querystring: recordsQuery, response: { 200: recordsSchema } } },
    async (r) => listRecords(await deskOf(r, "查阅登记册"), r.params.register, r.query),
  );
  api.get(
    "/api/registers/:register/records/:record",
    { schema: { params: ofRecord, response: { 200: recordSchema } } },
    async (r) => readRecord(await deskOf(r, "查阅登记册"), r.params.register, r.params.record),
  );
  api.get(
    "/api/registers/:register/records/:record/history",
    { schema: { params: ofRecord, querystring: historyQuery, response: { 200: historySchema } } },
    async (r) => {
      const { register, record } = r.params;
      return readHistory(await deskOf(r, "查阅变更记录"), register, record, r.query.before);
    },
  );
  api.post(
    "/api/registers/:register/records",
    { schema: { params: ofRegister, body: openRecordBody, response: { 200: outcomeSchema } } },
    async (r) => openRecord(await deskOf(r, "登记"), r.params.register, r.body),
  );
  api.post(
    "/api/registers/:register/records/:record",
    { schema: { params: ofRecord, body: changeRecordBody, response: { 200: outcomeSchema } } },
    async (r) => changeRecord(await deskOf(r, "变更登记"), r.params.register, r.params.record, r.body),
  );
  tableRoutes(app, deskOf);
}

function tableRoutes(app: FastifyInstance, deskOf: DeskOf): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.post(
    "/api/registers/:register/import",
    {
      bodyLimit: MOST_BYTES,
      schema: { params: ofRegister, querystring: importQuery, response: { 200: importReportSchema } },
    },
    async (r) => {
      if (!(r.body instanceof Uint8Array))
        throw badQuery(
          { zh: "没有收到文件", en: "no file was sent" },
          { zh: "选择一个 xlsx 或 csv 文件", en: "choose an xlsx or csv file" },
        );
      return importTable(await deskOf(r, "导入登记册"), r.params.register, r.query, r.body);
    },
  );
  api.get(
    "/api/registers/:register/export",
    { schema: { params: ofRegister, querystring: registerExportQuery } },
    async (r, reply) => {
      const file = await exportTable(await deskOf(r, "导出登记册"), r.params.register, r.query.format);
      return attached(reply, file);
    },
  );
}
