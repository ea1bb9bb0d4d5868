/** All kinds of documents, in the order they are listed. */
import { monthlyAnalysis, specialReport } from "./analysis.ts";
import { chainBrief, supervisionNotice } from "./chain.ts";
import { fundingTable, perMu } from "./firms.ts";
import type { DocumentKind } from "./kind.ts";

export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  monthlyAnalysis,
  chainBrief,
  specialReport,
  supervisionNotice,
  perMu,
  fundingTable,
];
