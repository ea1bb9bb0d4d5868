/** The firm's own last accepted figures: the one number that may stand beside a field. Read in the browser, as they were kept. */
import type { ReturnAnswer } from "@lianzhang/contract";
import type { FormDescription, Sheet } from "@lianzhang/intake";
import { pastedSheet, readSheets, withCorrections } from "@lianzhang/intake";
import { parsePeriod } from "@lianzhang/kernel";
import { queryOptions } from "@tanstack/react-query";
import { actingHeaders } from "../app/acting.ts";
import { question, refusalOf } from "../app/client.ts";
import type { Figures, Firm } from "./check/own-check.ts";
import { ownFigures } from "./check/own-check.ts";
import { returnFile, returnPath, returnsQuestion } from "./questions.ts";

async function bytesOf(id: string, hash: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(returnFile(id, hash), { signal, headers: actingHeaders() });
  if (!response.ok) throw await refusalOf(response);
  return new Uint8Array(await response.arrayBuffer());
}

/** Rows of a form that was filled in on the page, as it went to the server. */
function typedSheet(file: string, text: string): Sheet {
  const { rows }: { readonly rows: readonly (readonly string[])[] } = JSON.parse(text);
  const cells = rows.map((line) => line.map((t) => ({ text: t, kind: "text" as const })));
  return { file, name: null, hidden: false, rows: cells };
}

async function sheetsOf(data: ReturnAnswer, signal: AbortSignal): Promise<readonly Sheet[]> {
  const found: Sheet[] = [];
  for (const { hash, name, kind } of data.files) {
    const bytes = await bytesOf(data.return.id, hash, signal);
    if (kind === "file") found.push(...(await readSheets(name, bytes)).sheets);
    else {
      const text = new TextDecoder().decode(bytes);
      found.push(kind === "paste" ? { ...pastedSheet(text), file: name } : typedSheet(name, text));
    }
  }
  const corrections = data.corrections.toReversed().map((c) => ({ ...c, text: c.after }));
  return found.map((sheet) => withCorrections(sheet, corrections));
}

export interface LastFigures {
  readonly period: string;
  readonly figures: Figures;
}

/** Own returns of a form, all periods. */
export const ownReturns = (form: string) => returnsQuestion({ form, size: 200 });

/** Null: none before the period, or none that can be read. */
export const lastQuestion = (form: FormDescription, firm: Firm, before: string) =>
  queryOptions<LastFigures | null>({
    queryKey: ["last figures", form.id, firm.code, before],
    queryFn: async ({ signal, client }) => {
      const list = await client.fetchQuery(ownReturns(form.id));
      const end = parsePeriod(before)?.to ?? 0;
      const ends = (period: string): number => parsePeriod(period)?.to ?? 0;
      const [latest] = list.rows
        .filter((r) => r.state === "accepted" && ends(r.period) < end)
        .toSorted((a, b) => ends(b.period) - ends(a.period));
      const period = parsePeriod(latest?.period ?? "");
      if (latest === undefined || period === null) return null;
      const data = await client.fetchQuery(question<ReturnAnswer>(returnPath(latest.id), {}));
      const { figures } = ownFigures(await sheetsOf(data, signal), form, firm, period);
      return figures === null ? null : { period: latest.period, figures };
    },
  });
