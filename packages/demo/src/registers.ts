/** Rows of the registers: firms with spells, their chains, their sites. */
import type { Model } from "@lianzhang/definitions";
import type { Month } from "@lianzhang/kernel";
import { formatDay, formatMonth, month } from "@lianzhang/kernel";
import type { Firm } from "./population.ts";
import { december, isListed, siteAt } from "./population.ts";
import type { IndustryId } from "./published.ts";
import { LAST_YEAR } from "./published.ts";
import type { Subject } from "./quantities.ts";
import { isLarge, sizeClass } from "./quantities.ts";
import { random, uniformOf } from "./random.ts";
import { dayIn } from "./reporting.ts";

/** What a firm is in one spell. */
interface Standing {
  readonly s: Subject;
  readonly at: Month;
}

const certified = (firm: Firm, topic: number, share: number): Month | null => {
  const p = firm.anchor === null ? share : 0.95;
  if (uniformOf(topic, firm.key) >= p) return null;
  return month(2018, 1) + Math.floor(96 * uniformOf(topic + 1, firm.key));
};
export const highTech = (s: Subject): Month | null =>
  certified(s.path.firm, 71, s.rndRate > 0.015 ? 0.62 : s.rndRate > 0 ? 0.2 : 0.02);
export const srdi = (s: Subject): Month | null => certified(s.path.firm, 73, s.rndRate > 0.015 ? 0.35 : 0.08);
const flag = (since: Month | null, at: Month): string => (since !== null && at >= since ? "1" : "0");

function ownership(firm: Firm): string {
  const u = uniformOf(75, firm.key);
  if (u < (firm.anchor === null ? 0.06 : 0.3)) return "state_owned";
  return u < 0.94 ? "private_owned" : u < 0.97 ? "hmt_funded" : "foreign_funded";
}

function opened(firm: Firm): string {
  const r = random(77, firm.key);
  const last = firm.start === null ? Math.min(firm.listed, month(2018, 1)) - 24 : firm.start - 16;
  return formatDay(dayIn(last - r.int(0, firm.start === null ? 150 : 6), r.int(2, 27)));
}

/** Attribute id -> text; codes are checked against the model by the caller. */
const ATTRIBUTES: Readonly<Record<string, (x: Standing) => string>> = {
  name: ({ s }) => s.path.firm.name,
  county: ({ s, at }) => siteAt(s.path.firm, at).county,
  park: ({ s, at }) => siteAt(s.path.firm, at).park ?? "",
  managed_by: ({ s, at }) => siteAt(s.path.firm, at).unit,
  // A few firms in the new area's zones still count on their county's appraisal.
  appraised_in: ({ s, at }) => {
    const site = siteAt(s.path.firm, at);
    return site.unit === "tianfu_meishan" && uniformOf(79, s.path.firm.key) < 0.3 ? site.county : site.unit;
  },
  sharing: ({ s, at }) => (siteAt(s.path.firm, at).enclave ? "ganzi_meishan" : "meishan_only"),
  industry: ({ s }) => s.path.firm.gb,
  segment: ({ s }) => s.path.firm.segment ?? "",
  size: ({ s }) => sizeClass(s),
  ownership: ({ s }) => ownership(s.path.firm),
  designated_size: ({ s, at }) => (isListed(s.path.firm, at) ? "1" : "0"),
  lead_enterprise: ({ s }) => ((s.path.firm.anchor ?? 0) >= 25 ? "1" : "0"),
  high_tech: ({ s, at }) => flag(highTech(s), at),
  srdi: ({ s, at }) => flag(srdi(s), at),
  // firms under secrecy stay out of a made-up city as well
  secret: () => "0",
  opened: ({ s }) => opened(s.path.firm),
};

export interface RegisterTable {
  readonly head: readonly string[];
  /** `enterprise.x` for each attribute nothing here can fill. */
  readonly unfilled: readonly string[];
  readonly rows: (s: Subject) => readonly (readonly string[])[];
}

/** Whether the model has a code in a classification; texts that are no codes pass. */
function allowed(model: Model, classification: string): (text: string) => string {
  const codes = new Set(model.classifications.get(classification)?.codes.map((c) => c.code));
  return (text) => (codes.has(text) ? text : "");
}

/** The register of enterprises, with the attributes the model declares. */
export function enterpriseTable(model: Model): RegisterTable {
  const attributes = [...(model.registers.get("enterprise")?.attributes.values() ?? [])];
  const filled = attributes.flatMap((a) => {
    const value = ATTRIBUTES[a.id];
    const check =
      a.type.kind === "code" ? allowed(model, a.type.classification) : (text: string): string => text;
    return value === undefined ? [] : [{ id: a.id, value: (x: Standing): string => check(value(x)) }];
  });
  return {
    head: ["code", ...filled.map((f) => f.id), "since", "until"],
    unfilled: attributes.filter((a) => ATTRIBUTES[a.id] === undefined).map((a) => `enterprise.${a.id}`),
    rows: (s) =>
      spells(s).map(({ since, until }) => [
        s.path.firm.code,
        ...filled.map((f) => f.value({ s, at: since })),
        formatMonth(since),
        until === null ? "" : formatMonth(until),
      ]),
  };
}

interface Spell {
  readonly since: Month;
  readonly until: Month | null;
}

/** A new spell wherever an attribute changes. */
function spells(s: Subject): Spell[] {
  const { firm } = s.path;
  const inside = (m: Month): boolean =>
    m > firm.since && (firm.until === null || m < firm.until) && m <= december(LAST_YEAR);
  const changes = [firm.listed, firm.delisted, firm.move?.at ?? null, highTech(s), srdi(s)];
  const at = [...new Set(changes.filter((m): m is Month => m !== null && inside(m)))].sort((a, b) => a - b);
  const starts = [firm.since, ...at];
  return starts.map((since, i) => ({ since, until: starts[i + 1] ?? firm.until }));
}

/** Second chains that the products of a first one also belong to. */
const SECOND: Readonly<Record<IndustryId, readonly IndustryId[]>> = {
  lithium: ["chemicals", "electronics"],
  pv: ["electronics", "equipment"],
  chemicals: ["lithium", "electronics"],
  electronics: ["lithium", "pv"],
  equipment: ["lithium", "pv"],
  medicine_food: ["chemicals"],
  other: [],
};

export const MEMBER_HEAD: readonly string[] = ["code", "member_of", "primary", "share", "since", "until"];

/** The signed list: a firm is a member while it is in the list of designated size; a few are in two or three chains. */
export function memberRows(s: Subject): readonly (readonly string[])[] {
  const { firm } = s.path;
  if (firm.industry === "other") return [];
  const r = random(83, firm.key);
  const seconds = r.chance(0.08) ? SECOND[firm.industry].slice(0, r.chance(0.25) ? 2 : 1) : [];
  const shares = seconds.map(() => 5 * r.int(2, 4));
  const rest = 100 - shares.reduce((a, b) => a + b, 0);
  const span = [formatMonth(firm.listed), firm.delisted === null ? "" : formatMonth(firm.delisted)];
  return [
    [firm.code, firm.industry, "1", String(rest), ...span],
    ...seconds.map((chain, i) => [firm.code, chain, "0", String(shares[i] ?? 0), ...span]),
  ];
}

/** Large and medium firms are on the list of the short survey, which began with the last year. */
export function surveyedRows(s: Subject): readonly (readonly string[])[] {
  const { since, until } = s.path.firm;
  const from = Math.max(since, month(LAST_YEAR, 1));
  if (!isLarge(s) || (until !== null && until <= from)) return [];
  return [
    [s.path.firm.code, "short_survey", "1", "", formatMonth(from), until === null ? "" : formatMonth(until)],
  ];
}

export const SITE_HEAD: readonly string[] = [
  "code",
  "site_enterprise",
  "site_county",
  "site_park",
  "main_site",
  "since",
  "until",
];

/** One site a firm, a second one for a few: figures of the legal person are never split by site. */
export function siteRows(s: Subject): readonly (readonly string[])[] {
  const { firm } = s.path;
  const row = (
    n: number,
    site: Firm["home"],
    main: string,
    span: readonly [Month, Month | null],
  ): string[] => [
    `DEMO-S${String(firm.serial + 1).padStart(6, "0")}-${n}`,
    firm.code,
    site.county,
    site.park ?? "",
    main,
    formatMonth(span[0]),
    span[1] === null ? "" : formatMonth(span[1]),
  ];
  if (firm.move !== null) {
    return [
      row(1, firm.home, "1", [firm.since, firm.move.at]),
      row(2, firm.move.site, "1", [firm.move.at, firm.until]),
    ];
  }
  const main = row(1, firm.home, "1", [firm.since, firm.until]);
  const second = uniformOf(89, firm.key) < 0.05;
  return second ? [main, row(2, { ...firm.home, park: null }, "0", [firm.since, firm.until])] : [main];
}
