/** The way of a firm's figures to the server, begun again where it stopped: consent, return, file, reasons, sending. */
import type {
  ConsentBody,
  ReturnAnswer,
  ReturnDone,
  ReturnReportAnswer,
  RemarksBody,
  SendReturnBody,
  Signatories,
  SubmissionRow,
} from "@lianzhang/contract";
import type { QueryClient } from "@tanstack/react-query";
import { post } from "../app/send.ts";
import type { Firm } from "./check/own-check.ts";
import type { Given } from "./given.ts";
import { sendGiven } from "./given.ts";
import { ownReturns } from "./last.ts";
import { reportQuestion, returnPath, returnQuestion } from "./questions.ts";

export interface OwnFiling {
  readonly form: string;
  readonly period: string;
  readonly firm: Firm;
  readonly given: Given;
  /** Purposes ticked; null: a consent is in force, or none is needed. */
  readonly purposes: readonly string[] | null;
  /** Reasons for findings that ask for one, by `check\u0000field`. */
  readonly said: Readonly<Record<string, string>>;
  readonly signatories: Signatories;
}

export const saidKey = (f: {
  readonly check?: string | null;
  readonly code: string;
  readonly field: string | null;
}) => `${f.check ?? f.code}\u0000${f.field ?? ""}`;

/** Whether a return may still be filled in by its sender. */
export const isOpen = (row: Pick<SubmissionRow, "state">): boolean =>
  row.state === "draft" || row.state === "returned";

/** The return that was begun for the period and not sent; a new one where there is none. */
async function begun(client: QueryClient, { form, period, firm }: OwnFiling): Promise<ReturnDone> {
  const list = await client.fetchQuery({ ...ownReturns(form), staleTime: 0 });
  const found = list.rows.find((r) => r.period === period && isOpen(r));
  if (found !== undefined) return found;
  return post<ReturnDone>("returns", { form, period, sender: { kind: "enterprise", id: firm.code } });
}

/** Files that an earlier try left are taken off: what stands in the form is what is sent. */
async function withoutFiles(client: QueryClient, { id, version }: ReturnDone): Promise<string> {
  const data = await client.fetchQuery<ReturnAnswer>({ ...returnQuestion(id), staleTime: 0 });
  let now = version;
  // places move up when one goes: the last first
  for (const { place } of data.files.toReversed())
    ({ version: now } = await post<ReturnDone>(`${returnPath(id)}/drop`, { version: now, place }));
  return now;
}

async function explained(
  client: QueryClient,
  id: string,
  version: string,
  said: OwnFiling["said"],
): Promise<string> {
  if (Object.keys(said).length === 0) return version;
  const report = await client.fetchQuery<ReturnReportAnswer>({ ...reportQuestion(id), staleTime: 0 });
  const remarks: RemarksBody["remarks"] = report.findings
    .filter((f) => f.strength === "explain" && !f.explained)
    .flatMap((f) => {
      const text = said[saidKey(f)]?.trim() ?? "";
      if (text === "") return [];
      const { file, sheet, row, field, subject } = f;
      return [{ check: f.check ?? f.code, file, sheet, row, field, subject, said: text }];
    });
  if (remarks.length === 0) return version;
  const done = await post<ReturnDone>(`${returnPath(id)}/remarks`, { version, remarks });
  return done.version;
}

/** Gives the id of the sent return. Throws Refusal; what was done before stays and is gone on with. */
export async function fileOwn(client: QueryClient, filing: OwnFiling): Promise<string> {
  if (filing.purposes !== null) {
    const body: ConsentBody = { form: filing.form, purposes: [...filing.purposes] };
    await post("consents", body);
  }
  const done = await begun(client, filing);
  const { id } = done;
  let version = await withoutFiles(client, done);
  version = await sendGiven(id, version, [filing.given]);
  version = await explained(client, id, version, filing.said);
  const body: SendReturnBody = { version, signatories: filing.signatories };
  await post<ReturnDone>(`${returnPath(id)}/send`, body);
  return id;
}
