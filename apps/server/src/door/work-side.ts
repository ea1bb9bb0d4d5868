/** The people's half of a running product: its database, its people, its registers, and what figures take from them. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pageOfCase } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import { filedList } from "@lianzhang/returns";
import type {
  KeptReturnsOptions,
  AcceptedReturn,
  AddressBook,
  Cases,
  Clock,
  KeptFiles,
  KeptReturns,
  Papers,
  People,
  Readings,
  Registers,
  SignOn,
  TodoList,
  Work,
  WorkPlace,
  Workbooks,
} from "@lianzhang/work";
import {
  addresseesIn,
  applyPolicy,
  dayNow,
  folderRoles,
  keepListFile,
  keptFiles,
  listsOf,
  makeKeyFile,
  openCases,
  openPapers,
  openPeople,
  openReadings,
  openRegisters,
  openReturns,
  openTodos,
  openWork,
  openWorkbooks,
  readKeyFile,
} from "@lianzhang/work";
import { factsFrom } from "../cases/facts.ts";
import type { Context } from "../context.ts";
import { StartError } from "../errors.ts";
import type { KeptFacts } from "../kept/kept.ts";
import { followRegisters, staysInFile } from "../kept/kept.ts";
import { seedRegisters } from "../kept/seed.ts";
import { closeArrived } from "../operation/asks.ts";
import type { ReadReturn, ReturnFacts, ReturnFactsOptions } from "../returns/follow.ts";
import { followReturns } from "../returns/follow.ts";
import type { Keeping } from "../returns/carried.ts";
import { carriedBy } from "../returns/carried.ts";
import { demoOperation } from "./demo-operation.ts";
import { demoPeople } from "./demo-people.ts";
import { demoWorkOfProjects } from "./demo-projects.ts";
import { demoReturns } from "./demo-returns.ts";
import { demoService } from "./demo-service.ts";
import { demoWorkbooks } from "./demo-workbooks.ts";
import { monthOf } from "./month.ts";
import { followTodos } from "./follow-todos.ts";

export interface WorkSide {
  readonly model: Model;
  readonly clock: Clock;
  readonly work: Work;
  readonly people: People;
  /** For the program itself: nobody's view. */
  readonly registers: Registers;
  readonly cases: Cases;
  readonly papers: Papers;
  readonly workbooks: Workbooks;
  readonly readings: Readings;
  readonly kept: KeptFacts;
  readonly returns: KeptReturns;
  /** Figures follow accepted returns; null: nothing reads them yet. */
  readonly returnFacts: ReturnFacts | null;
  readonly signOn: SignOn | null;
  readonly addressBook: AddressBook | null;
  /** Whether demo people are here: visitors may look around. */
  readonly demo: boolean;
  close(): Promise<void>;
}

export interface WorkSideOptions {
  readonly context: Context;
  readonly place: WorkPlace;
  readonly keyFile: string;
  /** Folders whose registers are entered at the first start. */
  readonly data: readonly string[];
  /** Where the engine reads registers from. */
  readonly kept: string;
  /** Where the bytes of returns are kept; default: `files` beside the registers. */
  readonly files?: string;
  /** How accepted returns become rows, and how the store is made anew; absent: figures do not follow returns. */
  readonly follow?: Pick<ReturnFactsOptions, "anew"> & {
    readonly rowsOf: (accepted: AcceptedReturn, files: KeptFiles) => Promise<ReadReturn>;
  };
  readonly demoPeople: boolean;
  /** Whether the demo people have made-up work before them; default: they have. */
  readonly demoWork?: boolean;
  readonly signOn: SignOn | null;
  readonly todoList?: TodoList | null;
  readonly addressBook?: AddressBook | null;
  /** The time it is; another one in tests. */
  readonly clock?: Clock;
  readonly progress: (step: Label) => void;
  readonly fault: (error: unknown) => void;
}

/** How long figures wait for more changes of registers, ms. */
const SETTLE = 400;

/** How often what the clock has ended is ended in the tables, ms. */
const MINUTE = 60_000;

/** The key of second factors: made once, never again while there are people whose secrets it seals. */
async function keyOf(work: Work, path: string, progress: WorkSideOptions["progress"]) {
  if (!existsSync(path)) {
    const rows = await work.database.read((q) => q.rows("SELECT person FROM credential LIMIT 1"));
    if (rows.length > 0)
      throw new StartError(
        "LZ6115",
        { zh: `密钥文件不在:${path}`, en: `the key file is not there: ${path}` },
        {
          zh: "放回保管的副本;确已遗失的,先移走空文件夹再逐人重置第二因素,见 docs/people.md",
          en: "put the copy back that was kept; without it every second factor is set up again, see docs/people.md",
        },
      );
    makeKeyFile(path, randomBytes);
    progress({
      zh: `已生成密钥文件 ${path}:请另存副本,不要与备份放在一起`,
      en: `made the key file ${path}: keep a copy, apart from the backups`,
    });
  }
  return readKeyFile(path, randomBytes);
}

/** Returns as they are kept, and the figures that follow them; the store's own beginning is looked at. */
async function returnsSide(
  { context, files: folder, kept, follow }: WorkSideOptions,
  model: Model,
  { database, trail }: Work,
  { clock, keeping }: { readonly clock: Clock; readonly keeping: Keeping },
): Promise<Pick<WorkSide, "returns" | "returnFacts">> {
  const files = keptFiles(folder ?? join(kept, "../files"));
  const carried: KeptReturnsOptions["carried"] = (purged) => carriedBy(context, keeping, purged);
  const returns = openReturns({ model, database, trail, files, clock, random: randomBytes, carried });
  await returns.finishPurges({ user: "lianzhang", onBehalfOf: null, unit: null, purpose: "purge" });
  if (follow === undefined) return { returns, returnFacts: null };
  const { anew, rowsOf } = follow;
  const returnFacts = followReturns({
    context,
    returns,
    anew,
    rowsOf: (accepted) => rowsOf(accepted, files),
  });
  await returnFacts.begin();
  return { returns, returnFacts };
}

/** Opens the people's half. Throws WorkError and StartError. */
export async function openWorkSide(options: WorkSideOptions): Promise<WorkSide> {
  const { context, place, progress, fault, clock = () => new Date() } = options;
  const model = context.instance.cleared;
  progress({ zh: "打开工作库", en: "opening the people's half" });
  const work = await openWork({ place, clock, random: randomBytes });
  try {
    const key = await keyOf(work, options.keyFile, progress);
    const people = openPeople({ work, key, clock, random: randomBytes, roles: folderRoles(model) });
    await applyPolicy(work, model.policy, model);
    const { database, trail } = work;
    const common = { database, trail, clock };
    const keeping = { papers: openPapers(common), workbooks: openWorkbooks(common) };
    const demoWork = options.demoPeople && (options.demoWork ?? true);
    const registers = openRegisters({ model, database, trail, random: randomBytes });
    const facts = factsFrom(context);
    const cases = openCases({ model, database, trail, random: randomBytes, clock, facts });
    for (const seeded of await seedRegisters(model, registers, options.data, progress))
      if (seeded.tooLarge) progress(staysInFile(seeded.register, seeded.file));
    for (const list of listsOf(model.policy, model))
      await keepListFile(work, list.id, await filedList(context.runner, list));
    if (options.demoPeople) {
      await demoPeople(people, model, registers, monthOf(clock()), progress);
      if (demoWork) {
        progress({ zh: "演示身份的事项入库", en: "entering made-up work for the demo people" });
        await demoWorkOfProjects({ model, registers, cases, today: dayNow(clock) });
        await demoService({ model, registers, cases, people });
      }
    }
    const { returns, returnFacts } = await returnsSide(options, model, work, { clock, keeping });
    if (demoWork) await demoReturns({ model, people, registers, returns, today: dayNow(clock) });
    const renewed = async (): Promise<unknown> => returnFacts?.registered();
    const kept = followRegisters({ context, registers, folder: options.kept, delay: SETTLE, fault, renewed });
    await kept.refresh();
    await returnFacts?.refresh();
    await closeArrived(context, { model, cases, today: dayNow(clock) });
    if (demoWork) await demoOperation({ model, registers, cases, people, context, today: dayNow(clock) });
    const demo = (await people.reading.list()).some((p) => p.demo);
    const tidying = setInterval(() => void people.gate.tidy().catch(fault), MINUTE);
    tidying.unref();
    const { signOn, addressBook = null, todoList: list = null } = options;
    if (demoWork) await demoWorkbooks({ model, registers, cases, people, context, ...keeping });
    const addressees = () => addresseesIn(people);
    const stopTodos =
      list === null
        ? null
        : followTodos(
            openTodos({ model, database, clock, list, addressees, path: pageOfCase, fault }),
            fault,
          );
    const close = async (): Promise<void> => {
      clearInterval(tidying);
      await stopTodos?.();
      await kept.close();
      await returnFacts?.close();
      await work.close();
    };
    return {
      model,
      clock,
      work,
      people,
      registers,
      cases,
      ...keeping,
      readings: openReadings(common),
      kept,
      returns,
      returnFacts,
      signOn,
      addressBook,
      demo,
      close,
    };
  } catch (error) {
    await work.close();
    throw error;
  }
}
