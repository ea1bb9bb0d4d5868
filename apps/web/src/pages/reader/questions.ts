/** Questions of documents that were read, and taking their files. */
import type { ReadingAnswer, ReadingsAnswer } from "@lianzhang/contract";
import { actingHeaders } from "../../app/acting.ts";
import { question, refusalOf } from "../../app/client.ts";
import { download } from "../../lib/download.ts";

export const readingsQuestion = () => question<ReadingsAnswer>("readings", {});
export const readingQuestion = (id: string) => question<ReadingAnswer>(`readings/${id}`, {});

/** Takes a file as the one who is acted for. Throws Refusal. */
export async function takeReading(id: string, which: "draft" | "examples"): Promise<void> {
  const response = await fetch(`/api/readings/${id}/${which}`, { headers: actingHeaders() });
  if (!response.ok) throw await refusalOf(response);
  const named = /filename\*=UTF-8''(\S+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
  download(named === undefined ? which : decodeURIComponent(named), await response.blob());
}
