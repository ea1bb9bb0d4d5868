/** What a document can be about: chains, the whole city, targets that are behind, tasks that are overdue. */
import type { PaperKind, Reference } from "@lianzhang/contract";
import type { Chain } from "@lianzhang/definitions";
import { formatDay, nearest } from "@lianzhang/kernel";
import type { ListedCase } from "@lianzhang/work";
import type { BoardDesk } from "../board/board.ts";
import { chainBoard } from "../board/board.ts";
import { rowFilter } from "../cases/desk.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";
import type { OperationDesk } from "../operation/desk.ts";
import { textIn } from "../operation/desk.ts";
import { WHOLE } from "../operation/head.ts";
import { chainCodes, chainKey } from "../output-indicator.ts";
import { codeLabel, keyClassification, reference, same } from "../present.ts";
import { chainCode } from "../routes/segments.ts";
import type { Standing } from "./facts.ts";
import { fundSubjects } from "./funding.ts";
import { upTo } from "./facts.ts";
import { chainsFor, makesOfCity } from "./may.ts";
import { dayWords } from "./reasons.ts";
import type { Behind, ChainAbout } from "./sheets.ts";

export type PaperDesk = OperationDesk & BoardDesk;

export const CITY_SUBJECT = "city";
const TASK = "task";
const MOST = 500;

/** A subject with what is known of the fields that people fill in. */
export interface Subject {
  readonly of: Reference;
  readonly known: Readonly<Record<string, string>>;
}

const plain = (of: Reference): Subject => ({ of, known: {} });

export const chainTarget = ({ model }: Context, chain: Chain): string | null =>
  [...model.targets.values()].find((t) => {
    const indicator = model.indicators.get(t.indicator ?? "");
    const codes = indicator === undefined ? [] : chainCodes(indicator);
    return codes.length === 1 && codes[0] === chainCode(chain);
  })?.id ?? null;

/** Targets behind their pace, or that will be missed. */
async function behindTargets(context: Context, { month, known }: Standing): Promise<readonly Subject[]> {
  const results = await context.targets({ period: upTo(month), known });
  return results
    .filter((t) => t.status === "behind" || t.status === "will_miss")
    .map(({ target }) => ({
      of: reference(`target:${target.id}`, target.label),
      known: {
        责任单位: target.owner === null ? "" : (context.model.holders.get(target.owner)?.label.zh ?? ""),
        督办依据: context.model.clauses.get(target.clause)?.heading ?? target.clause,
      },
    }));
}

const overdueOf = ({ dues }: ListedCase): number =>
  Math.max(0, ...dues.flatMap((d) => (d.due.kind === "due" ? [d.due.overdueDays] : [])));

async function openTasks(desk: OperationDesk): Promise<readonly ListedCase[]> {
  const procedure = desk.model.procedures.get(TASK);
  if (procedure === undefined || desk.may(TASK) === null) return [];
  const found = await desk.cases.list({ procedure: TASK, limit: MOST }, desk.today, rowFilter(desk, TASK));
  const cases = found.kind === "page" ? found.cases : [];
  return cases.filter((c) => procedure.states.get(c.case.state)?.kind.startsWith("final") !== true);
}

async function overdueTasks(desk: OperationDesk): Promise<readonly Subject[]> {
  return (await openTasks(desk))
    .filter((c) => overdueOf(c) > 0)
    .map(({ case: { id }, values }) => {
      const department = textIn(values, "task_department");
      return {
        of: reference(`task:${id}`, same(textIn(values, "task_title") ?? id)),
        known: {
          责任单位: department === null ? "" : codeLabel(desk.model, "department", department).zh,
          协同单位: textIn(values, "task_support") ?? "",
          督办依据: textIn(values, "task_source") ?? "",
        },
      };
    });
}

/** What the viewer can make a document of this kind about; null: there is nothing to choose. */
export async function subjectsOf(
  context: Context,
  desk: PaperDesk,
  kind: PaperKind,
  standing: Standing,
): Promise<readonly Subject[] | null> {
  const asking = { model: context.model, viewer: desk.viewer };
  const chains = chainsFor(asking).map((c) => plain(reference(c.id, c.label)));
  const city = makesOfCity(asking, kind) ? [plain(reference(CITY_SUBJECT, WHOLE))] : [];
  switch (kind) {
    case "monthly-analysis":
      return city.length > 0 ? null : [];
    case "chain-brief":
      return chains;
    case "special-report":
      return [...city, ...chains];
    case "supervision-notice":
      return city.length === 0
        ? []
        : [...(await behindTargets(context, standing)), ...(await overdueTasks(desk))];
    case "funding-table":
      return city.length === 0 ? [] : fundSubjects(context);
  }
}

/** As tables of chains name it: 锂电. */
const chainName = ({ model }: Context, chain: Chain): string => {
  const key = chainKey(model);
  return codeLabel(model, key === null ? null : keyClassification(model, key), chainCode(chain)).zh;
};

export function chainNamed(context: Context, id: string): Chain {
  const found = context.model.chains.get(id);
  if (found !== undefined) return found;
  throw notFound({ zh: "产业链", en: "chain" }, id, nearest(id, context.model.chains.keys()));
}

/** Who answers for the chain, what is stuck and what its chief is asked. */
export async function chainAbout(
  context: Context,
  desk: PaperDesk | null,
  standing: Standing,
  id: string,
): Promise<ChainAbout> {
  const chain = chainNamed(context, id);
  const bare = {
    code: chainCode(chain),
    name: chainName(context, chain),
    target: chainTarget(context, chain),
    chief: "",
    department: "",
    projects: [],
    asks: [],
  };
  if (desk === null) return bare;
  const frame = { period: upTo(standing.month), known: standing.known, scope: [] };
  const board = await chainBoard(context, desk, frame, id);
  const held = (what: (typeof board.people)[number]["what"]): string =>
    board.people.find((p) => p.what === what)?.persons.join("、") ?? "";
  return {
    ...bare,
    chief: held("chain_chief"),
    department: held("department"),
    projects: (board.projects?.rows ?? []).map((p) => ({
      key: p.id,
      name: p.name,
      problem: [...p.lists.map((l) => l.zh), ...(p.overdueDays > 0 ? [`${p.state.zh}，已超期`] : [])].join(
        "；",
      ),
      unit: p.unit?.zh ?? "",
    })),
    asks: board.asks.filter((a) => a.settled === null).map((a) => ({ key: a.id, text: a.text })),
  };
}

/** Throws ApiProblem 404 for what is not behind, or not for the viewer. */
export async function behindNamed(context: Context, desk: PaperDesk | null, id: string): Promise<Behind> {
  const [what, code] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
  const target = what === "target" ? context.model.targets.get(code) : undefined;
  if (target !== undefined)
    return { title: target.quote === null ? target.label.zh : target.quote, target: target.id };
  const task = desk === null ? undefined : (await openTasks(desk)).find((c) => c.case.id === code);
  if (what !== "task" || task === undefined)
    throw notFound({ zh: "目标或任务", en: "target or task" }, id, null);
  const asked = textIn(task.values, "task_target");
  return {
    title: textIn(task.values, "task_title") ?? code,
    target: asked !== null && context.model.targets.has(asked) ? asked : null,
  };
}

/** Today, as a document is dated. */
export const todayWords = (desk: OperationDesk): string => dayWords(formatDay(desk.today));
