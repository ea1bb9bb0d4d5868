/**
 * Accepted returns as facts of the engine. Acknowledged means that PostgreSQL has committed; the store follows from the
 * event it remembers, at the start and after every acceptance. A store that followed another chain is made anew.
 */
import type { ReadRow } from "@lianzhang/intake";
import type { Acceptance, Accepted, PlainRows, SenderHead } from "@lianzhang/returns";
import {
  acceptAll,
  acceptedUpTo,
  emptyRegisters,
  waitingForSubjects,
  withdrawSubmission,
} from "@lianzhang/returns";
import type { AcceptedReturn, KeptReturns, ReturnEvent } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { timelineOf } from "../timeline.ts";
import { namedFiles } from "./sheets-of.ts";

/** What the readers make of an accepted return: the same bytes, matching and corrections give the same. */
export interface ReadReturn {
  readonly rows: readonly ReadRow[];
  readonly heads?: readonly SenderHead[];
  readonly version?: string | null;
  readonly source?: string | null;
  /** Rows that the database read itself; they are let go of when they are facts. */
  readonly plain?: { readonly rows: PlainRows | null; readonly letGo: () => Promise<void> };
}

export type RowsOf = (accepted: AcceptedReturn) => Promise<ReadReturn>;

export interface ReturnFactsOptions {
  readonly context: Context;
  readonly returns: Pick<KeptReturns, "eventsAfter" | "acceptancesOf" | "linkHash">;
  readonly rowsOf: RowsOf;
  /** Makes the store anew from the data folders, without any accepted return; gives the commit. */
  readonly anew: () => Promise<number>;
}

export interface ReturnFacts {
  /**
   * A store that remembers a link which the chain does not have followed another chain, as before a backup was put back: it
   * is made anew. Call it before registers are put into the store.
   */
  begin(): Promise<void>;
  /** Brings the figures up to the last acceptance; false when nothing changed. Throws what databases and readers throw. */
  refresh(): Promise<boolean>;
  /** Registers were put into the store: the same, and returns that waited for a subject become facts. */
  registered(): Promise<boolean>;
  /** Waits for what is under way and stops following. */
  close(): Promise<void>;
}

/** Events taken from the chain at a time, and rows put into the store at a time. */
const EVENTS = 500;
const ROWS = 20_000;

interface Taken {
  readonly acceptance: Acceptance;
  /** Not null: rows stand in tables of which there is one set. */
  readonly letGo: (() => Promise<void>) | null;
}

class Following implements ReturnFacts {
  readonly #options: ReturnFactsOptions;
  #under: Promise<unknown> = Promise.resolve();
  /** The one that waits for its turn: whoever asks meanwhile is answered by it. */
  #waiting: { done: Promise<boolean>; subjects: boolean } | null = null;
  #closed = false;

  constructor(options: ReturnFactsOptions) {
    this.#options = options;
  }

  refresh(): Promise<boolean> {
    return this.#ask(false);
  }

  registered(): Promise<boolean> {
    return this.#ask(true);
  }

  #ask(subjects: boolean): Promise<boolean> {
    if (this.#waiting !== null) {
      this.#waiting.subjects ||= subjects;
      return this.#waiting.done;
    }
    const done = this.#under.then(() => {
      const asked = this.#waiting?.subjects === true;
      this.#waiting = null;
      return this.#closed ? false : this.#refresh(asked);
    });
    this.#waiting = { done, subjects };
    this.#under = done.catch(() => undefined);
    return done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#under;
  }

  async begin(): Promise<void> {
    const { context, returns, anew } = this.#options;
    const { event, hash } = await acceptedUpTo(context.runner);
    if (event === 0n || (hash !== null && (await returns.linkHash(event)) === hash)) return;
    await this.#renew(await anew(), false);
  }

  async #acceptance(event: ReturnEvent & { readonly kind: "accept" }): Promise<Taken> {
    const { accepted } = event;
    const { rows, heads, version = null, source = null, plain } = await this.#options.rowsOf(accepted);
    const files = namedFiles(accepted.files).map(({ name, hash }) => ({ name, sha256: hash }));
    const submission = {
      id: accepted.id,
      event: event.event,
      eventHash: event.hash,
      knownFrom: event.day,
      sender: accepted.sender.id,
      version,
      source,
      files,
      ...(heads === undefined ? {} : { heads }),
    };
    return {
      acceptance: { form: accepted.form, submission, rows, plain: plain?.rows ?? null },
      letGo: plain?.letGo ?? null,
    };
  }

  /** The acceptance with its rows; null: it was purged while it was read, so that its bytes are gone by right. */
  async #read(event: ReturnEvent & { readonly kind: "accept" }): Promise<Taken | null> {
    try {
      return await this.#acceptance(event);
    } catch (error) {
      const [still] = await this.#options.returns.eventsAfter(event.event - 1n, 1);
      if (still?.event === event.event) throw error;
      return null;
    }
  }

  /** Applies events in their order: acceptances in batches, what is taken back by itself. */
  async #apply(events: readonly ReturnEvent[], again: boolean): Promise<Accepted | null> {
    const { runner, model } = {
      runner: this.#options.context.runner,
      model: this.#options.context.instance.cleared,
    };
    let last: Accepted | null = null;
    let batch: Acceptance[] = [];
    let rows = 0;
    const keep = (done: Accepted): void => {
      if (done.changed) last = done;
    };
    const flush = async (): Promise<void> => {
      if (batch.length > 0) keep(await acceptAll(runner, model, batch, again));
      [batch, rows] = [[], 0];
    };
    for (const event of events) {
      if (event.kind === "accept") {
        const one = await this.#read(event);
        if (one === null) continue;
        batch.push(one.acceptance);
        rows += one.acceptance.rows.length;
        if (rows >= ROWS || one.letGo !== null) await flush();
        await one.letGo?.();
      } else {
        await flush();
        const how =
          event.kind === "until"
            ? ({ kind: "until", day: event.day } as const)
            : ({ kind: "purge" } as const);
        keep(
          await withdrawSubmission(runner, model, {
            id: event.id,
            event: event.event,
            eventHash: event.hash,
            how,
          }),
        );
      }
    }
    await flush();
    return last;
  }

  async #refresh(subjects: boolean): Promise<boolean> {
    const { context, returns } = this.#options;
    let last: Accepted | null = null;
    for (;;) {
      const { event } = await acceptedUpTo(context.runner);
      const events = await returns.eventsAfter(event, EVENTS);
      last = (await this.#apply(events, false)) ?? last;
      if (events.length < EVENTS) break;
    }
    const waiting = subjects ? await waitingForSubjects(context.runner, context.instance.cleared) : [];
    if (waiting.length > 0) last = (await this.#apply(await returns.acceptancesOf(waiting), true)) ?? last;
    if (last === null) return false;
    await this.#renew(last.commit, true);
    return true;
  }

  async #renew(commit: number, returnsOnly: boolean): Promise<void> {
    const { context } = this.#options;
    const { cleared, registers } = context.instance;
    const empty = await emptyRegisters(cleared, context.runner);
    const timeline = await timelineOf(cleared, context.runner);
    context.renew({ commit, registers, empty, timeline, returnsOnly });
  }
}

/** Follows accepted returns; the first `refresh` brings everything up. */
export const followReturns = (options: ReturnFactsOptions): ReturnFacts => new Following(options);
