/** What the server may answer instead of what was asked, and why it may not start (LZ61xx). */
import type { ApiError } from "@lianzhang/contract";
import type { CatalogueEntry, Diagnostic, Label } from "@lianzhang/kernel";

export const serverCatalogue: readonly CatalogueEntry[] = [
  {
    code: "LZ6101",
    severity: "error",
    title: "The query is not understood",
    example: "?period=2025-13",
    mend: "The message names the parameter and what it may be.",
  },
  {
    code: "LZ6102",
    severity: "error",
    title: "Nothing has this id",
    example: "/api/indicators/lithum_output",
    mend: "Use the id the hint names; the catalogue of indicators and the search list all of them.",
  },
  {
    code: "LZ6103",
    severity: "error",
    title: "No such address",
    example: "/api/indicatrs",
    mend: "Addresses are listed in packages/contract.",
  },
  {
    code: "LZ6104",
    severity: "error",
    title: "The server met a fault of its own",
    example: "an unexpected exception",
    mend: "Nothing was changed. Try again; when it stays, report the request and the lines of the server's output.",
  },
  {
    code: "LZ6105",
    severity: "error",
    title: "The scenario has mistakes",
    example: "a scenario that changes a parameter nothing defines",
    mend: "Every mistake is listed with its line and column; LZ52xx and LZ1xxx say what to do about each.",
  },
  {
    code: "LZ6110",
    severity: "error",
    title: "The port is in use by another program",
    example: "lianzhang start --port 4180 while something else listens there",
    mend: "Stop the other program or start with --port and another number.",
  },
  {
    code: "LZ6111",
    severity: "error",
    title: "The folder cannot be written",
    example: "--store on a folder of another user",
    mend: "Give this user write permission, or name another folder with --store.",
  },
  {
    code: "LZ6112",
    severity: "error",
    title: "The decision folder has errors",
    example: "a formula with an unknown name",
    mend: "Mend what `lianzhang check` lists, then start again.",
  },
  {
    code: "LZ6113",
    severity: "error",
    title: "The page is not built",
    example: "apps/web/dist is missing",
    mend: "Run `npm run build`, then start again.",
  },
  {
    code: "LZ6115",
    severity: "error",
    title: "The key of second factors is not where it should be",
    example: "the work folder was restored without work.key",
    mend: "Put the copy back that was kept apart from the backups, or name it with --key.",
  },
  {
    code: "LZ6120",
    severity: "error",
    title: "Nobody is signed in",
    example: "GET /api/overview without a session, or after it has ended",
    mend: "Sign in. What was being written in a form is kept in the browser.",
  },
  {
    code: "LZ6121",
    severity: "error",
    title: "A change that a page of another site asked for",
    example: "a POST with the Origin of another site",
    mend: "Do it from a page of this product; a proxy must pass the Host header on.",
  },
  {
    code: "LZ6122",
    severity: "error",
    title: "A request whose body is not taken",
    example: "a POST with content-type: text/plain, JSON that breaks off, a body that is too large",
    mend: "Send whole JSON as application/json, or a file as application/octet-stream.",
  },
  {
    code: "LZ6123",
    severity: "error",
    title: "No post of this person allows it",
    example: "a county officer opens the list of users",
    mend: "Ask the security administrator for a post that does, when the work needs it.",
  },
  {
    code: "LZ6124",
    severity: "error",
    title: "Too many questions in a minute",
    example: "a program that asks for every firm one after the other without a pause",
    mend: "Wait as long as Retry-After says; take many rows with the export. The operator sets --requests-a-minute.",
  },
  {
    code: "LZ6130",
    severity: "error",
    title: "Signed without having been seen",
    example:
      "entries of the chain list are signed after another entry changed, or from a page that does not show the difference",
    mend: "Look at what the entries change in figures on the page of signed lists, then sign there.",
  },
  {
    code: "LZ6131",
    severity: "error",
    title: "Somebody else has acted on the entry first",
    example: "two officers check the same entry in the same minute",
    mend: "Reload the list and act on what is still to be done.",
  },
  {
    code: "LZ6140",
    severity: "error",
    title: "The form is not open for the period",
    example: "an own copy of May on 10 June, while the national window is open",
    mend: "The message says from which day on it is taken; file with the statistics bureau first.",
  },
  {
    code: "LZ6150",
    severity: "error",
    title: "The month does not take this now",
    example: "a call note in a month that is signed, an item before anybody has begun the month",
    mend: "Begin the month, or write it in the one that is open; what was signed with a month stands.",
  },
  {
    code: "LZ6151",
    severity: "error",
    title: "The run that was signed with a month is not whole",
    example: "the kept record was altered in the database",
    mend: "Have the audit chain verified, and restore a backup; the hash in the month's record says which run it was.",
  },
  {
    code: "LZ6152",
    severity: "error",
    title: "A month is signed on its own page",
    example: "a program that moves the case of a month to 已签发 without a run",
    mend: "Sign on the page 运行调度: the month's run is kept with it.",
  },
  {
    code: "LZ6153",
    severity: "error",
    title: "Nobody can be asked for this figure",
    example: "the figure is there, rests on own copies that firms give freely, or is asked for already",
    mend: "Look again; a request that stands is in the panel of the figure.",
  },
  {
    code: "LZ6160",
    severity: "error",
    title: "A document cannot be made from its template",
    example: "templates/monthly-analysis.docx has a marker that nobody knows, or is not there",
    mend: "Mend the template as the findings say (docs/documents.md); nothing was made.",
  },
  {
    code: "LZ6161",
    severity: "error",
    title: "The document cannot be refreshed",
    example: "a Word file that was not made here, or another kind of document",
    mend: "Choose the file that was made here and edited; nothing was kept of the other.",
  },
  {
    code: "LZ6162",
    severity: "error",
    title: "What was kept was purged",
    example: "a document that named a firm whose return was purged",
    mend: "Make the document or fill the workbook anew; a blank that was purged is uploaded as a new workbook.",
  },
  {
    code: "LZ6170",
    severity: "error",
    title: "A workbook from above cannot be kept",
    example: "an xls, a file with a password, a PDF renamed .xlsx",
    mend: "Save it as .xlsx as the message says; nothing of it was kept.",
  },
  {
    code: "LZ6171",
    severity: "error",
    title: "The page shows an older version of the workbook",
    example: "a colleague sent next month's blank while cells were being pointed at",
    mend: "Reload and go on from the latest version; nothing was overwritten.",
  },
  {
    code: "LZ6172",
    severity: "error",
    title: "The workbook is marked secret",
    example: "a cell that says 机密★1年",
    mend: "Secret files may not come here. Where the mark is a mistake, correct it and send the file again; nothing was kept.",
  },
  {
    code: "LZ6173",
    severity: "error",
    title: "The workbook cannot be filled",
    example: "no cell is pointed at, or every mapped cell has lost its place",
    mend: "Point at cells, confirm those that wait, or send the month's own blank; nothing was kept.",
  },
  {
    code: "LZ6114",
    severity: "error",
    title: "The port may not be opened by this user, or the address is not one of this machine",
    example: "--port 80, --host 10.0.0.99",
    mend: "Choose a port above 1023 with --port, and an address of this machine with --host.",
  },
];

type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 415 | 429;

/** A request that is answered with an error of the contract's shape. */
export class ApiProblem extends Error {
  readonly status: ProblemStatus;
  readonly body: ApiError;
  constructor(status: ProblemStatus, code: string, message: Label, hint: Label | null = null) {
    super(message.en);
    this.status = status;
    this.body = { code, message, hint };
  }
}

export const badQuery = (message: Label, hint: Label | null = null): ApiProblem =>
  new ApiProblem(400, "LZ6101", message, hint);

export function notFound(what: Label, id: string, near: string | null): ApiProblem {
  return new ApiProblem(
    404,
    "LZ6102",
    { zh: `没有${what.zh}「${id}」`, en: `there is no ${what.en} "${id}"` },
    near === null ? null : { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
  );
}

/** What was kept is gone by order; that it was there stays. */
export const wasPurged = (what: Label): ApiProblem =>
  new ApiProblem(
    409,
    "LZ6162",
    { zh: `${what.zh}的内容已按令清除`, en: `the content of ${what.en} was purged by order` },
    { zh: "清除证明由审计员保管", en: "the auditor keeps the certificate" },
  );

/** A firm that is not there, and one that the viewer may not know of: the same answer. */
export const noFirm = (code: string): ApiProblem => notFound({ zh: "企业", en: "enterprise" }, code, null);

/** The server did not start; nothing was changed. */
export class StartError extends Error {
  readonly code: string;
  readonly said: Label;
  readonly hint: Label | null;
  /** Of the decision folder, when it has errors. */
  readonly diagnostics: readonly Diagnostic[];
  constructor(code: string, said: Label, hint: Label | null = null, diagnostics: readonly Diagnostic[] = []) {
    super(said.en);
    this.code = code;
    this.said = said;
    this.hint = hint;
    this.diagnostics = diagnostics;
  }
}
