/** What the pages of incentives ask. */
import type { ClaimsAnswer, ClaimsQuery, FirmIncentives, FrameQuery, Incentives } from "@lianzhang/contract";
import { question } from "../../app/client.ts";

export const incentivesQuestion = (q: FrameQuery) => question<Incentives>("incentives", q);
export const claimsQuestion = (q: { readonly [K in keyof ClaimsQuery]?: string | undefined }) =>
  question<ClaimsAnswer>("incentives/claims", q);
export const firmIncentivesQuestion = (code: string, q: FrameQuery) =>
  question<FirmIncentives>(`incentives/firms/${encodeURIComponent(code)}`, q);
