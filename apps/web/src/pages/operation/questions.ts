/** Questions of the operation of a month. */
import type { AfterAnswer, MeetingAnswer, OperationAnswer, OperationCalendar } from "@lianzhang/contract";
import { question } from "../../app/client.ts";

interface Asked {
  readonly month?: string | undefined;
  readonly known?: string | undefined;
}

export const operationQuestion = (q: Asked) => question<OperationAnswer>("operation", { ...q });
export const meetingQuestion = (q: Asked) => question<MeetingAnswer>("operation/meeting", { ...q });
export const afterQuestion = (q: Asked) => question<AfterAnswer>("operation/after", { ...q });
export const calendarQuestion = (q: Asked) => question<OperationCalendar>("operation/calendar", { ...q });
export const monthPath = (month: string, what: string): string =>
  `operation/${encodeURIComponent(month)}/${what}`;
