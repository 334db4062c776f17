import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { runsShown } from "#components/vendors/job-words.ts";
import { countVendors, readVendorView, shownVendors } from "#components/vendors/vendor-view.ts";
import { vendorsPath } from "#components/vendors/vendor-words.ts";
import type { JobRun } from "#lib/contract/job-answers.ts";
import type { VendorQuestion } from "#lib/contract/vendor-questions.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { listJobs } from "#lib/jobs/list-jobs.ts";
import { listRuns } from "#lib/jobs/list-runs.ts";
import { listVendors } from "#lib/vendors/list-vendors.ts";
import { addressOf, type SearchParams } from "../read-query.ts";
import { whileReachable } from "../while-reachable.ts";
import { StoreOutOfReach } from "./store-out-of-reach.tsx";
import { type FirstVendors, VendorsView } from "./vendors-view.tsx";

export const metadata: Metadata = { title: "Vendors" };

/** The page asks for the others by itself; without a script these are what there is, and filters reach the rest. */
const firstRows = 100;

export default async function VendorsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = singleOf(await searchParams);
  const first = await whileReachable(readFirst(new URLSearchParams(params)));
  return (
    <Page className="md:py-8">
      {first ? (
        <VendorsView first={first} />
      ) : (
        <>
          <h1 className="display mb-5 text-2xl">Vendors</h1>
          <StoreOutOfReach again={addressOf(vendorsPath, params)} />
        </>
      )}
    </Page>
  );
}

async function readFirst(params: URLSearchParams): Promise<FirstVendors> {
  const context = pageContext();
  const [{ vendors, freshness }, { jobs }] = await Promise.all([
    listVendors(context.vendors),
    listJobs(context),
  ]);
  const runs: Partial<Record<VendorQuestion, JobRun[]>> = {};
  for (const { job } of jobs) runs[job] = (await listRuns(context, job, { limit: runsShown })).runs;
  const view = readVendorView(params);
  const shown = shownVendors(vendors, view);
  return {
    vendors: shown.slice(0, firstRows),
    shown: shown.length,
    total: vendors.length,
    counts: countVendors(vendors, view),
    freshness,
    jobs,
    runs,
  };
}

function singleOf(params: SearchParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const said = [value].flat()[0];
      return said ? [[name, said]] : [];
    }),
  );
}
