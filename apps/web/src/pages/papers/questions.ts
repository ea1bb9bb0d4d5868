/** Questions of documents, and taking one as a file. */
import type { DocumentsAnswer, PaperAnswer, PaperTraceAnswer } from "@lianzhang/contract";
import { actingHeaders } from "../../app/acting.ts";
import { question, refusalOf } from "../../app/client.ts";
import { download } from "../../lib/download.ts";

export const documentsQuestion = (month: string | undefined) =>
  question<DocumentsAnswer>("documents", { month });
export const traceOfPaperQuestion = (id: string) =>
  question<PaperTraceAnswer>(`documents/traces/${encodeURIComponent(id)}`, {});
export const refreshPath = (paper: PaperAnswer, name: string): string =>
  `documents/${paper.id}/refresh?${new URLSearchParams({ name }).toString()}`;

/** Takes the file as the one who is acted for. Throws Refusal. */
export async function takeFile(paper: PaperAnswer, which: "made" | "sent"): Promise<void> {
  const response = await fetch(`/api/documents/${paper.id}/file?which=${which}`, {
    headers: actingHeaders(),
  });
  if (!response.ok) throw await refusalOf(response);
  download(paper.name, await response.blob());
}
