import base from "./playwright.config.ts";
export default {
  ...base,
  workers: 1,
  webServer: undefined,
  timeout: 60_000,
  expect: { timeout: 6000 },
  reporter: [["list"]],
  use: { ...base.use, baseURL: "http://127.0.0.1:4395", trace: "off" },
};
