/**
 * Questions to the server. Answers are trusted here: the server checks each against the same schema before
 * it sends it, and the schemas stay out of the page's first chunk.
 */
import type {
  AddressBookAnswer,
  ApiError,
  AssignmentsAnswer,
  AssignmentsQuery,
  AuditAnswer,
  AuditEvent,
  AuditQuery,
  BridgeAnswer,
  BridgeQuery,
  CaseAnswer,
  CaseDocument,
  CasesAnswer,
  CasesQuery,
  Catalogue,
  ChainAnswer,
  Chains,
  Decision,
  DoorAnswer,
  EnterprisesQuery,
  Enterprise,
  Enterprises,
  EstimateTrace,
  ExportQuery,
  EvaluationYear,
  FrameQuery,
  EnergyAnswer,
  EnergyFirms,
  EnergyFirmsQuery,
  EnergyProjects,
  GradedFirms,
  LadderAnswer,
  LadderFirm,
  LadderFirms,
  LadderFirmsQuery,
  GradedFirmsQuery,
  GradingAnswer,
  GradingQuery,
  IndicatorAnswer,
  ImportQuery,
  IndicatorQuery,
  Overview,
  OverviewQuery,
  OwnDataAnswer,
  OwnSessions,
  PeopleAnswer,
  ProcedureAnswer,
  ProceduresAnswer,
  RankedSubjects,
  RankingQuery,
  RecordAnswer,
  RecordHistory,
  RecordsAnswer,
  RecordsQuery,
  RegisterAnswer,
  RegistersAnswer,
  SearchAnswer,
  ScorecardAnswer,
  Session,
  ShutAddresses,
  TraceAnswer,
  TraceQuery,
} from "@lianzhang/contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { actingHeaders } from "./acting.ts";

/** An answer that is none: the server's own words, or null when it could not be reached. */
export class Refusal extends Error {
  readonly problem: ApiError | null;
  readonly status: number | null;
  /** Whether something was to be done, and not only shown. */
  readonly change: boolean;
  constructor(status: number | null, problem: ApiError | null, change = false) {
    super(problem?.message.en ?? "no answer");
    this.name = "Refusal";
    this.status = status;
    this.problem = problem;
    this.change = change;
  }
}

type Query = Readonly<Record<string, unknown>>;

function address(path: string, query: Query): string {
  const pairs = Object.entries(query).flatMap(([k, v]) =>
    (typeof v === "string" && v !== "") || typeof v === "number" ? [[k, String(v)]] : [],
  );
  const text = new URLSearchParams(pairs).toString();
  return text === "" ? `/api/${path}` : `/api/${path}?${text}`;
}

const isError = (body: unknown): body is ApiError =>
  typeof body === "object" &&
  body !== null &&
  "code" in body &&
  "message" in body &&
  typeof body.message === "object";

async function get<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      signal,
      headers: { accept: "application/json", ...actingHeaders() },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Refusal(null, null);
  }
  if (response.ok) return response.json();
  throw await refusalOf(response);
}

/** Told to the frame when an answer says that nobody is signed in (any more). */
export const SIGNED_OUT = "lianzhang-signed-out";

/** What an answer that is none says. */
export async function refusalOf(response: Response, change = false): Promise<Refusal> {
  // the frame asks for the session before it knows who is there
  const known = !response.url.endsWith("/api/session");
  if (response.status === 401 && known) dispatchEvent(new Event(SIGNED_OUT));
  const body: unknown = await response.json().catch(() => null);
  return new Refusal(response.status, isError(body) ? body : null, change);
}

/** One question: its key is its address, so the cache and the network agree on what is the same. */
export const question = <T>(path: string, query: Query) =>
  queryOptions<T>({
    queryKey: [path, query],
    queryFn: async ({ signal }) => get<T>(path, query, signal),
    // A filter keeps what is shown until the answer is there; another subject starts with its skeleton.
    placeholderData: (before, asked) => (asked?.queryKey[0] === path ? keepPreviousData(before) : undefined),
  });

export const sessionQuestion = () => question<Session>("session", {});
/** Who is there and what that person may do. Many parts of a page ask: a refusal is not asked again by each. */
export const doorQuestion = () => ({
  ...question<DoorAnswer>("door", {}),
  staleTime: 30_000,
  retryOnMount: false,
});
export const peopleQuestion = () => question<PeopleAnswer>("people", {});
export const addressBookQuestion = (q: string) => question<AddressBookAnswer>("address-book", { q });
export const shutAddressesQuestion = () => question<ShutAddresses>("shut-addresses", {});
export const ownSessionsQuestion = () => question<OwnSessions>("own-sessions", {});
export const auditQuestion = (q: AuditQuery) => question<AuditAnswer>("audit", q);
export const ownEventsQuestion = () => question<{ readonly events: readonly AuditEvent[] }>("own-events", {});
export const searchQuestion = (q: string) => question<SearchAnswer>("search", { q });
export const findQuestion = (q: string) => question<SearchAnswer>("find", { q });
export const overviewQuestion = (q: OverviewQuery) => question<Overview>("overview", q);
export const assignmentsQuestion = (q: AssignmentsQuery) => question<AssignmentsAnswer>("assignments", q);
export const decisionQuestion = () => question<Decision>("decision", {});
export const catalogueQuestion = (q: FrameQuery) => question<Catalogue>("indicators", q);
export const indicatorQuestion = (id: string, q: IndicatorQuery) =>
  question<IndicatorAnswer>(`indicators/${encodeURIComponent(id)}`, q);
export const rankingQuestion = (id: string, q: { readonly [K in keyof RankingQuery]?: string }) =>
  question<RankedSubjects>(`indicators/${encodeURIComponent(id)}/subjects`, q);
export const estimateQuestion = (q: { readonly month: string; readonly group?: string }) =>
  question<EstimateTrace>("operation/estimate", q);
export const traceQuestion = (q: TraceQuery) => question<TraceAnswer>("trace", q);
export const bridgeQuestion = (q: Omit<BridgeQuery, "limit" | "offset"> & { readonly limit: number }) =>
  question<BridgeAnswer>("bridge", q);
export const enterprisesQuestion = (q: { readonly [K in keyof EnterprisesQuery]?: string }) =>
  question<Enterprises>("enterprises", q);
export const enterpriseQuestion = (code: string, q: FrameQuery) =>
  question<Enterprise>(`enterprises/${encodeURIComponent(code)}`, q);
export const gradingQuestion = (q: GradingQuery) => question<GradingAnswer>("evaluation", q);
export const evaluationYearPath = (id: string): string => `evaluation/${encodeURIComponent(id)}/year`;
export const evaluationYearQuestion = (id: string, q: FrameQuery) =>
  question<EvaluationYear>(evaluationYearPath(id), q);
/** Results, what follows and regrades as one workbook. */
export const yearTable = (id: string, period: string): string =>
  address(`${evaluationYearPath(id)}/table`, { period });
export const gradedFirmsQuestion = (
  id: string,
  q: { readonly [K in keyof GradedFirmsQuery]?: string | undefined },
) => question<GradedFirms>(`evaluation/${encodeURIComponent(id)}/firms`, q);
export const scorecardQuestion = (id: string, code: string, q: FrameQuery) =>
  question<ScorecardAnswer>(`evaluation/${encodeURIComponent(id)}/firms/${encodeURIComponent(code)}`, q);
export const energyQuestion = (q: FrameQuery) => question<EnergyAnswer>("energy", q);
export const energyFirmsQuestion = (q: { readonly [K in keyof EnergyFirmsQuery]?: string | undefined }) =>
  question<EnergyFirms>("energy/firms", q);
export const energyProjectsQuestion = (q: FrameQuery) => question<EnergyProjects>("energy/projects", q);
export const ladderQuestion = (q: FrameQuery) => question<LadderAnswer>("ladder", q);
export const ladderFirmsQuestion = (q: { readonly [K in keyof LadderFirmsQuery]?: string | undefined }) =>
  question<LadderFirms>("ladder/firms", q);
export const ladderFirmQuestion = (code: string, q: FrameQuery) =>
  question<LadderFirm>(`ladder/firms/${encodeURIComponent(code)}`, q);
export const chainsQuestion = (q: FrameQuery) => question<Chains>("chains", q);
export const chainQuestion = (id: string, q: FrameQuery) =>
  question<ChainAnswer>(`chains/${encodeURIComponent(id)}`, q);

const at = (register: string): string => `registers/${encodeURIComponent(register)}`;
export const registersQuestion = () => question<RegistersAnswer>("registers", {});
export const registerQuestion = (register: string) => question<RegisterAnswer>(at(register), {});
export const recordsQuestion = (register: string, q: RecordsQuery) =>
  question<RecordsAnswer>(`${at(register)}/records`, q);
export const recordPath = (register: string, record: string): string =>
  `${at(register)}/records/${encodeURIComponent(record)}`;
export const recordQuestion = (register: string, record: string) =>
  question<RecordAnswer>(recordPath(register, record), {});
export const historyQuestion = (register: string, record: string, before: string | undefined) =>
  question<RecordHistory>(`${recordPath(register, record)}/history`, { before });
export const registerExport = (register: string, format: "csv" | "xlsx"): string =>
  address(`${at(register)}/export`, { format });
export const registerImport = (register: string, q: ImportQuery): string =>
  address(`${at(register)}/import`, q).replace(/^\/api\//, "");

const ofProcedure = (procedure: string): string => `procedures/${encodeURIComponent(procedure)}`;
export const casePath = (id: string): string => `cases/${encodeURIComponent(id)}`;
export const proceduresQuestion = () => question<ProceduresAnswer>("procedures", {});
export const procedureQuestion = (procedure: string) => question<ProcedureAnswer>(ofProcedure(procedure), {});
export const casesQuestion = (procedure: string, q: CasesQuery) =>
  question<CasesAnswer>(`${ofProcedure(procedure)}/cases`, q);
/** One step for many cases of a procedure. */
export const movesPath = (procedure: string): string => `${ofProcedure(procedure)}/moves`;
export const caseQuestion = (id: string) => question<CaseAnswer>(casePath(id), {});
export const evidenceFile = (id: string, hash: string): string =>
  address(`${casePath(id)}/files/${hash}`, {});
export const documentQuestion = (id: string, document: string) =>
  question<CaseDocument>(`${casePath(id)}/documents/${encodeURIComponent(document)}`, {});
export const openCasePath = (procedure: string): string => `${ofProcedure(procedure)}/open`;
export const taskImport = (q: { readonly name: string; readonly paper: string }): string =>
  address("tasks/import", q).replace(/^\/api\//, "");
export const ownDataQuestion = () => question<OwnDataAnswer>("own-data", {});

/** Rows a page of a list has at most. */
const MOST = 200;

/** Every page of a list, one after the other, as one list of rows with the names of what they point at. */
async function everyPage<R, A extends { readonly total: number; readonly rows: readonly R[] }>(
  path: string,
  query: Query,
  signal: AbortSignal,
): Promise<readonly A[]> {
  const pages: A[] = [];
  for (let page = 1; ; page++) {
    const answer = await get<A>(path, { ...query, page, size: MOST }, signal);
    pages.push(answer);
    if (page * MOST >= answer.total) return pages;
  }
}

/** All records of a register that fit, for a page that adds them up. */
export const everyRecordQuestion = (register: string, q: Pick<RecordsQuery, "where" | "q">) =>
  queryOptions<readonly RecordsAnswer[]>({
    queryKey: [`${at(register)}/records`, "every", q],
    queryFn: ({ signal }) =>
      everyPage<RecordsAnswer["rows"][number], RecordsAnswer>(`${at(register)}/records`, q, signal),
  });

/** All cases whose field has one of the codes; none for no code. */
export const casesOfQuestion = (procedure: string, field: string, codes: readonly string[]) =>
  queryOptions<readonly CasesAnswer[]>({
    queryKey: [`${ofProcedure(procedure)}/cases`, "of", field, codes],
    queryFn: async ({ signal }) => {
      const found: CasesAnswer[] = [];
      for (let from = 0; from < codes.length; from += CODES) {
        const where = JSON.stringify([{ kind: "any", field, of: codes.slice(from, from + CODES) }]);
        const path = `${ofProcedure(procedure)}/cases`;
        found.push(...(await everyPage<CasesAnswer["rows"][number], CasesAnswer>(path, { where }, signal)));
      }
      return found;
    },
  });

/** Codes one condition takes. */
const CODES = 100;

/** The address of a file that holds exactly what is shown. */
export const exportAddress = (q: { readonly [K in keyof ExportQuery]: ExportQuery[K] | undefined }): string =>
  address("export", q);
