/** The routes of documents that leave the house. */
import {
  documentsQuery,
  documentsSchema,
  makePaperBody,
  paperSchema,
  paperTraceSchema,
  refreshPaperQuery,
} from "@lianzhang/contract";
import { may } from "@lianzhang/work";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Context } from "../context.ts";
import { deskFor } from "../door/desk-of.ts";
import { seenBy } from "../door/figures.ts";
import { notAllowed } from "../door/identity.ts";
import type { WorkSide } from "../door/work-side.ts";
import { badQuery } from "../errors.ts";
import { monthAsked } from "../operation/desk.ts";
import type { PaperDesk } from "./about.ts";
import { subjectsOf } from "./about.ts";
import type { PaperAsked } from "./build.ts";
import { standingOf } from "./facts.ts";
import { makePaper, refreshPaper } from "./make.ts";
import { mayMake } from "./may.ts";
import { documents, kindIn, paperNamed, paperOut, paperTrace } from "./read.ts";
import { attached } from "../attached.ts";

const ofPaper = z.object({ id: z.string().regex(/^[0-9a-f]{12}$/) });
const ofTrace = z.object({ id: z.string().max(24) });
/** A document with pictures that people put in. */
const MOST_BYTES = 20 * 1_048_576;

const MAY = ["papers.make", "papers.chain", "papers.supervise", "papers.read"] as const;

const notToMake = () => notAllowed({ zh: "制作这份材料", en: "make this document" });

/** Throws ApiProblem 403 for what is not the viewer's to make. */
async function requireOffer(context: Context, desk: PaperDesk, asked: PaperAsked): Promise<void> {
  const { standing } = await standingOf(desk, asked.month);
  const subjects = await subjectsOf(context, desk, asked.kind, standing);
  const may = subjects === null ? asked.subject === null : subjects.some((s) => s.of.id === asked.subject);
  if (!may) throw notToMake();
}

export function documentRoutes(app: FastifyInstance, context: Context, side: WorkSide): void {
  const seen = seenBy(side, context);
  const { papers, model } = side;
  const deskOf = async (request: FastifyRequest, purpose: string): Promise<PaperDesk> => {
    const desk = await deskFor(side)(request, purpose);
    if (!MAY.some((what) => may(model.policy, desk.viewer, what)))
      throw notAllowed({ zh: "查看材料", en: "look at documents" });
    return {
      ...desk,
      program: { registers: side.registers, cases: side.cases },
      profiles: () => side.people.reading.profiles(),
    };
  };
  const api = app.withTypeProvider<ZodTypeProvider>();
  const querystring = documentsQuery;
  api.get("/api/documents", { schema: { querystring, response: { 200: documentsSchema } } }, async (r) =>
    documents(await seen(r), await deskOf(r, "查看材料"), papers, r.query),
  );
  api.get(
    "/api/documents/traces/:id",
    { schema: { params: ofTrace, response: { 200: paperTraceSchema } } },
    async (r) => paperTrace(await seen(r), await deskOf(r, "材料找数"), papers, r.params.id),
  );
  api.post(
    "/api/documents",
    { schema: { body: makePaperBody, response: { 200: paperSchema } } },
    async (r) => {
      const [own, desk] = [await seen(r), await deskOf(r, "制作材料")];
      const { kind, subject, texts } = r.body;
      const asked = { kind, subject, texts, month: await monthAsked(own, r.body.month) };
      await requireOffer(own, desk, asked);
      const paper = await makePaper(own, desk, papers, asked);
      return paperOut(desk, paper);
    },
  );
  fileRoutes(app, seen, deskOf, side);
}

function fileRoutes(
  app: FastifyInstance,
  seen: (request: FastifyRequest) => Promise<Context>,
  deskOf: (request: FastifyRequest, purpose: string) => Promise<PaperDesk>,
  { papers }: WorkSide,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const which = z.object({ which: z.enum(["made", "sent"]).default("made") });
  api.get(
    "/api/documents/:id/file",
    { schema: { params: ofPaper, querystring: which } },
    async (r, reply) => {
      const desk = await deskOf(r, "下载材料");
      const { paper } = await paperNamed(await seen(r), desk, papers, r.params.id);
      const bytes = await papers.take(desk.acting, paper.id, r.query.which);
      if (bytes === null)
        throw badQuery({ zh: "没有人上传过改好的文书", en: "nobody sent an edited document for it" });
      return attached(reply, { name: paper.name, bytes });
    },
  );
  api.post(
    "/api/documents/:id/refresh",
    {
      bodyLimit: MOST_BYTES,
      schema: { params: ofPaper, querystring: refreshPaperQuery, response: { 200: paperSchema } },
    },
    async (r) => {
      const [own, desk] = [await seen(r), await deskOf(r, "更新材料")];
      const { paper } = await paperNamed(own, desk, papers, r.params.id);
      if (!(r.body instanceof Uint8Array))
        throw badQuery(
          { zh: "没有收到文件", en: "no file was sent" },
          { zh: "选择改好的 .docx", en: "choose the .docx that was edited" },
        );
      const kind = kindIn(paper);
      if (!mayMake({ model: own.model, viewer: desk.viewer }, kind, paper.subject)) throw notToMake();
      const made = await refreshPaper(own, desk, papers, paper, kind, {
        name: r.query.name,
        bytes: new Uint8Array(r.body),
      });
      return paperOut(desk, made);
    },
  );
}
