/** What the one page over procedures shows of each: its address, its columns, its filters, what stands beside the list. */
import type { PagedProcedure } from "./paths.ts";

export interface PageSettings {
  readonly procedure: Exclude<PagedProcedure, "task">;
  readonly home:
    | "/requests"
    | "/visits"
    | "/arrears"
    | "/awards"
    | "/challenges"
    | "/data-requests"
    | "/claims"
    | "/reviews";
  /** Fields asked at the beginning, besides the required ones. */
  readonly entered: readonly string[];
  /** Fields shown as columns after name and state. */
  readonly columns: readonly string[];
  /** Fields of codes offered as filters. */
  readonly filters: readonly string[];
  /** Beside the list. */
  readonly beside: "near" | "calendar" | null;
  /** What kind of thing a new code says. */
  readonly code: string;
  /** Begun on other pages only: a request for data at the figure that is missing. */
  readonly begunElsewhere?: true;
}

export const settings: Readonly<Record<string, PageSettings>> = {
  "/requests": {
    home: "/requests",
    procedure: "request",
    entered: ["request_enterprise", "request_park"],
    columns: ["request_enterprise", "request_county", "request_handler", "request_came_on"],
    filters: ["request_county", "request_department"],
    beside: null,
    code: "诉求",
  },
  "/visits": {
    home: "/visits",
    procedure: "visit",
    entered: ["visit_department", "visit_planned_on", "visit_invited", "visit_reason", "visit_park"],
    columns: ["visit_enterprise", "visit_department", "visit_planned_on", "visit_reason", "visit_county"],
    filters: ["visit_county", "visit_department"],
    beside: "near",
    code: "走访",
  },
  "/arrears": {
    home: "/arrears",
    procedure: "arrears",
    entered: ["arrears_department", "arrears_due"],
    columns: ["arrears_creditor", "arrears_amount", "arrears_paid", "arrears_plan"],
    filters: ["arrears_county", "arrears_department"],
    beside: null,
    code: "账款",
  },
  "/awards": {
    home: "/awards",
    procedure: "award_application",
    entered: ["award_level", "award_enterprise", "award_county", "award_park"],
    columns: ["award_enterprise", "award_level", "award_batch", "award_gap"],
    filters: ["award_department", "award_county"],
    beside: "calendar",
    code: "争创",
  },
  "/challenges": {
    home: "/challenges",
    procedure: "open_challenge",
    entered: ["challenge_enterprise", "challenge_chain", "challenge_department", "challenge_amount"],
    columns: ["challenge_enterprise", "challenge_amount", "node_due", "final_due"],
    filters: ["challenge_chain", "challenge_department"],
    beside: null,
    code: "榜单",
  },
  "/claims": {
    home: "/claims",
    procedure: "incentive_claim",
    entered: [],
    columns: ["claim_enterprise", "claim_item", "claim_granted", "claim_paid", "claim_county"],
    filters: ["claim_item", "claim_county"],
    beside: null,
    code: "奖补",
    begunElsewhere: true,
  },
  "/reviews": {
    home: "/reviews",
    procedure: "per_mu_review",
    entered: [],
    columns: ["review_enterprise", "review_first_class", "review_class", "review_land", "review_county"],
    filters: ["review_first_class", "review_class", "review_county"],
    beside: null,
    code: "评价",
    begunElsewhere: true,
  },
  "/data-requests": {
    home: "/data-requests",
    procedure: "data_request",
    entered: [],
    columns: ["wanted_department", "wanted_county", "wanted_form", "wanted_return_period", "wanted_due"],
    filters: ["wanted_department", "wanted_county"],
    beside: null,
    code: "商请",
    begunElsewhere: true,
  },
};

/** The settings of the address shown; every route of the page has some. */
export const settingsOf = (path: string): PageSettings | null =>
  settings[`/${path.split("/")[1] ?? ""}`] ?? null;
