/** Questions of workbooks from above, and taking their files. */
import type {
  CellPlace,
  CellProposals,
  DueWorkbooks,
  SuggestionsAnswer,
  WorkbookAnswer,
  WorkbookFigures,
  WorkbooksAnswer,
} from "@lianzhang/contract";
import { actingHeaders } from "../../app/acting.ts";
import { question, refusalOf } from "../../app/client.ts";
import { download } from "../../lib/download.ts";

export const dueWorkbooksQuestion = () => question<DueWorkbooks>("workbooks/due", {});
export const workbooksQuestion = (month: string | undefined) =>
  question<WorkbooksAnswer>("workbooks", { month });
export const workbookQuestion = (id: string, month: string | undefined) =>
  question<WorkbookAnswer>(`workbooks/${id}`, { month });
export const workbookFiguresQuestion = () => ({
  ...question<WorkbookFigures>("workbooks/figures", {}),
  staleTime: Infinity,
});
export const suggestionsQuestion = (id: string, version: number, at: CellPlace, by: string | undefined) =>
  question<SuggestionsAnswer>(`workbooks/${id}/suggestions`, { ...at, by, version });
export const proposalsQuestion = (id: string, version: number, by: string | undefined) =>
  question<CellProposals>(`workbooks/${id}/proposals`, { by, version });

/** Takes a file as the one who is acted for. Throws Refusal. */
export async function takeFile(path: string, name: string): Promise<void> {
  const response = await fetch(`/api/workbooks/${path}`, { headers: actingHeaders() });
  if (!response.ok) throw await refusalOf(response);
  download(name, await response.blob());
}
