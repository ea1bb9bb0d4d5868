export { calibration, calibrationText } from "./calibration.ts";
export type { Comparison, Totals } from "./calibration.ts";
export { writeCity } from "./write-city.ts";
export type { CityReport, CityRequest } from "./write-city.ts";
