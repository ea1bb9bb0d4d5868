import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Refusal } from "./app/client.ts";
import { router } from "./app/router.tsx";
import { themeSheet } from "./theme/tokens.ts";
import "./theme/base.css";
import "./theme/parts.css";
import "./theme/work.css";
import "./theme/board.css";
import "./theme/evaluation.css";
import "./theme/adjust.css";
import "./theme/incentives.css";
import "./theme/ladder.css";
import "./theme/energy.css";
import "./theme/operation.css";
import "./theme/papers.css";
import "./theme/workbooks.css";
import "./theme/reader.css";
import "./theme/projects.css";
import "./theme/service.css";
import "./theme/door.css";
import "./theme/returns.css";

const sheet = document.createElement("style");
sheet.textContent = themeSheet;
document.head.append(sheet);

// A page opened before an update asks for parts that no longer exist: load the new page, once.
const RELOADED = "lianzhang-reloaded";
addEventListener("vite:preloadError", () => {
  if (sessionStorage.getItem(RELOADED) !== null) return;
  sessionStorage.setItem(RELOADED, "1");
  location.reload();
});

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5 * 60_000,
      // What was fetched stays for reading while the network is gone.
      gcTime: 60 * 60_000,
      refetchOnWindowFocus: false,
      // The server's refusals do not change by asking again; "still loading" (503) and no answer may.
      retry: (count, error) =>
        count < 2 && error instanceof Refusal && (error.status === null || error.status === 503),
    },
  },
});

const place = document.getElementById("root");
if (place === null) throw new Error("index.html has no element #root");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
