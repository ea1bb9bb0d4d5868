/** Registers that people keep as facts of the engine, by a stated event number of the audit chain. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Label } from "@lianzhang/kernel";
import type { KeptList, KeptRegister } from "@lianzhang/returns";
import { emptyRegisters, reloadKept } from "@lianzhang/returns";
import type { Registers, Snapshot } from "@lianzhang/work";
import { listingsOf } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { registersRead } from "./read.ts";
import { keptRegisters } from "./seed.ts";

export interface KeptFacts {
  /** Event number of the registers that figures are computed from. */
  event(): bigint | null;
  /** Brings the engine's registers up to the last event; false when none has changed. Throws what the databases throw. */
  refresh(): Promise<boolean>;
  /** A record of the register was changed: figures that read it follow soon, many changes at once. */
  changed(register: string): void;
  /** Waits for what is under way and stops following. */
  close(): Promise<void>;
}

export interface KeptOptions {
  readonly context: Context;
  readonly registers: Registers;
  /** Where snapshots are written for the engine to read. */
  readonly folder: string;
  /** How long to wait for more changes before figures follow, ms. */
  readonly delay: number;
  /** Told of a refresh that failed; the figures stay as they were. */
  readonly fault: (error: unknown) => void;
  /** Done after registers were put in: returns may have waited for a firm. */
  readonly renewed?: () => Promise<unknown>;
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

class Following implements KeptFacts {
  readonly #options: KeptOptions;
  /** By register: the last event that was looked at, and the content that the engine has. */
  readonly #seen = new Map<string, { readonly event: bigint; readonly content: string }>();
  readonly #read: ReadonlySet<string>;
  #event: bigint | null = null;
  #timer: NodeJS.Timeout | null = null;
  #under: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: KeptOptions) {
    this.#options = options;
    this.#read = registersRead(options.context.model);
    mkdirSync(options.folder, { recursive: true });
  }

  event(): bigint | null {
    return this.#event;
  }

  refresh(): Promise<boolean> {
    const next = this.#under.then(() => this.#refresh());
    this.#under = next.catch(() => undefined);
    return next;
  }

  changed(register: string): void {
    if (this.#closed || this.#timer !== null || !this.#read.has(register)) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.refresh().catch(this.#options.fault);
    }, this.#options.delay);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#under;
  }

  /** Snapshots of the registers whose content is another one than the engine has. */
  async #snapshots(event: bigint): Promise<readonly Snapshot[]> {
    const { context, registers } = this.#options;
    const found: Snapshot[] = [];
    for (const { id } of keptRegisters(context.model)) {
      const last = await registers.lastEvent(id);
      const seen = this.#seen.get(id);
      if (last === null || last === seen?.event) continue;
      const snapshot = await registers.snapshot(id, event);
      const content = digest(snapshot.text);
      this.#seen.set(id, { event: last, content });
      if (content !== seen?.content) found.push(snapshot);
    }
    return found;
  }

  #write(snapshot: Snapshot): KeptRegister {
    const path = join(this.#options.folder, `${snapshot.register}.csv`);
    writeFileSync(path, snapshot.text);
    return { register: snapshot.register, path };
  }

  async #refresh(): Promise<boolean> {
    const { context, registers } = this.#options;
    const event = await registers.eventNow();
    const snapshots = await this.#snapshots(event);
    if (snapshots.length === 0) return false;
    const lists = [...context.model.memberships.values()].flatMap((m): KeptList[] => {
      const entries = snapshots.find((s) => s.register === m.entries?.register);
      return entries ? [{ membership: m.id, listings: listingsOf(m, entries.records) }] : [];
    });
    const kept = { registers: snapshots.map((s) => this.#write(s)), lists };
    try {
      const { commit } = await reloadKept(context.model, context.runner, kept);
      this.#event = event;
      const empty = await emptyRegisters(context.model, context.runner);
      context.renew({ commit, registers: event, empty });
      await this.#options.renewed?.();
    } catch (error) {
      // asked again at the next change
      for (const { register } of kept.registers) this.#seen.delete(register);
      throw error;
    }
    return true;
  }
}

/** Follows the registers of the people's half; the first `refresh` puts them all in the place of the files' ones. */
export const followRegisters = (options: KeptOptions): KeptFacts => new Following(options);

/** What a person is told about a register that stays in its file. */
export const staysInFile = (register: string, file: string): Label => ({
  zh: `登记册 ${register} 过大,仍由文件 ${file} 提供,不在页面上维护`,
  en: `the register ${register} is too large and stays in its file ${file}`,
});
