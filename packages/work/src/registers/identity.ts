/** The code of a record as typed, checked as its register says. */
import type { Register } from "@lianzhang/definitions";
import type { Label, UsccProblem } from "@lianzhang/kernel";
import { nearest, parseUscc } from "@lianzhang/kernel";
import type { Complaint } from "./fault.ts";
import { shown, UNKEEPABLE } from "./fault.ts";

export type CodeReading =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly complaint: Complaint };

const USCC: Readonly<Record<UsccProblem, Label>> = {
  length: { zh: "18 位统一社会信用代码", en: "a unified social credit code of 18 characters" },
  character: {
    zh: "数字和大写字母(不含 I、O、S、V、Z)",
    en: "digits and capital letters without I, O, S, V, Z",
  },
  check: { zh: "第 18 位与校验相符", en: "an 18th character that checks the other 17" },
  organisation_check: {
    zh: "第 17 位与组织机构代码校验相符",
    en: "a 17th character that checks the organisation code before it",
  },
};

const refused = (found: string, expected: Label, hint: Label): CodeReading => ({
  ok: false,
  complaint: { code: "LZ7304", field: "code", found, expected, hint },
});

const COPY: Label = { zh: "照证照或批文核对代码", en: "compare with the certificate or the approval" };

function readPlain(register: Register, text: string): CodeReading {
  const code = text.normalize("NFKC").trim();
  if (code === "" || UNKEEPABLE.test(code))
    return refused(shown(code), { zh: "非空的代码", en: "a code that is not blank" }, COPY);
  if (register.fixed === null || register.fixed.has(code)) return { ok: true, code };
  const near = nearest(code, register.fixed.keys());
  const expected = {
    zh: `定义中列明的${register.label.zh}之一`,
    en: `one of the subjects the definitions fix for ${register.id}`,
  };
  const hint = near === null ? COPY : { zh: `是否为「${near}」?`, en: `did you mean 「${near}」?` };
  return refused(code, expected, hint);
}

/** Reads the code of a record. */
export function readRecordCode(register: Register, text: string): CodeReading {
  if (register.identity === "code") return readPlain(register, text);
  const read = parseUscc(text);
  if (read.ok) return read;
  const hint =
    read.expected === undefined
      ? COPY
      : {
          zh: `前 17 位无误时末位应为 ${read.expected}`,
          en: `if the first 17 are right the last is ${read.expected}`,
        };
  return refused(shown(text.trim()), USCC[read.problem], hint);
}
