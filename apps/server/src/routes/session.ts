/** GET /api/session: what the frame needs; GET /api/search: everything by name. */
import type { SearchAnswer, SearchHit, Session } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import { formatDay, formatPeriod, textLiteral } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { evaluationsOf } from "../evaluation/results.ts";
import { entitlementsOf } from "../incentives/claims.ts";
import { firmTable } from "../firms.ts";
import { chainKey } from "../output-indicator.ts";
import { keyLabel, writtenIndicators } from "@lianzhang/definitions";
import { codeLabel, keyClassification, reference, same } from "../present.ts";
import { seenSql } from "../sight/sight.ts";
import { searched } from "../list.ts";
import { choice } from "../timeline.ts";
import { ENGINE_VERSION } from "@lianzhang/engine";

/** Keys by which a page narrows to part of the city: the partitions' first, parks, chains. */
function scopeKeys(context: Context): string[] {
  const attributes = context.model.registers.get("enterprise")?.attributes;
  const chain = chainKey(context.model);
  return ["county", "park", ...(chain === null ? [] : [chain])].filter(
    (k) => k === chain || attributes?.has(k) === true,
  );
}

export function session(context: Context): Session {
  const { model, instance } = context;
  const { timeline, versions } = instance;
  const scopes = scopeKeys(context).flatMap((key) => {
    const codes = model.classifications.get(keyClassification(model, key) ?? "")?.codes ?? [];
    return codes.map((c) => ({
      id: `${key}:${c.code}`,
      kind: key,
      kindLabel: keyLabel(model, key),
      label: c.label,
    }));
  });
  return {
    decision: { id: model.id, title: model.title, issued: model.issued },
    platform: model.platform,
    city: { code: model.city.code, name: model.city.name },
    periods: timeline.periods.map(choice),
    defaultPeriod: formatPeriod(timeline.defaultPeriod),
    scopes,
    evaluations: evaluationsOf(context).map((e) => reference(e.id, e.label)),
    incentives: entitlementsOf(context.model).length > 0,
    pages: {
      ladder: instance.facts.ladder.some((r) => model.evaluations.has(r.evaluation)),
      energy: instance.facts.energy.some((e) => model.indicators.has(e.id)),
    },
    demo: instance.demo,
    lastKnown: timeline.knownDays[0] === undefined ? null : formatDay(timeline.knownDays[0]),
    knownDays: timeline.knownDays.map(formatDay),
    languages: ["zh", "en"],
    version: { app: instance.appVersion, engine: ENGINE_VERSION, store: versions.store },
    run: {
      id: context.run({ period: timeline.defaultPeriod, known: null }),
      definitions: model.key,
      commit: versions.commit,
      registers: context.instance.registers === null ? null : String(context.instance.registers),
    },
  };
}

const PAGES: readonly SearchHit[] = [
  { kind: "page", id: "overview", label: { zh: "总览", en: "Overview" }, detail: null },
  { kind: "page", id: "decision", label: { zh: "决定", en: "Decision" }, detail: null },
  { kind: "page", id: "indicators", label: { zh: "指标", en: "Indicators" }, detail: null },
  { kind: "page", id: "enterprises", label: { zh: "企业", en: "Enterprises" }, detail: null },
  { kind: "page", id: "chains", label: { zh: "产业链", en: "Industrial chains" }, detail: null },
];

function definitionHits(context: Context): SearchHit[] {
  const { model } = context;
  const heading = (id: string | null): Label | null =>
    id === null ? null : same(model.clauses.get(id)?.heading ?? id);
  return [
    ...PAGES,
    ...[...model.clauses.values()].map((c): SearchHit => ({
      kind: "clause",
      id: c.id,
      label: same(c.heading),
      detail: c.summary,
    })),
    ...[...model.targets.values()].map((t): SearchHit => ({
      kind: "target",
      id: t.id,
      label: t.label,
      detail: heading(t.clause),
    })),
    ...writtenIndicators(model).map((i): SearchHit => ({
      kind: "indicator",
      id: i.id,
      label: i.label,
      detail: heading(i.clause),
    })),
    ...[...model.chains.values()].map((c): SearchHit => ({
      kind: "chain",
      id: c.id,
      label: c.label,
      detail: heading(c.clause),
    })),
  ];
}

/** 0 is the best place: begins with the words, then holds them, then the second line holds them; null: no. */
function rank(hit: SearchHit, words: string): number | null {
  const names = [hit.label.zh, hit.label.en, hit.id].map((t) => t.toLowerCase());
  if (names.some((n) => n.startsWith(words))) return 0;
  if (names.some((n) => n.includes(words))) return 1;
  const detail = hit.detail ? [hit.detail.zh, hit.detail.en] : [];
  return detail.some((d) => d.toLowerCase().includes(words)) ? 2 : null;
}

async function firmHits(context: Context, words: string): Promise<SearchHit[]> {
  const table = await firmTable(context, { period: context.instance.timeline.defaultPeriod, known: null });
  if (table === null) return [];
  const like = textLiteral(words);
  const { rows } = await context.runner.query(
    `SELECT code, name, county FROM ${table.name} WHERE ${seenSql(context.sight, "code")} AND (contains(lower(name), ${like}) OR contains(lower(code), ${like})) ORDER BY starts_with(lower(name), ${like}) DESC, name, code LIMIT 12`,
  );
  const county = table.classifications.get("county") ?? null;
  return rows.map(([code, name, c]) => ({
    kind: "enterprise",
    id: String(code),
    label: same(String(name)),
    detail: c === null || c === undefined ? same(String(code)) : codeLabel(context.model, county, String(c)),
  }));
}

/** At most 30, best first. An empty query lists the pages. */
export async function search(context: Context, q: string): Promise<SearchAnswer> {
  const words = searched(q);
  if (words === "") return { hits: [...PAGES] };
  const found = definitionHits(context).flatMap((hit) => {
    const r = rank(hit, words);
    return r === null ? [] : [{ hit, r }];
  });
  const firms = await firmHits(context, words);
  const best = found.toSorted((a, b) => a.r - b.r).map((f) => f.hit);
  return { hits: [...best.slice(0, 30 - Math.min(firms.length, 12)), ...firms].slice(0, 30) };
}
