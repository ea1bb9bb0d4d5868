/** Everything the page shows is in the address; this is the part common to all pages. */
import type { Language } from "@lianzhang/kernel";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { MoneyUnit } from "../lib/unit.ts";
import type { ThemeName } from "../theme/tokens.ts";

/** Every key of every page. Texts as they stand; what a page does not know it leaves alone. */
export const searchKeys = [
  "period",
  "scope",
  "known",
  "unit",
  "lang",
  "theme",
  "for", // the leader it is done for
  "panel", // all pages
  "tile",
  "by",
  "view",
  "q",
  "sort",
  "page",
  "county",
  "park",
  "chain",
  "industry",
  "class",
  "evaluation",
  "rung",
  "hide",
  "where",
  "month",
  "year",
  "against",
  "state",
  "list",
  "clock",
  "mine",
  "person",
  "action",
  "subject",
  "day",
  "before",
  "to",
  "form",
  "cell",
  "stack",
  "trace", // some
] as const;
export type SearchKey = (typeof searchKeys)[number];
export type PageSearch = { readonly [K in SearchKey]?: string | undefined };

/** Kept when another page is opened. */
export const keptKeys = [
  "period",
  "scope",
  "known",
  "unit",
  "lang",
  "theme",
  "for",
] as const satisfies readonly SearchKey[];

/** Reads a raw search object; what is not understood is left out rather than refused. */
export function pageSearch(raw: Readonly<Record<string, unknown>>): PageSearch {
  const found: { [K in SearchKey]?: string } = {};
  for (const key of searchKeys) {
    const value = raw[key];
    if (typeof value === "string" && value !== "") found[key] = value;
  }
  return found;
}

/** Plain `key=value` pairs instead of JSON, so that a person can read and change an address. */
export const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text));
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(search).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string" && pair[1] !== "",
  );
  const text = new URLSearchParams(pairs)
    .toString()
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%40", "@");
  return text === "" ? "" : `?${text}`;
}

export interface Frame {
  readonly language: Language;
  readonly money: MoneyUnit;
  readonly theme: ThemeName;
  readonly search: PageSearch;
  /** What every question to the server carries. */
  readonly question: { readonly period?: string; readonly scope?: string; readonly known?: string };
}

const darkQuery = "(prefers-color-scheme: dark)";
const subscribeDark = (changed: () => void): (() => void) => {
  const media = matchMedia(darkQuery);
  media.addEventListener("change", changed);
  return () => {
    media.removeEventListener("change", changed);
  };
};

export function useFrame(): Frame {
  const raw = useSearch({ strict: false });
  const systemDark = useSyncExternalStore(subscribeDark, () => matchMedia(darkQuery).matches);
  return useMemo(() => {
    const search = pageSearch(raw);
    const { period, scope, known } = search;
    return {
      language: search.lang === "en" ? "en" : "zh",
      money:
        search.lang === "en" ? (search.unit === "wan" ? "m" : "bn") : search.unit === "wan" ? "wan" : "yi",
      theme:
        search.theme === "dark" || search.theme === "light" ? search.theme : systemDark ? "dark" : "light",
      search,
      question: {
        ...(period === undefined ? {} : { period }),
        ...(scope === undefined ? {} : { scope }),
        ...(known === undefined ? {} : { known }),
      },
    };
  }, [raw, systemDark]);
}

type Change = { readonly [K in SearchKey]?: string | null };

/** Changes parts of the address and keeps the rest; null removes. Typing replaces, choosing pushes. */
export function useChangeSearch(): (change: Change, options?: { readonly replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (change, options) => {
      void navigate({
        to: ".",
        search: (before: PageSearch) => {
          const next: { [K in SearchKey]?: string | undefined } = { ...before };
          for (const key of searchKeys) {
            const value = change[key];
            // A key set to undefined is removed; a key that is absent would be kept by the router.
            if (value !== undefined) next[key] = value ?? undefined;
          }
          return next;
        },
        hash: (before) => before ?? "",
        replace: options?.replace ?? false,
        resetScroll: false,
      });
    },
    [navigate],
  );
}
