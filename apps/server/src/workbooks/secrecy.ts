/** 密级: what is marked secret is refused before anything of it is kept. */
import type { Sheet } from "@lianzhang/intake";
import { cellName } from "@lianzhang/intake";
import { ApiProblem } from "../errors.ts";

/** 机密★5年, 秘密 ★ 长期, 密级:机密; not 商业秘密, 保密局. */
const MARK = /^(?:密\s*级\s*[::]?\s*)?(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*].*)?$/u;

/** Throws ApiProblem 409 (LZ6172). */
export function refuseSecret(sheets: readonly Sheet[]): void {
  for (const sheet of sheets)
    for (const [r, row] of sheet.rows.entries())
      for (const [c, cell] of row.entries())
        if (cell.kind === "text" && MARK.test(cell.text.normalize("NFKC").trim()))
          throw new ApiProblem(
            409,
            "LZ6172",
            {
              zh: `工作表「${sheet.name ?? ""}」${cellName(r + 1, c + 1)} 标有密级“${cell.text.trim()}”,未留存任何内容`,
              en: `sheet "${sheet.name ?? ""}", ${cellName(r + 1, c + 1)} is marked "${cell.text.trim()}": nothing of it was kept`,
            },
            {
              zh: "涉密文件不得进入本系统;标错的,改正后重新上传",
              en: "secret files may not come here; where the mark is a mistake, correct it and send it again",
            },
          );
}
