/** How a browser calls itself, in two words a person knows again: Chrome · Windows. Pure. */

// the first that fits: each later one also says the names of those before it would imitate
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger\//u, "微信"],
  [/DingTalk\//u, "钉钉"],
  [/Edg(?:e|A|iOS)?\//u, "Edge"],
  [/QQBrowser\//u, "QQ 浏览器"],
  [/(?:360SE|360EE|QihooBrowser)/u, "360 浏览器"],
  [/(?:Firefox|FxiOS)\//u, "Firefox"],
  [/(?:Chrome|CriOS|Chromium)\//u, "Chrome"],
  [/Safari\//u, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/OpenHarmony|HarmonyOS/u, "HarmonyOS"],
  [/Android/u, "Android"],
  [/iPhone|iPad/u, "iOS"],
  [/Windows/u, "Windows"],
  [/Mac OS X|Macintosh/u, "macOS"],
  [/Linux|X11/u, "Linux"],
];

const wordIn = (agent: string, words: readonly (readonly [RegExp, string])[]): string | null =>
  words.find(([pattern]) => pattern.test(agent))?.[1] ?? null;

/** Null for a program that says nothing known. The whole text is not kept: it tells more of a machine than is needed. */
export function browserWord(agent: string | undefined): string | null {
  if (agent === undefined) return null;
  const words = [wordIn(agent, BROWSERS), wordIn(agent, SYSTEMS)].filter((w) => w !== null);
  return words.length === 0 ? null : words.join(" · ");
}
