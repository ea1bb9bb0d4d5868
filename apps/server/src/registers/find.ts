/** GET /api/find: records of every register by name and code, as far as the one who asks may see them. */
import type { SearchAnswer, SearchHit } from "@lianzhang/contract";
import { pageOfCase } from "@lianzhang/contract";
import type { Procedure, Register } from "@lianzhang/definitions";
import type { ListedRecord } from "@lianzhang/work";
import { fieldSight, may, nameField } from "@lianzhang/work";
import type { CaseDesk } from "../cases/desk.ts";
import { proceduresFor, rowFilter } from "../cases/desk.ts";
import { REGISTER } from "../firms.ts";
import { same } from "../present.ts";

/** Rows of one register, and of all. */
const EACH = 5;
const MOST = 20;
/** Registers asked at once. */
const AT_ONCE = 4;
const SHORTEST = 2;

const hasPage = (procedure: Procedure): boolean => pageOfCase(procedure.id, "x").endsWith("/x");

/** Procedures with pages of their own first: what is worked on is looked for most. */
function registersOf(desk: CaseDesk): readonly Register[] {
  const figures = (["figures.all", "figures.scope"] as const).some((c) =>
    may(desk.model.policy, desk.viewer, c),
  );
  const worked = new Set(
    proceduresFor(desk)
      .filter(hasPage)
      .map((p) => p.of),
  );
  return (
    [...desk.model.registers.values()]
      // firms are found with figures, by whoever may see those
      .filter((r) => desk.may(r.id) !== null && !(r.id === REGISTER && figures))
      .toSorted((a, b) => Number(worked.has(b.id)) - Number(worked.has(a.id)))
  );
}

/** Cases of the records found, by the record's code: their pages are where the work is. */
async function casesOf(
  desk: CaseDesk,
  register: Register,
  words: string,
): Promise<ReadonlyMap<string, { readonly page: string; readonly state: SearchHit["label"] }>> {
  const procedure = proceduresFor(desk).find((p) => p.of === register.id && hasPage(p));
  if (procedure === undefined) return new Map();
  const query = { procedure: procedure.id, search: words, limit: EACH };
  const found = await desk.cases.list(query, desk.today, rowFilter(desk, register.id));
  if (found.kind === "refused") return new Map();
  return new Map(
    found.cases.map(({ case: c }) => [
      c.record.code,
      {
        page: pageOfCase(procedure.id, c.id),
        state: procedure.states.get(c.state)?.label ?? same(c.state),
      },
    ]),
  );
}

const PARCEL = "parcel";

const pageOf = (register: Register, { id, code }: ListedRecord): string =>
  register.id === PARCEL
    ? `/parcels/${encodeURIComponent(code)}`
    : `/registers/${encodeURIComponent(register.id)}/${encodeURIComponent(id)}`;

async function hitsIn(desk: CaseDesk, register: Register, words: string): Promise<readonly SearchHit[]> {
  const { model, viewer } = desk;
  const name = nameField(register);
  // a name that is hidden in some rows would be told by what it finds
  if (name !== null && !fieldSight(model.policy, model, viewer, register.id).isOpen(name)) return [];
  const answer = await desk.registers.list(register.id, {
    month: desk.thisMonth,
    search: words,
    limit: EACH,
  });
  if (answer.kind === "refused" || answer.records.length === 0) return [];
  const cases = await casesOf(desk, register, words);
  return answer.records.map((record): SearchHit => {
    const called = name === null ? undefined : record.values[name];
    const work = cases.get(record.code);
    const { zh, en } = register.label;
    return {
      kind: "record",
      id: work?.page ?? pageOf(register, record),
      label: same(typeof called === "string" ? called : record.code),
      detail:
        work === undefined
          ? { zh: `${zh} ${record.code}`, en: `${en} ${record.code}` }
          : { zh: `${zh} · ${work.state.zh}`, en: `${en} · ${work.state.en}` },
    };
  });
}

/** At most 20, few of each register; nothing for less than two characters. */
export async function findRecords(desk: CaseDesk, q: string): Promise<SearchAnswer> {
  const words = q.trim().normalize("NFKC");
  if ([...words].length < SHORTEST) return { hits: [] };
  const registers = registersOf(desk);
  const hits: SearchHit[] = [];
  for (let i = 0; i < registers.length && hits.length < MOST; i += AT_ONCE) {
    const found = registers.slice(i, i + AT_ONCE).map((register) => hitsIn(desk, register, words));
    hits.push(...(await Promise.all(found)).flat());
  }
  return { hits: hits.slice(0, MOST) };
}
