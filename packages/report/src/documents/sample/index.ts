/** Made-up data for every kind of document, to look at a template before there are figures. */
import type { DocumentData } from "../data.ts";
import { sampleAnalysis, sampleSpecial } from "./analysis.ts";
import { sampleChain, sampleFunding, sampleNotice, samplePerMu } from "./sheets.ts";

/** By the id of the kind. Every figure is marked 演示数据, so whatever is filled with it says so. */
export const SAMPLE_DATA: ReadonlyMap<string, DocumentData> = new Map([
  ["monthly-analysis", sampleAnalysis],
  ["chain-brief", sampleChain],
  ["special-report", sampleSpecial],
  ["supervision-notice", sampleNotice],
  ["per-mu", samplePerMu],
  ["funding-table", sampleFunding],
]);
