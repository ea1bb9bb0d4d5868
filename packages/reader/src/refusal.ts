/** Documents that are not read: each refusal has a code, words in both languages, and says what to do. */
import type { Label } from "@lianzhang/kernel";

export type RefusalCode = "LZ8401" | "LZ8402" | "LZ8403" | "LZ8404" | "LZ8405";

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly said: Label;
  readonly hint: Label;
  /** 1-based, in the extracted text. */
  readonly line: number;
  constructor(code: RefusalCode, said: Label, hint: Label, line = 1) {
    super(said.en);
    this.code = code;
    this.said = said;
    this.hint = hint;
    this.line = line;
  }
}

/** Bytes of a file; characters of its text. */
export const DOCUMENT_LIMITS = { bytes: 50_000_000, characters: 2_000_000 } as const;

const MARK =
  /^[\s\u3000]*(绝\s*密|机\s*密|秘\s*密)[\s\u3000]*(?:★.*|☆.*|\d+\s*[年月天].*|特急|加急|件|级|长期)?[\s\u3000]*$/;
/** A star stands behind no word but these marks, wherever on the line. */
const STARRED = /(绝\s*密|机\s*密|秘\s*密)\s*[★☆]/;
const NAMED = /密\s*级\s*[:：]?\s*(绝\s*密|机\s*密|秘\s*密)/;
/** A mark stands on the first page; a page has about forty lines. */
const FIRST_PAGE = 40;

/** Throws for a text with a mark of secrecy on its first page. */
export function admitMarks(text: string): void {
  const lines = text.slice(0, 20_000).split(/\r\n|[\n\r\f]/);
  for (const [i, line] of lines.entries()) {
    if (i >= FIRST_PAGE) break;
    const mark = (MARK.exec(line) ?? STARRED.exec(line) ?? NAMED.exec(line))?.[1];
    if (mark === undefined) continue;
    throw new Refusal(
      "LZ8401",
      {
        zh: `文件标有密级「${mark.replace(/\s/g, "")}」,未读取,未保存任何内容`,
        en: `the document is marked ${mark.replace(/\s/g, "")} (secret); it was not read and nothing of it was kept`,
      },
      {
        zh: "涉密文件不得在本系统处理;误标的请先按规定解密",
        en: "secret papers do not belong into this system; have a wrong mark lifted first",
      },
      i + 1,
    );
  }
}

/** Throws for a text that must not or cannot be read. */
export function admit(text: string): void {
  if (text.length > DOCUMENT_LIMITS.characters)
    throw new Refusal(
      "LZ8404",
      {
        zh: `文字 ${text.length} 个,上限 ${DOCUMENT_LIMITS.characters} 个`,
        en: `${text.length} characters; at most ${DOCUMENT_LIMITS.characters} are read`,
      },
      { zh: "拆成几个文件", en: "split it into several files" },
    );
  admitMarks(text);
  const letters = text.slice(0, 200_000).match(/[\p{L}]/gu) ?? [];
  const han = letters.filter((c) => /\p{Script=Han}/u.test(c)).length;
  if (letters.length === 0 || han < letters.length * 0.2)
    throw new Refusal(
      "LZ8402",
      {
        zh: `文字 ${letters.length} 个,其中汉字 ${han} 个:不是中文文件`,
        en: `${han} of ${letters.length} letters are Chinese: no Chinese document`,
      },
      {
        zh: "请提供中文文本;扫描件须先转成文字",
        en: "give the Chinese text; a scan must be turned into text first",
      },
    );
}
