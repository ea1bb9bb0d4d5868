/** What the one page over procedures shows of each: its address, its columns, its filters, what stands beside the list. */
import type { PagedProcedure } from "./paths.ts";

export interface PageSettings {
  readonly procedure: Exclude<PagedProcedure, "task">;
  /** Fields shown as columns after name and state. */
  readonly columns: readonly string[];
  /** Fields of codes offered as filters. */
  readonly filters: readonly string[];
  /** Beside the list. */
  readonly beside: "near" | "calendar" | null;
  /** What kind of thing a new code says. */
  readonly code: string;
}

export const settings: Readonly<Record<string, PageSettings>> = {
  "/requests": {
    procedure: "request",
    columns: ["request_enterprise", "request_county", "request_handler", "request_came_on"],
    filters: ["request_county", "request_department"],
    beside: null,
    code: "诉求",
  },
  "/visits": {
    procedure: "visit",
    columns: ["visit_department", "visit_planned_on", "visit_reason", "visit_county"],
    filters: ["visit_county", "visit_department"],
    beside: "near",
    code: "走访",
  },
  "/arrears": {
    procedure: "arrears",
    columns: ["arrears_creditor", "arrears_amount", "arrears_paid", "arrears_plan"],
    filters: ["arrears_county", "arrears_department"],
    beside: null,
    code: "账款",
  },
  "/awards": {
    procedure: "award_application",
    columns: ["award_enterprise", "award_level", "award_batch", "award_gap"],
    filters: ["award_department", "award_county"],
    beside: "calendar",
    code: "争创",
  },
  "/challenges": {
    procedure: "open_challenge",
    columns: ["challenge_enterprise", "challenge_amount", "node_due", "final_due"],
    filters: ["challenge_chain", "challenge_department"],
    beside: null,
    code: "榜单",
  },
};

/** The settings of the address shown; every route of the page has some. */
export const settingsOf = (path: string): PageSettings | null =>
  settings[`/${path.split("/")[1] ?? ""}`] ?? null;
