/** What the page asks: a question although it is sent as a body; the answer is computed and forgotten. */
import type { AdjustAnswer, AdjustBody } from "@lianzhang/contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { post } from "../../app/send.ts";

export const adjustQuestion = (id: string, body: AdjustBody) =>
  queryOptions<AdjustAnswer>({
    queryKey: ["evaluation", id, "adjust", body],
    queryFn: () => post<AdjustAnswer>(`evaluation/${encodeURIComponent(id)}/adjust`, body),
    placeholderData: keepPreviousData,
    retry: false,
  });
