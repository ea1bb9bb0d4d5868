/** Returns as the rest of the program uses them: the functions of this folder over one database, model and folder of files. */
import type { Model, ReturnDeed } from "@lianzhang/definitions";
import type { Period } from "@lianzhang/kernel";
import type { Viewer } from "../access/viewer.ts";
import type { Acting } from "../audit/link.ts";
import type { Certificate } from "../audit/purge.ts";
import type { Trail } from "../audit/trail.ts";
import type { Database } from "../database/connect.ts";
import type { Clock, RandomBytes } from "../database/sources.ts";
import type { Consent, ConsentOrder } from "./consents.ts";
import { giveConsent } from "./consents.ts";
import type { CorrectOrder, DraftOrder, DropOrder, FileOrder, MatchOrder, RemarkOrder } from "./draft.ts";
import { addFile, begin, confirmMatching, correct, dropFile, remark } from "./draft.ts";
import type { ReturnEvent } from "./feed.ts";
import { acceptancesOf, eventsAfter, linkHashAt } from "./feed.ts";
import type { OnSubmission, ReturnsGround } from "./ground.ts";
import { oneAfterTheOther } from "./ground.ts";
import type { ImportedReturn, ImportReturn } from "./import.ts";
import { importReturn } from "./import.ts";
import type { KeptFiles } from "./kept-files.ts";
import type { AcceptOrder, ReasonOrder, SendOrder } from "./moves.ts";
import { accept, returnForChange, send, setLock, takeBack, withdraw } from "./moves.ts";
import type { PurgeReturnOrder } from "./purge.ts";
import { finishPurges, purgeReturn, withdrawConsent } from "./purge.ts";
import type { SubmissionQuery } from "./reading.ts";
import {
  countSubmissions,
  deedsOn,
  findSubmission,
  lastSignatories,
  listSubmissions,
  lockedPeriods,
  readSubmissionFile,
  rememberedMatching,
  seenConsents,
} from "./reading.ts";
import type { Sender, Signatories, Submission, SubmissionState, WholeSubmission } from "./submission.ts";

export interface KeptReturnsOptions {
  readonly model: Model;
  readonly database: Database;
  readonly trail: Trail;
  readonly files: KeptFiles;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly carried?: ReturnsGround["carried"];
}

type On<O, T = bigint> = (acting: Acting, viewer: Viewer, order: O) => Promise<T>;
type By<O> = (acting: Acting, viewer: Viewer, order: O, by: "sender" | "accepter") => Promise<bigint>;

/**
 * Changes give the version after, and throw LZ7501 to LZ7510 and what a change of the database throws. What is
 * acknowledged is on the disk: bytes before, the change by COMMIT.
 */
export interface KeptReturns {
  readonly begin: On<DraftOrder, OnSubmission>;
  readonly addFile: On<FileOrder>;
  readonly dropFile: On<DropOrder>;
  readonly confirmMatching: On<MatchOrder>;
  readonly correct: By<CorrectOrder>;
  readonly remark: By<RemarkOrder>;
  readonly send: On<SendOrder>;
  readonly takeBack: On<OnSubmission>;
  readonly accept: On<AcceptOrder, { readonly version: bigint; readonly event: bigint }>;
  readonly returnForChange: On<ReasonOrder>;
  readonly withdraw: On<ReasonOrder>;
  setLock(acting: Acting, viewer: Viewer, form: string, period: Period, locked: boolean): Promise<boolean>;
  /** Gives the id of the consent. */
  readonly giveConsent: On<ConsentOrder, string>;
  readonly withdrawConsent: On<Parameters<typeof withdrawConsent>[3], readonly Certificate[]>;
  readonly purge: On<PurgeReturnOrder, readonly Certificate[]>;
  /** For the command line, where nobody is signed in: see `importReturn`. */
  readonly import: (order: ImportReturn) => Promise<ImportedReturn>;
  /** Ends what a crash left of purges; call it at the start. */
  finishPurges(acting: Acting): Promise<void>;

  list(viewer: Viewer, query: SubmissionQuery): Promise<readonly Submission[]>;
  count(
    viewer: Viewer,
    query: Omit<SubmissionQuery, "limit" | "offset">,
  ): Promise<ReadonlyMap<SubmissionState, number>>;
  /** What the viewer's posts open on a submission, whatever its state. */
  deedsOn(viewer: Viewer, id: string): Promise<ReadonlySet<ReturnDeed>>;
  lockedPeriods(form: string, periods: readonly Period[]): Promise<ReadonlySet<string>>;
  find(viewer: Viewer, id: string): Promise<WholeSubmission | null>;
  file(viewer: Viewer, id: string, hash: string): Promise<Uint8Array | null>;
  consents(viewer: Viewer, firm: string): Promise<readonly Consent[]>;
  rememberedMatching(form: string, sender: Sender): Promise<string | null>;
  /** Whom the sender named when it last sent a return that the viewer sees; null: nobody yet. */
  lastSignatories(viewer: Viewer, sender: Sender): Promise<Signatories | null>;

  /** For the engine's store: what becomes of facts after an event, in order. */
  eventsAfter(event: bigint, limit: number): Promise<readonly ReturnEvent[]>;
  acceptancesOf(ids: readonly string[]): Promise<readonly ReturnEvent[]>;
  /** Hash of a link; null: the chain has none of that number. */
  linkHash(event: bigint): Promise<string | null>;
}

/** Returns over an open database and a folder of files. */
export function openReturns(options: KeptReturnsOptions): KeptReturns {
  const ground: ReturnsGround = {
    ...options,
    alone: oneAfterTheOther(),
    oneWaits: oneAfterTheOther(),
  };
  const { database } = ground;
  return {
    begin: (acting, viewer, order) => begin(ground, acting, viewer, order),
    addFile: (acting, viewer, order) => addFile(ground, acting, viewer, order),
    dropFile: (acting, viewer, order) => dropFile(ground, acting, viewer, order),
    confirmMatching: (acting, viewer, order) => confirmMatching(ground, acting, viewer, order),
    correct: (acting, viewer, order, by) => correct(ground, acting, viewer, order, by),
    remark: (acting, viewer, order, by) => remark(ground, acting, viewer, order, by),
    send: (acting, viewer, order) => send(ground, acting, viewer, order),
    takeBack: (acting, viewer, order) => takeBack(ground, acting, viewer, order),
    accept: (acting, viewer, order) => accept(ground, acting, viewer, order),
    returnForChange: (acting, viewer, order) => returnForChange(ground, acting, viewer, order),
    withdraw: (acting, viewer, order) => withdraw(ground, acting, viewer, order),
    setLock: (acting, viewer, form, period, locked) => setLock(ground, acting, viewer, form, period, locked),
    giveConsent: (acting, viewer, order) => giveConsent(ground, acting, viewer, order),
    withdrawConsent: (acting, viewer, order) => withdrawConsent(ground, acting, viewer, order),
    purge: (acting, viewer, order) => purgeReturn(ground, acting, viewer, order),
    import: (order) => importReturn(ground, order),
    finishPurges: (acting) => finishPurges(ground, acting),
    list: (viewer, query) => listSubmissions(ground, viewer, query),
    count: (viewer, query) => countSubmissions(ground, viewer, query),
    deedsOn: (viewer, id) => deedsOn(ground, viewer, id),
    lockedPeriods: (form, periods) => lockedPeriods(ground, form, periods),
    find: (viewer, id) => findSubmission(ground, viewer, id),
    file: (viewer, id, hash) => readSubmissionFile(ground, viewer, id, hash),
    consents: (viewer, firm) => seenConsents(ground, viewer, firm),
    rememberedMatching: (form, sender) => rememberedMatching(ground, form, sender),
    lastSignatories: (viewer, sender) => lastSignatories(ground, viewer, sender),
    eventsAfter: (event, limit) => database.read((queries) => eventsAfter(queries, event, limit)),
    acceptancesOf: (ids) => database.read((queries) => acceptancesOf(queries, ids)),
    linkHash: (event) => database.read((queries) => linkHashAt(queries, event)),
  };
}
