/** What every route reads: the model, the database, and figures computed once per question. */
import { createHash } from "node:crypto";
import type { LoadResult, Model } from "@lianzhang/definitions";
import { withholdEmpty } from "@lianzhang/definitions";
import type { ComputeRequest, Contributors, Figure, TargetResult, Versions } from "@lianzhang/engine";
import { compute, computeTargets, ENGINE_VERSION } from "@lianzhang/engine";
import type { Day, Diagnostic, Period, SqlRunner } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import { LRUCache } from "lru-cache";
import { releasedFigures, releasedTarget } from "./sight/embargo.ts";
import { shownFigures } from "./sight/shown.ts";
import type { Sight } from "./sight/sight.ts";
import { EVERYTHING, hidesFirms, isLimited } from "./sight/sight.ts";
import type { Timeline } from "./timeline.ts";

/** A rung: the evaluation that says what is asked, and the title that says who holds it (null: no title does). */
export interface LadderRung {
  readonly track: string;
  readonly evaluation: string;
  readonly title: string | null;
  readonly kind: "rung" | "watch";
}

/** What a page needs that is no definition: places on the tile diagram, public facts on real firms. */
export interface PageFacts {
  /** The published figure and growth in which a target's arithmetic is said, by target. */
  readonly arithmetic: ReadonlyMap<string, { readonly figure: string; readonly growth: string }>;
  readonly tiles: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  /** Fields (`form.field`) that are added up behind the classes of an evaluation, in order. */
  readonly behind: readonly { readonly evaluation: string; readonly field: string }[];
  /** The rungs of the ladder of cultivation, from the lowest of each track. */
  readonly ladder: readonly LadderRung[];
  /** Indicators and the evaluation that the page of energy and carbon shows, by its parts. */
  readonly energy: readonly { readonly part: string; readonly id: string }[];
  /** The procedure in which the year of an evaluation is worked through. */
  readonly years: readonly { readonly evaluation: string; readonly procedure: string }[];
  /** What follows from a class of an evaluation, by the department (a holder) that does it. */
  readonly measures: readonly {
    readonly evaluation: string;
    readonly class: string;
    readonly department: string;
    readonly text: { readonly zh: string; readonly en: string };
  }[];
  readonly publicFirms: readonly {
    readonly name: string;
    readonly county: string | null;
    readonly facts: readonly {
      readonly label: { readonly zh: string; readonly en: string };
      readonly text: string;
    }[];
    readonly source: string;
  }[];
}

export interface Instance {
  /** The decision folder: documents are filled from its templates. */
  readonly folder: string;
  /** Without what cannot be computed for want of records. */
  readonly model: Model;
  /** The same before that. */
  readonly cleared: Model;
  readonly decision: Pick<LoadResult, "diagnostics" | "counts" | "coverage">;
  readonly dataDiagnostics: readonly Diagnostic[];
  readonly runner: SqlRunner;
  readonly versions: Versions;
  /** Event number of the registers that people keep; null: they come from the data folders. */
  readonly registers: bigint | null;
  readonly demo: boolean;
  readonly timeline: Timeline;
  readonly facts: PageFacts;
  readonly appVersion: string;
}

/** Registers that people keep, as they are now. */
export interface Renewal {
  readonly commit: number;
  /** The event number they were taken at. */
  readonly registers: bigint | null;
  /** Periods of returns, where they may be others now. */
  readonly timeline?: Timeline;
  /** Those without any subject. */
  readonly empty: ReadonlySet<string>;
  /** Registers are as they were: what was made of them alone stays. */
  readonly returnsOnly?: boolean;
}

export interface Asked {
  readonly period: Period;
  readonly known: Day | null;
}

/** Characters of answers kept as they were sent. */
const KEPT_TEXT = 64_000_000;
/** Answers kept. */
const KEPT = 2000;
const KEPT_BEHIND = 100;
/** Lists of all subjects of a month. */
const KEPT_OF_REGISTERS = 200;

/** What all views of one product share. */
interface Shared {
  instance: Instance;
  readonly answers: LRUCache<string, string>;
  readonly kept: Kept;
  readonly ofRegisters: Kept;
  readonly behind: Kept;
}

/** Work that is done or under way, by its question; the one asked for longest ago goes when there are more. */
type Kept = LRUCache<string, Promise<unknown>>;

/** The work for a key is done once; a failure is not kept. */
function onceIn<T>(kept: Kept, key: string, work: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  // The key names the kind of answer first, so one key never holds two types.
  if (known) return known as Promise<T>;
  const started = work();
  kept.set(key, started);
  started.catch(() => kept.delete(key));
  return started;
}

export class Context {
  readonly #shared: Shared;
  /** Other definitions than the instance's; null: its own. */
  readonly #model: Model | null;
  /** What of figures is shown: answers are for those who see this much. */
  readonly sight: Sight;

  /** Of an instance, for everything; of another context, for one sight. */
  constructor(of: Instance | Context, sight: Sight = EVERYTHING, model: Model | null = null) {
    this.#model = model;
    this.#shared =
      of instanceof Context
        ? of.#shared
        : {
            instance: of,
            answers: new LRUCache({
              maxSize: KEPT_TEXT,
              sizeCalculation: (text, key) => text.length + key.length,
            }),
            kept: new LRUCache({ max: KEPT }),
            ofRegisters: new LRUCache({ max: KEPT_OF_REGISTERS }),
            behind: new LRUCache({ max: KEPT_BEHIND }),
          };
    this.sight = sight;
  }

  /** The same product without bounds of sight: for what is made once for all and then narrowed. */
  get whole(): Context {
    return isLimited(this.sight) ? new Context(this, EVERYTHING, this.#model) : this;
  }

  /** The same facts and sight under other definitions, as a scenario has them: answers are kept apart by the model's key. */
  under(model: Model): Context {
    return new Context(this, this.sight, model);
  }

  /** The same under the definitions of the folder. */
  get unchanged(): Context {
    return this.#model === null ? this : new Context(this, this.sight);
  }

  get instance(): Instance {
    const { instance } = this.#shared;
    return this.#model === null ? instance : { ...instance, model: this.#model };
  }

  #key(question: string): string {
    return `${this.#model?.key ?? ""}|${this.sight.key}|${question}`;
  }

  /** Answers as they were sent, by `answerKey`. */
  get answers(): LRUCache<string, string> {
    return this.#shared.answers;
  }

  /** Equal keys, equal answers: the question, the facts it is asked of, and how much of them is seen. */
  answerKey(question: string): string {
    const { versions, registers } = this.instance;
    return `${versions.commit}|${registers ?? ""}|${this.sight.key}|${question}`;
  }

  get model(): Model {
    return this.instance.model;
  }
  get runner(): SqlRunner {
    return this.instance.runner;
  }

  /** The tables of registers are other ones now: what was computed from the old ones is forgotten. */
  renew({ commit, registers, empty, timeline = this.instance.timeline, returnsOnly }: Renewal): void {
    const { versions, cleared } = this.instance;
    const model = withholdEmpty(cleared, empty);
    this.#shared.instance = {
      ...this.instance,
      model,
      versions: { ...versions, commit },
      registers,
      timeline,
    };
    this.#shared.answers.clear();
    this.#shared.kept.clear();
    this.#shared.behind.clear();
    if (returnsOnly !== true) this.#shared.ofRegisters.clear();
  }

  /** The work for a key is done once a sight; a failure is not kept. */
  once<T>(question: string, work: () => Promise<T>): Promise<T> {
    return onceIn(this.#shared.kept, this.#key(question), work);
  }

  /** The same of what is read from registers alone, without bounds of sight: accepted returns leave it as it is. */
  onceOfRegisters<T>(question: string, work: () => Promise<T>): Promise<T> {
    return onceIn(this.#shared.ofRegisters, question, work);
  }

  /** Figures of indicators over groupings, all in one run of the engine; without what is not to be seen. */
  figures(
    asked: Asked,
    indicators: readonly string[],
    groupings: ComputeRequest["groupings"],
    model: Model = this.model,
  ): Promise<readonly Figure[]> {
    const key = `figures|${keyOf(asked)}|${indicators.join(",")}|${groupings.map((g) => g.join("+")).join(",")}`;
    return this.once(key, async () => {
      if (isLimited(this.sight)) {
        const all = await this.whole.figures(asked, indicators, groupings, model);
        const seen = hidesFirms(this.sight) ? await shownFigures(this, asked, key, all, model) : all;
        return releasedFigures(model, this.sight, seen);
      }
      const request: ComputeRequest = { ...asked, indicators, groupings, basis: "end" };
      return (await compute(model, this.runner, request, this.instance.versions)).figures;
    });
  }

  /** Who stands behind the figures that answer a question: large, so few are kept, for all sights together. */
  contributors(
    question: string,
    work: () => Promise<readonly (readonly Contributors[])[]>,
  ): Promise<readonly (readonly Contributors[])[]> {
    return onceIn(this.#shared.behind, `${this.#model?.key ?? ""}|${question}`, work);
  }

  /** Of the whole city: everybody who sees figures sees them, from the day of their release. */
  async targets(asked: Asked): Promise<readonly TargetResult[]> {
    const all = await this.whole.once(`targets|${keyOf(asked)}`, () =>
      computeTargets(this.model, this.runner, { ...asked, basis: "end" }, this.instance.versions),
    );
    return all.map((t) => releasedTarget(this.model, this.sight, t, asked.period));
  }

  /** Short id of the run: definitions, data, engine and store, and what was known. */
  run(asked: Asked): string {
    const { versions, registers } = this.instance;
    return createHash("sha256")
      .update(
        [
          this.model.key,
          versions.commit,
          registers ?? "files",
          versions.store,
          ENGINE_VERSION,
          asked.known ?? "all",
        ].join("|"),
      )
      .digest("hex")
      .slice(0, 10);
  }
}

export const keyOf = (asked: Asked): string => `${formatPeriod(asked.period)}|${asked.known ?? ""}`;
