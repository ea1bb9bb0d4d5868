/**
 * The look as data: one source for the style sheet, the antd theme and the charts. The dark palette is one of
 * its own, not an inversion. `*Text` colours are for letters (at least 4.5:1 on paper and ground); the plain
 * ones are for marks and lines.
 */
export interface Palette {
  readonly paper: string;
  readonly ground: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly hover: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly ok: string;
  readonly late: string;
  readonly hard: string;
  readonly met: string;
  readonly none: string;
  readonly okText: string;
  readonly lateText: string;
  readonly hardText: string;
  readonly lateSoft: string;
  readonly hardSoft: string;
  readonly noneSoft: string;
  readonly violetText: string;
  /** Distinguishable to colour-blind readers, in this order. */
  readonly series: readonly string[];
}

const light: Palette = {
  paper: "#ffffff",
  ground: "#f6f7f9",
  ink: "#1b2430",
  ink2: "#5b6675",
  ink3: "#626d7b",
  line: "#e3e7ec",
  hover: "#f0f3f7",
  accent: "#1f5fbf",
  accentSoft: "#e8f0fb",
  ok: "#1e8e5a",
  late: "#b7791f",
  hard: "#c2362b",
  met: "#1f5fbf",
  none: "#9aa4b2",
  okText: "#17724a",
  lateText: "#875610",
  hardText: "#b42f25",
  lateSoft: "#fbf2e1",
  hardSoft: "#fbe9e7",
  noneSoft: "#eef0f3",
  violetText: "#7a4b8f",
  series: ["#1f5fbf", "#d9822b", "#2a9d8f", "#8e5ea2", "#c2362b", "#6b7a8f", "#b8a12c"],
};

const dark: Palette = {
  paper: "#1a2029",
  ground: "#12161c",
  ink: "#e6ebf2",
  ink2: "#a3aebd",
  ink3: "#98a3b3",
  line: "#2b3440",
  hover: "#222a35",
  accent: "#6ea4f0",
  accentSoft: "#1d2d47",
  ok: "#4fbf8b",
  late: "#e0a54a",
  hard: "#ef7a70",
  met: "#6ea4f0",
  none: "#7b8696",
  okText: "#4fbf8b",
  lateText: "#e0a54a",
  hardText: "#ef7a70",
  lateSoft: "#3a2e17",
  hardSoft: "#3f2120",
  noneSoft: "#262d37",
  violetText: "#c39ad6",
  series: ["#6ea4f0", "#f0a45d", "#57c2b5", "#b58bc8", "#ef7a70", "#93a1b5", "#d6c25a"],
};

export type ThemeName = "light" | "dark";
export const palettes: Readonly<Record<ThemeName, Palette>> = { light, dark };

export const FONT =
  '"PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif';

const variables = (p: Palette): string =>
  Object.entries(p)
    .map(([name, value]: [string, string | readonly string[]]) => {
      const css = name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
      return typeof value === "string"
        ? `--${css}:${value};`
        : value.map((v, i) => `--s${i + 1}:${v};`).join("");
    })
    .join("");

/** The custom properties of both themes, chosen by `data-theme` on the root element; paper is white in either. */
export const themeSheet: string =
  `:root{${variables(light)}color-scheme:light}` +
  `@media not print{:root[data-theme=dark]{${variables(dark)}color-scheme:dark}}`;
