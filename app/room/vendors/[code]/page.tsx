import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { Page } from "#components/shell/page.tsx";
import { vendorHref } from "#components/vendors/vendor-words.ts";
import { listAlerts } from "#lib/alerts/list-alerts.ts";
import { AlertQuery } from "#lib/contract/alert.ts";
import { VendorHistoryQuery } from "#lib/contract/vendor.ts";
import type { VendorDetail } from "#lib/contract/vendor-answers.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { listJobs } from "#lib/jobs/list-jobs.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { readHistory } from "#lib/vendors/history/read-history.ts";
import { readVendor } from "#lib/vendors/read-vendor.ts";
import { listThresholds } from "#lib/vendors/thresholds/read-thresholds.ts";
import { readQuery, type SearchParams } from "../../read-query.ts";
import { whileReachable } from "../../while-reachable.ts";
import { StoreOutOfReach } from "../store-out-of-reach.tsx";
import { VendorView } from "./vendor-view.tsx";

type Props = { params: Promise<{ code: string }>; searchParams: Promise<SearchParams> };

/** Next writes what is not plain in a path as addresses do, but leaves a percent sign of the code's own as it is. */
async function codeOf({ params }: Props): Promise<string> {
  const { code } = await params;
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const detail = await whileReachable(known(await codeOf(props))).catch(() => undefined);
  return { title: detail?.name ?? "Vendor" };
}

async function VendorPage(props: Props) {
  const code = await codeOf(props);
  const asked = historyQuery(await props.searchParams);
  const read = await whileReachable(readAll(code, asked));
  if (read && !read.detail) notFound();
  return (
    <Page className="md:py-8">
      {read?.detail && read.thresholds ? (
        <VendorView {...read} detail={read.detail} thresholds={read.thresholds} />
      ) : (
        <>
          <h1 className="display mb-5 text-2xl">{code}</h1>
          <StoreOutOfReach again={vendorHref(code)} />
        </>
      )}
    </Page>
  );
}

export default orNotFound(VendorPage);

/** Of the products where the address names no question: they always have something to show. */
function historyQuery(params: SearchParams): VendorHistoryQuery {
  const [question] = [params.question].flat();
  const isKnown = VendorHistoryQuery.shape.question.safeParse(question).success;
  return readQuery(VendorHistoryQuery, { ...params, question: isKnown ? question : "vendor-product-status" });
}

async function readAll(code: string, asked: VendorHistoryQuery) {
  const context = pageContext();
  const detail = await known(code);
  // Of an item that is not said, the worst one is shown.
  const worst = detail?.discounts[0]?.item ?? "";
  const item = asked.question === "discount-stock" ? asked.item || worst : "";
  const [history, { thresholds }, { alerts }, { jobs }] = await Promise.all([
    readHistory(context.vendors, { ...asked, code, item }),
    listThresholds(context.vendors),
    listAlerts(context.alerts, AlertQuery.parse({ subject: code })),
    listJobs(context),
  ]);
  return {
    detail,
    history,
    range: asked.range,
    thresholds: thresholds.find(({ question }) => question === asked.question),
    alerts,
    jobs,
  };
}

async function known(code: string): Promise<VendorDetail | undefined> {
  try {
    return await readVendor(pageContext().vendors, code);
  } catch (error) {
    if (asAppError(error)?.code === "not_found") return undefined;
    throw error;
  }
}
