/**
 * What server and page share. Paths: GET /api/session, /api/search, /api/overview, /api/assignments, /api/decision,
 * /api/indicators, /api/indicators/:id, /api/indicators/:id/subjects, /api/trace, /api/bridge, /api/enterprises, /api/enterprises/:code,
 * /api/enterprises/:code/figures, /api/evaluation, /api/evaluation/:id/firms, /api/evaluation/:id/firms/:code, /api/ladder,
 * /api/ladder/firms, /api/ladder/firms/:code, /api/energy, /api/energy/firms, /api/energy/projects, /api/chains,
 * /api/chains/:id (JSON as named schemas), POST /api/compare, /api/evaluation/:id/adjust, and /api/export (a file, `content-disposition: attachment`).
 * Errors answer 400 (query), 404 (unknown id, period without data), 500, 503 (still loading) with `ApiError`.
 */
export * from "./assignments.ts";
export * from "./base.ts";
export * from "./board.ts";
export * from "./bridge.ts";
export * from "./case-batches.ts";
export * from "./cases.ts";
export * from "./chain.ts";
export * from "./compare.ts";
export * from "./adjust.ts";
export * from "./administration.ts";
export * from "./consents.ts";
export * from "./decision.ts";
export * from "./documents.ts";
export * from "./door.ts";
export * from "./energy.ts";
export * from "./enterprise.ts";
export * from "./evaluation-year.ts";
export * from "./evaluation.ts";
export * from "./incentives.ts";
export * from "./indicator.ts";
export * from "./ladder.ts";
export * from "./lists.ts";
export * from "./operation.ts";
export * from "./overview.ts";
export * from "./paths.ts";
export * from "./query.ts";
export * from "./registers.ts";
export * from "./return-acts.ts";
export * from "./return-report.ts";
export * from "./return-standing.ts";
export * from "./returns.ts";
export * from "./session.ts";
export * from "./workbooks.ts";
export * from "./readings.ts";
