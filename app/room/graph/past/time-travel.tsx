"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type GraphQuery, graphHref } from "../graph-query.ts";
import { PastBar } from "./past-bar.tsx";
import { usePast } from "./past-context.ts";
import { PastEntry } from "./past-entry.tsx";

const OtherTime = dynamic(() => import("./other-time.tsx"), { ssr: false });

/** Which time is shown, and the ways to others: a bar in the past, two small buttons among the others now. */
export function TimeTravel({ query, where }: { query: GraphQuery; where: "bar" | "toolbar" }) {
  const past = usePast();
  const router = useRouter();
  const [askedAtMs, setAskedAtMs] = useState<number>();
  const ask = () => setAskedAtMs(past ? Date.parse(past.at) : Date.now());
  if ((where === "bar") !== (past !== undefined)) return null;
  return (
    <>
      {past ? (
        <PastBar past={past} query={query} onOtherTime={ask} />
      ) : (
        <PastEntry query={query} onOtherTime={ask} />
      )}
      {askedAtMs === undefined ? null : (
        <OtherTime
          atMs={askedAtMs}
          onClose={() => setAskedAtMs(undefined)}
          onChoose={(iso) => {
            setAskedAtMs(undefined);
            router.push(graphHref(query, { at: iso }), { scroll: false });
          }}
        />
      )}
    </>
  );
}
