/** GET /api/procedures, one procedure, its cases, one case. */
import type {
  CaseAnswer,
  CaseMove,
  CasePending,
  CasesAnswer,
  ProcedureAnswer,
  ProceduresAnswer,
} from "@lianzhang/contract";
import type { Procedure, Register } from "@lianzhang/definitions";
import { agreedAgainstActual, graphOf } from "@lianzhang/definitions";
import { formatDay, termLabel } from "@lianzhang/kernel";
import type { CaseQuery, ClockAsked, ListedCase, MovesView, PendingView } from "@lianzhang/work";
import { fieldSight } from "@lianzhang/work";
import { badQuery, notFound } from "../errors.ts";
import { describeRegister } from "../registers/describe.ts";
import { conditionsIn, orderIn } from "../registers/read.ts";
import { namesOf, recordOut } from "../registers/written.ts";
import type { CaseDesk } from "./desk.ts";
import { procedureFor, proceduresFor, roleLabel, rowFilter, seen } from "./desk.ts";
import { caseFaultOut, caseOut, documentOut, eventOut, evidenceOut } from "./out.ts";

export function registerOf(desk: CaseDesk, procedure: Procedure): Register {
  const register = desk.model.registers.get(procedure.of);
  if (register === undefined) throw notFound({ zh: "登记册", en: "register" }, procedure.of, null);
  return register;
}

async function mineOf(desk: CaseDesk, procedure: Procedure): Promise<number> {
  const query = { procedure: procedure.id, mine: desk.viewer, limit: 1 };
  const found = await desk.cases.list(query, desk.today, rowFilter(desk, procedure.of));
  return found.kind === "page" ? Number(found.total) : 0;
}

const isFinal = (procedure: Procedure, state: string): boolean =>
  procedure.states.get(state)?.kind.startsWith("final") === true;

/** GET /api/procedures */
export async function listProcedures(desk: CaseDesk): Promise<ProceduresAnswer> {
  const procedures: ProceduresAnswer["procedures"][number][] = [];
  for (const procedure of proceduresFor(desk)) {
    const counts = await desk.cases.counts(procedure.id, desk.today, rowFilter(desk, procedure.of));
    const states = [...counts.states];
    const sum = (list: typeof states): number => list.reduce((n, [, cases]) => n + Number(cases), 0);
    procedures.push({
      id: procedure.id,
      label: procedure.label,
      register: procedure.of,
      clause: procedure.clause,
      assumed: procedure.assumed,
      total: sum(states),
      open: sum(states.filter(([state]) => !isFinal(procedure, state))),
      overdue: Number(counts.overdue),
      mine: await mineOf(desk, procedure),
    });
  }
  return { procedures, today: formatDay(desk.today) };
}

/** GET /api/procedures/:procedure */
export async function describeProcedure(desk: CaseDesk, id: string): Promise<ProcedureAnswer> {
  const { model, cases, today } = desk;
  const procedure = procedureFor(desk, id);
  const register = registerOf(desk, procedure);
  const described = describeRegister(desk, register.id);
  const counts = await cases.counts(id, today, rowFilter(desk, register.id));
  const { nodes, edges } = graphOf(procedure);
  return {
    id,
    label: procedure.label,
    note: procedure.note,
    assumed: procedure.assumed,
    clause: procedure.clause,
    register: register.id,
    fields: described.fields,
    name: described.name,
    states: nodes.map((n) => ({ ...n, cases: Number(counts.states.get(n.id) ?? 0n) })),
    edges: edges.map((e) => ({ ...e, by: e.by.map((role) => roleLabel(model, role)) })),
    lists: [...procedure.lists.values()].map((l) => ({
      id: l.id,
      label: l.label,
      cases: Number(counts.lists.get(l.id) ?? 0n),
    })),
    clocks: [...procedure.clocks.values()].map(({ id: clock, label, deadline, until }) => ({
      id: clock,
      label,
      from: deadline.from,
      term: deadline.term.count === 0 ? null : termLabel(deadline.term),
      until,
      basis: deadline.basis,
      assumed: deadline.assumed,
    })),
    batches: [...procedure.batches.values()].map((b) => ({
      id: b.id,
      label: b.label,
      opens: formatDay(b.opens),
      closes: formatDay(b.closes),
    })),
    agreed: agreedAgainstActual(register).map(({ agreed, actual }) => ({
      agreed: agreed.id,
      actual: actual.id,
    })),
    overdue: Number(counts.overdue),
    mine: await mineOf(desk, procedure),
    without: Number(counts.without),
    mayOpen: described.may.open,
    today: formatDay(today),
  };
}

export interface CasesAsked {
  readonly state?: string | undefined;
  readonly list?: string | undefined;
  readonly clock?: string | undefined;
  readonly mine?: "1" | undefined;
  readonly q?: string | undefined;
  readonly where?: string | undefined;
  readonly sort?: string | undefined;
  readonly page: number;
  readonly size: number;
}

const clockIn = (text: string | undefined): ClockAsked | undefined =>
  text === undefined
    ? undefined
    : text === "overdue"
      ? { kind: "overdue" }
      : { kind: "due_within", workingDays: Number(text.slice("due:".length)) };

/** What a list asks, as far as the one who asks may ask by its fields. Throws ApiProblem 400. */
export function queryIn(desk: CaseDesk, procedure: Procedure, asked: CasesAsked): CaseQuery {
  const register = registerOf(desk, procedure);
  const sight = fieldSight(desk.model.policy, desk.model, desk.viewer, register.id);
  const where = conditionsIn(asked.where);
  const sort = orderIn(asked.sort);
  // what is asked by a hidden field would tell of it
  const asking = [...where.map((c) => c.field), ...sort.map((o) => o.field)].find((f) => !sight.isOpen(f));
  if (asking !== undefined)
    throw badQuery(
      {
        zh: `不能按「${asking}」筛选或排序:该字段对您不公开`,
        en: `${asking} is hidden from you: it cannot be asked by`,
      },
      null,
    );
  const clock = clockIn(asked.clock);
  return {
    procedure: procedure.id,
    ...(asked.state === undefined ? {} : { state: asked.state }),
    ...(asked.list === undefined ? {} : { list: asked.list }),
    ...(clock === undefined ? {} : { clock }),
    ...(asked.mine === undefined ? {} : { mine: desk.viewer }),
    search: asked.q ?? "",
    where,
    sort,
    offset: (asked.page - 1) * asked.size,
    limit: asked.size,
  };
}

/** GET /api/procedures/:procedure/cases */
export async function listCases(desk: CaseDesk, id: string, asked: CasesAsked): Promise<CasesAnswer> {
  const procedure = procedureFor(desk, id);
  const register = registerOf(desk, procedure);
  const query = queryIn(desk, procedure, asked);
  const found = await desk.cases.list(query, desk.today, rowFilter(desk, register.id));
  if (found.kind === "refused") {
    const [first] = found.faults;
    const said = first === undefined ? null : caseFaultOut(procedure, register, first);
    throw badQuery(said?.message ?? { zh: "不能这样查询", en: "this cannot be asked" }, said?.hint ?? null);
  }
  const { state, list, q, page, size } = asked;
  await desk.tellReading(register.id, {
    procedure: id,
    state: state ?? null,
    list: list ?? null,
    search: q ?? null,
    page,
    size,
  });
  const people = await desk.names();
  const rows = found.cases.map((c) => caseOut(desk, procedure, register, c, people));
  return {
    total: Number(found.total),
    page: asked.page,
    size: asked.size,
    rows,
    names: await namesOf(
      desk,
      register,
      found.cases.map((c) => seen(desk, register.id, c.case.record.code, c.values)),
    ),
    today: formatDay(desk.today),
  };
}

/** The case and its procedure, when they are there for the one who asks. Throws ApiProblem 404. */
export async function caseFor(
  desk: CaseDesk,
  id: string,
): Promise<{ readonly listed: ListedCase; readonly procedure: Procedure; readonly register: Register }> {
  const listed = await desk.cases.find(id, desk.today);
  const none = notFound({ zh: "事项", en: "case" }, id, null);
  if (listed === null) throw none;
  const procedure = procedureFor(desk, listed.case.procedure);
  const register = registerOf(desk, procedure);
  if ((await desk.cases.find(id, desk.today, rowFilter(desk, register.id))) === null) throw none;
  return { listed, procedure, register };
}

function movesOut(
  desk: CaseDesk,
  procedure: Procedure,
  view: MovesView,
  people: ReadonlyMap<string, string>,
): CaseMove[] {
  return view.mine.map((m) => ({
    to: m.to,
    toLabel: procedure.states.get(m.to)?.label ?? { zh: m.to, en: m.to },
    label: m.label,
    returns: m.returns,
    reason: m.reason,
    visit: m.visit,
    inWindow: m.inWindow,
    as: m.as.map((held) => ({
      role: roleLabel(desk.model, held.role),
      leader: held.leader,
      leaderName: held.leader === null ? null : (people.get(held.leader) ?? held.leader),
    })),
    gates: m.gates.map(({ gate, answer }) => ({
      say: gate.say ?? { zh: gate.text, en: gate.text },
      text: gate.text,
      answer: answer.kind,
      blank: answer.kind === "holds" ? [] : answer.kind === "fails" ? answer.blank : answer.fields,
    })),
    asks: m.asks.map((a) => a.attribute.id),
    evidence: m.evidence.map(({ evidence, standing }) => ({
      id: evidence.id,
      label: evidence.label,
      kind: evidence.kind,
      given: standing.map((e) => evidenceOut(procedure, e, people)),
    })),
    document: m.document === null ? null : { label: m.document.label, number: m.document.number },
    countersign: m.countersign.map((role) => roleLabel(desk.model, role)),
  }));
}

function pendingOut(
  desk: CaseDesk,
  procedure: Procedure,
  register: Register,
  { pending, sign, withdraw }: PendingView,
  people: ReadonlyMap<string, string>,
): CasePending {
  const move = procedure.moves.find((m) => m.to === pending.to);
  const open = new Set(pending.signatures.filter((s) => s.at === null).map((s) => s.role));
  const values = Object.fromEntries(
    Object.entries(pending.values).flatMap(([id, v]) =>
      v === null || !register.attributes.has(id) ? [] : [[id, v === true ? "1" : v === false ? "0" : v]],
    ),
  );
  return {
    to: pending.to,
    label: move?.label ?? { zh: pending.to, en: pending.to },
    byName: pending.byName,
    madeFor: pending.madeFor === null ? null : (people.get(pending.madeFor) ?? pending.madeFor),
    at: pending.at,
    reason: pending.reason,
    values,
    signatures: pending.signatures.map((s) => ({
      role: roleLabel(desk.model, s.role),
      name: s.name,
      at: s.at,
      signedFor: s.signedFor === null ? null : (people.get(s.signedFor) ?? s.signedFor),
    })),
    maySign: sign.some((held) => open.has(held.role)),
    mayReturn: sign.length > 0,
    mayWithdraw: withdraw,
    signFor: sign.find((h) => h.leader === null) === undefined ? (sign[0]?.leader ?? null) : null,
  };
}

/** GET /api/cases/:case */
export async function readCase(desk: CaseDesk, id: string): Promise<CaseAnswer> {
  const { listed, procedure, register } = await caseFor(desk, id);
  const { cases, today, viewer } = desk;
  const record = await desk.registers.find(register.id, { id: listed.case.record.id });
  const view = await cases.moves(viewer, id, today);
  if (record === null || view === null) throw notFound({ zh: "事项", en: "case" }, id, null);
  const people = await desk.names();
  const sight = fieldSight(desk.model.policy, desk.model, viewer, register.id);
  const hidden = new Set(
    sight.hidden({ code: listed.case.record.code, values: listed.values }).map((h) => h.field),
  );
  return {
    case: caseOut(desk, procedure, register, listed, people),
    record: await recordOut(desk, register, record),
    moves: movesOut(desk, procedure, view, people),
    others: view.others.map((o) => ({
      to: o.to,
      label: o.label,
      returns: o.returns,
      by: o.by.map((role) => roleLabel(desk.model, role)),
    })),
    pending: view.pending === null ? null : pendingOut(desk, procedure, register, view.pending, people),
    timeline: (await cases.timeline(id)).map((e) => eventOut(procedure, register, e, people, hidden)),
    evidence: (await cases.evidence(id)).map((e) => evidenceOut(procedure, e, people)),
    documents: (await cases.documents(id)).map((d) => documentOut(d, people)),
    today: formatDay(today),
  };
}
