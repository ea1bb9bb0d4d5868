/** Addresses of pages that the server names: in to-dos, and in what a search finds. */

/** The page of each procedure's cases, before the case's id. */
const CASES: Readonly<Record<string, string>> = {
  investment_project: "/projects",
  task: "/tasks",
  request: "/requests",
  visit: "/visits",
  arrears: "/arrears",
  award_application: "/awards",
  open_challenge: "/challenges",
  data_request: "/data-requests",
  incentive_claim: "/claims",
  per_mu_review: "/reviews",
};

/** The page of a case; of a procedure without pages of its own, of entries of the chain list say, the list's. */
export function pageOfCase(procedure: string, id: string): string {
  if (procedure === "month") return "/operation?view=steps";
  const page = CASES[procedure];
  return page === undefined ? "/chain-list" : `${page}/${encodeURIComponent(id)}`;
}
