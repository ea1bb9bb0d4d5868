/** GET /api/returns/:id/receipt: what a sender keeps of a sent return. */
import type { ReceiptAnswer, Signatories } from "@lianzhang/contract";
import type { Sender } from "@lianzhang/work";
import { badQuery } from "../errors.ts";
import type { ReturnDesk } from "./desk.ts";
import { senderOut } from "./desk.ts";
import { returnFor } from "./read.ts";

/** Throws WorkError LZ7501, ApiProblem 400 before it was sent. */
export async function receiptOf(desk: ReturnDesk, id: string): Promise<ReceiptAnswer> {
  const { found, form } = await returnFor(desk, id, { part: "receipt" });
  const sent = (await desk.story(id)).find((l) => l.action === "submission.send");
  if (sent === undefined)
    throw badQuery(
      { zh: "报表尚未报送,没有回执", en: "there is no receipt before the return is sent" },
      { zh: "先报送", en: "send it first" },
    );
  const names = await desk.names();
  return {
    number: `${form.survey?.number ?? form.id}-${found.period}-${sent.number}`,
    id,
    form: form.id,
    formLabel: form.label,
    period: found.period,
    sender: await senderOut(desk, form, found.sender),
    filledBy: names.get(sent.actor) ?? sent.actor,
    signatories: found.signatories,
    files: found.files.map((f) => ({ ...f, size: String(f.size) })),
    at: sent.at,
    event: String(sent.number),
    hash: sent.hash,
    state: found.state,
  };
}

/** GET /api/returns/signatories: whom the sender named last, so that nobody types it again. */
export const signatoriesOf = async (desk: ReturnDesk, sender: Sender): Promise<Signatories> =>
  (await desk.returns.lastSignatories(desk.viewer, sender)) ?? { statisticsHead: null, unitHead: null };
