/** The page of each procedure that has one of its own. */
export const casePaths = {
  task: "/tasks/$id",
  request: "/requests/$id",
  visit: "/visits/$id",
  arrears: "/arrears/$id",
  award_application: "/awards/$id",
  open_challenge: "/challenges/$id",
  data_request: "/data-requests/$id",
  incentive_claim: "/claims/$id",
  per_mu_review: "/reviews/$id",
} as const;

export type PagedProcedure = keyof typeof casePaths;

export const isPaged = (procedure: string): procedure is PagedProcedure =>
  Object.hasOwn(casePaths, procedure);
