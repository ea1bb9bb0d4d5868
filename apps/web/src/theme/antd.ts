/** antd in our look: hairlines instead of shadows, radius 6, our colours. The only place that configures it. */
import type { ThemeConfig } from "antd";
import { theme } from "antd";
import type { ThemeName } from "./tokens.ts";
import { FONT, palettes } from "./tokens.ts";

/** Where motion is not wanted, base.css ends every transition, and antd would wait for its end: dialogs stay unseen. */
const still = (): boolean => globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;

export function antdTheme(name: ThemeName): ThemeConfig {
  const p = palettes[name];
  return {
    algorithm: name === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: p.accent,
      colorLink: p.accent,
      colorText: p.ink,
      colorTextSecondary: p.ink2,
      colorTextTertiary: p.ink3,
      colorTextDescription: p.ink3,
      colorTextPlaceholder: p.ink3,
      colorTextQuaternary: p.ink3,
      colorBgContainer: p.paper,
      colorBgElevated: p.paper,
      colorBgLayout: p.ground,
      colorBorder: p.line,
      colorBorderSecondary: p.line,
      colorError: p.hard,
      colorSuccess: p.ok,
      colorWarning: p.late,
      borderRadius: 6,
      borderRadiusSM: 4,
      fontFamily: FONT,
      fontSize: 14,
      controlHeight: 32,
      controlHeightSM: 28,
      boxShadow: "none",
      boxShadowSecondary: `0 0 0 1px ${p.line}, 0 8px 24px rgb(0 0 0 / ${name === "dark" ? 40 : 10}%)`,
      controlOutlineWidth: 0,
      motion: !still(),
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: {
      Button: {
        // letters on the accent: 4.5:1 in both themes
        primaryColor: name === "dark" ? p.ground : p.paper,
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        contentFontSizeSM: 13,
      },
      Segmented: {
        itemSelectedBg: p.paper,
        itemSelectedColor: p.ink,
        itemColor: p.ink2,
        trackBg: p.noneSoft,
        trackPadding: 2,
      },
      Select: { optionSelectedBg: p.accentSoft, optionActiveBg: p.hover, optionSelectedColor: p.ink },
      Modal: { contentBg: p.paper, headerBg: p.paper },
      Tabs: {
        itemColor: p.ink2,
        itemSelectedColor: p.ink,
        inkBarColor: p.accent,
        horizontalMargin: "0 0 12px 0",
        horizontalItemGutter: 20,
      },
      Pagination: { itemActiveBg: p.accentSoft },
    },
  };
}
