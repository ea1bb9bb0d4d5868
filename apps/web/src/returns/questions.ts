/** What the pages of returns ask, and the paths of what they do. */
import type {
  ConsentsAnswer,
  ReceiptAnswer,
  ReturnAnswer,
  ReturnCellsAnswer,
  ReturnCellsQuery,
  ReturnCoverageAnswer,
  ReturnCoverageQuery,
  ReturnFormsAnswer,
  ReturnMissingAnswer,
  ReturnMissingQuery,
  ReturnReportAnswer,
  ReturnsAnswer,
  ReturnsQuery,
  ReturnSender,
  Signatories,
  WaitingAnswer,
} from "@lianzhang/contract";
import type { FormDescription } from "@lianzhang/intake";
import { question } from "../app/client.ts";

export const returnPath = (id: string): string => `returns/${encodeURIComponent(id)}`;
export const formsQuestion = () => question<ReturnFormsAnswer>("returns/forms", {});
export const returnsQuestion = (q: ReturnsQuery) => question<ReturnsAnswer>("returns", q);
export const returnQuestion = (id: string) => question<ReturnAnswer>(returnPath(id), {});
export const reportQuestion = (id: string) => question<ReturnReportAnswer>(`${returnPath(id)}/report`, {});
export const cellsQuestion = (id: string, q: ReturnCellsQuery) =>
  question<ReturnCellsAnswer>(`${returnPath(id)}/cells`, q);
export const receiptQuestion = (id: string) => question<ReceiptAnswer>(`${returnPath(id)}/receipt`, {});
export const waitingQuestion = () => question<WaitingAnswer>("returns/waiting", {});
export const signatoriesQuestion = ({ kind, id }: Pick<ReturnSender, "kind" | "id">) =>
  question<Signatories>("returns/signatories", { kind, id });
export const descriptionQuestion = (form: string) =>
  question<FormDescription>("returns/description", { form });
export const coverageQuestion = (q: ReturnCoverageQuery) =>
  question<ReturnCoverageAnswer>("returns/coverage", q);
export const missingQuestion = (q: ReturnMissingQuery) => question<ReturnMissingAnswer>("returns/missing", q);
export const consentsQuestion = () => question<ConsentsAnswer>("consents", {});

export const returnFile = (id: string, hash: string): string => `/api/${returnPath(id)}/files/${hash}`;
/** The return as its form, with what was mended. */
export const exportFile = (id: string, format: "xlsx" | "csv"): string =>
  `/api/${returnPath(id)}/export?format=${format}`;
/** How records met the register. */
export const matchFile = (id: string): string => `/api/${returnPath(id)}/match`;
export const templateFile = (form: string, period: string, format: "xlsx" | "csv"): string =>
  `/api/returns/template?${new URLSearchParams({ form, format, period }).toString()}`;
