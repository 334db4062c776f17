import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";
import { vendorsPath } from "#components/vendors/vendor-words.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { previewThresholds } from "#lib/vendors/thresholds/preview-thresholds.ts";
import { listThresholds, listVersions } from "#lib/vendors/thresholds/read-thresholds.ts";
import { whileReachable } from "../../while-reachable.ts";
import { StoreOutOfReach } from "../store-out-of-reach.tsx";
import { type FirstThresholds, ThresholdsView } from "./thresholds-view.tsx";

export const metadata: Metadata = { title: "Thresholds" };

export default async function ThresholdsPage() {
  const first = await whileReachable(readFirst());
  return (
    <Page className="md:py-8">
      <div className="mb-5">
        <h1 className="display text-2xl">Thresholds</h1>
        <p className="mt-1 max-w-prose text-muted">
          A value of a{" "}
          <SiteLink href={vendorsPath} className="text-cobalt underline">
            vendor
          </SiteLink>{" "}
          is as bad as the worst limit that it reaches. From Warning on it is an alert.
        </p>
      </div>
      {first ? <ThresholdsView first={first} /> : <StoreOutOfReach again={`${vendorsPath}/thresholds`} />}
    </Page>
  );
}

async function readFirst(): Promise<FirstThresholds[]> {
  const { vendors } = pageContext();
  const { thresholds } = await listThresholds(vendors);
  const first: FirstThresholds[] = [];
  for (const current of thresholds) {
    const { question, limits, margin } = current;
    first.push({
      current,
      versions: (await listVersions(vendors, question)).versions,
      preview: await previewThresholds(vendors, question, { limits, margin }),
    });
  }
  return first;
}
