/** Words of the page, by what proposes: industry codes for chains, output for whom a survey asks. */
import type { SignedListAnswer } from "@lianzhang/contract";
import { createContext, useContext } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { listWords, surveyListWords } from "../../i18n/lists.ts";

export const ProposedBy = createContext<SignedListAnswer["proposedBy"]>("code");

export function useListWords(): typeof listWords.zh {
  const words = useWords(listWords);
  const ofSurvey = useWords(surveyListWords);
  return useContext(ProposedBy) === "output" ? { ...words, ...ofSurvey } : words;
}
