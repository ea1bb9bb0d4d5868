/** Why a file is no document that can be filled or refreshed, in words. */
import type { Diagnostic } from "@lianzhang/kernel";
import type { DocxProblem, DocxResult } from "./ooxml/docx.ts";

const SAID: Readonly<
  Record<DocxProblem, { code: string; zh: readonly [string, string]; en: readonly [string, string] }>
> = {
  not_docx: {
    code: "LZ9001",
    zh: ["不是 Word 文档(.docx)", "用 WPS 或 Word 另存为 .docx"],
    en: ["not a Word document (.docx)", "save it as .docx in WPS or Word"],
  },
  too_large: {
    code: "LZ9002",
    zh: ["超出读取上限", "去掉过大的图片后再试"],
    en: ["larger than is read", "take out large pictures"],
  },
  unreadable: {
    code: "LZ9003",
    zh: ["内容无法读取", "用 WPS 或 Word 另存后再试"],
    en: ["cannot be read", "save it again in WPS or Word"],
  },
  password: {
    code: "LZ9004",
    zh: ["文档有密码,或是旧版 .doc", "去掉密码,另存为 .docx"],
    en: ["it has a password, or is an old .doc", "save it as .docx without a password"],
  },
  macros: {
    code: "LZ9005",
    zh: ["文档含宏", "另存为不含宏的 .docx"],
    en: ["it has macros", "save it as .docx without macros"],
  },
};

export function docxFinding(file: string, result: Extract<DocxResult, { ok: false }>): Diagnostic {
  const { code, zh, en } = SAID[result.problem];
  const part = result.part === null ? "" : `${result.part}: `;
  return {
    file,
    line: 1,
    column: 1,
    severity: "error",
    code,
    message: `${part}${en[0]}`,
    hint: en[1],
    zh: { message: `${part}${zh[0]}`, hint: zh[1] },
  };
}
