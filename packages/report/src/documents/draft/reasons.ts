/** Reasons are only ever what people typed, in their words, with who said it and when. */
import type { Sentence } from "./sentence.ts";
import { name, period, quote, words } from "./sentence.ts";

export interface GivenReason {
  /** What or whom it is about: 四川某锂业有限公司. */
  readonly about: string;
  readonly text: string;
  /** Unit and name of who said it. */
  readonly by: string;
  /** 2025年10月15日. */
  readonly on: string;
}

/** 关于甲公司,东坡区经信局反映:“检修停产”(2025年10月15日)。 */
export function reasonSentence({ about, text, by, on }: GivenReason): Sentence {
  return {
    id: `${about}/${by}/${on}`,
    parts: [
      words("关于"),
      name(about),
      words("，"),
      name(by),
      words("反映：“"),
      quote(text.trim().replace(/\s*\n\s*/g, " ")),
      words("”（"),
      period(on),
      words("）。"),
    ],
  };
}
