import { expect, test } from "vitest";
import { browserWord } from "./browser-word.ts";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0 Safari/537.36`, "Chrome · Windows"],
  [`Mozilla/5.0 (Windows NT 10.0) ${WEBKIT} Chrome/140.0 Safari/537.36 Edg/140.0`, "Edge · Windows"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${WEBKIT} Version/18.0 Safari/604.1`,
    "Safari · iOS",
  ],
  [`Mozilla/5.0 (Linux; Android 15) ${WEBKIT} Chrome/130 MicroMessenger/8.0`, "微信 · Android"],
  ["curl/8.5.0", null],
  [undefined, null],
])("%s is %s", (agent, word) => {
  expect(browserWord(agent)).toBe(word);
});
