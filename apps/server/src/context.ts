/** What every route reads: the model, the database, and figures computed once per question. */
import { createHash } from "node:crypto";
import type { LoadResult, Model } from "@lianzhang/definitions";
import { withholdEmpty } from "@lianzhang/definitions";
import type { ComputeRequest, Figure, TargetResult, Versions } from "@lianzhang/engine";
import { compute, computeTargets, ENGINE_VERSION } from "@lianzhang/engine";
import type { Day, Diagnostic, Period, SqlRunner } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Timeline } from "./timeline.ts";

/** What a page needs that is no definition: places on the tile diagram, public facts on real firms. */
export interface PageFacts {
  /** The published figure and growth in which a target's arithmetic is said, by target. */
  readonly arithmetic: ReadonlyMap<string, { readonly figure: string; readonly growth: string }>;
  readonly tiles: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
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
  readonly registers: bigint;
  /** Those without any subject. */
  readonly empty: ReadonlySet<string>;
}

export interface Asked {
  readonly period: Period;
  readonly known: Day | null;
}

/** Answers kept; the oldest goes when there are more. */
const KEPT = 2000;

export class Context {
  #instance: Instance;
  readonly #kept = new Map<string, Promise<unknown>>();

  constructor(instance: Instance) {
    this.#instance = instance;
  }

  get instance(): Instance {
    return this.#instance;
  }

  get model(): Model {
    return this.instance.model;
  }
  get runner(): SqlRunner {
    return this.instance.runner;
  }

  /** The tables of registers are other ones now: what was computed from the old ones is forgotten. */
  renew({ commit, registers, empty }: Renewal): void {
    const { versions, cleared } = this.#instance;
    const model = withholdEmpty(cleared, empty);
    this.#instance = { ...this.#instance, model, versions: { ...versions, commit }, registers };
    this.#kept.clear();
  }

  /** The work for a key is done once; a failure is not kept. */
  once<T>(key: string, work: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    // The key names the kind of answer first, so one key never holds two types.
    if (kept) return kept as Promise<T>;
    const started = work();
    this.#kept.set(key, started);
    started.catch(() => this.#kept.delete(key));
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && !oldest.done) this.#kept.delete(oldest.value);
    return started;
  }

  /** Figures of indicators over groupings, all in one run of the engine. */
  figures(
    asked: Asked,
    indicators: readonly string[],
    groupings: ComputeRequest["groupings"],
    model: Model = this.model,
  ): Promise<readonly Figure[]> {
    const key = `figures|${keyOf(asked)}|${indicators.join(",")}|${groupings.map((g) => g.join("+")).join(",")}`;
    return this.once(key, async () => {
      const request: ComputeRequest = { ...asked, indicators, groupings, basis: "end" };
      return (await compute(model, this.runner, request, this.instance.versions)).figures;
    });
  }

  targets(asked: Asked): Promise<readonly TargetResult[]> {
    return this.once(`targets|${keyOf(asked)}`, () =>
      computeTargets(this.model, this.runner, { ...asked, basis: "end" }, this.instance.versions),
    );
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
