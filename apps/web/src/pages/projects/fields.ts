/** Which fields of the register of projects stand where on its pages; a folder without one of them shows the rest. */
export const PROCEDURE = "investment_project";
export const REGISTER = "project";
/** The field by which a project names its parcel. */
export const PARCEL = "project_parcel";

/** 三未: lists the finding names. */
export const NOT_YET: readonly string[] = ["approved_not_begun", "begun_not_built", "built_not_finished"];

export const LIST_FIELDS: readonly string[] = [
  "project_county",
  "project_park",
  "project_chain",
  "agreed_investment",
  "project_department",
];
export const LIST_FILTERS: readonly string[] = [
  "project_county",
  "project_park",
  "project_chain",
  "project_department",
];
/** Asked of a new lead. */
export const LEAD_FIELDS: readonly string[] = [
  "client_code_name",
  "project_park",
  "project_chain",
  "project_segment",
  "project_department",
];

export const CONTRACT: readonly string[] = ["land_contract", "land_price", "supplied_on"];
export const LAND: readonly string[] = [
  "parcel_name",
  "parcel_park",
  "parcel_area",
  "land_approved_on",
  "delivered_on",
];
export const AGREEMENT: readonly string[] = [
  "agreement_number",
  "agreement_signed",
  "agreed_start",
  "agreed_completion",
];
export const PROJECT: readonly string[] = [
  "project_enterprise",
  "filing_number",
  "approved_on",
  "in_statistics",
];
export const CONTACT: readonly string[] = [
  "first_contact_unit",
  "first_contact_on",
  "transferred_to",
  "transfer_share",
  "arrived_funds",
  "arrival_voucher",
];

/** An approval: its number, the day it was accepted, and what says that it is not needed. */
export const APPROVALS = [
  { word: "filing", number: "filing_number", day: "approved_on", exempt: null },
  {
    word: "energyReview",
    number: "energy_review_number",
    day: "energy_review_accepted",
    exempt: "energy_review_exempt",
  },
  { word: "eia", number: "eia_number", day: "eia_accepted", exempt: null },
  { word: "permit", number: "construction_permit", day: "construction_accepted", exempt: null },
] as const;
