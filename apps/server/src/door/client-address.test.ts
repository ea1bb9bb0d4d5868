import { expect, test } from "vitest";
import { clientAddress } from "./client-address.ts";

test("a request of a browser that has hung up still has something to be told by", () => {
  expect(clientAddress({ ip: "10.1.2.3" })).toBe("10.1.2.3");
  expect(clientAddress({ ip: undefined })).toBe("unknown");
});
