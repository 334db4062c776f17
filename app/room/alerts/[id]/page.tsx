import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "#app/or-not-found.tsx";
import { LiveFeed } from "#components/live/live-feed.tsx";
import { Page } from "#components/shell/page.tsx";
import { findAlert } from "#lib/alerts/find-alert.ts";
import { listDeliveries } from "#lib/alerts/notify/list-deliveries.ts";
import { AlertAddress } from "#lib/contract/alert.ts";
import type { AlertDetail, Delivery } from "#lib/contract/alert-answers.ts";
import { alertHref } from "#lib/contract/evidence-links.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { asAppError } from "#lib/kernel/errors.ts";
import { whileReachable } from "../../while-reachable.ts";
import { BoardOutOfReach } from "../board-out-of-reach.tsx";
import { AlertHeader } from "./alert-header.tsx";
import { AlertStory } from "./alert-story.tsx";
import { NoSuchAlert } from "./no-such-alert.tsx";

export const metadata: Metadata = { title: "Alert" };

type Props = { params: Promise<{ id: string }> };

const mostDeliveries = 100;

async function AlertPage({ params }: Props) {
  const { id } = await params;
  if (!AlertAddress.safeParse({ id }).success) notFound();
  const read = await whileReachable(readAll(id));
  if (!read)
    return (
      <Page className="md:py-8">
        <h1 className="display mb-5 text-2xl">Alert</h1>
        <BoardOutOfReach again={alertHref(id)} />
      </Page>
    );
  const { detail, deliveries } = read;
  return (
    <Page className="md:py-8">
      <LiveFeed feed="alerts" entries={{ [id]: detail.alert }}>
        <AlertHeader alert={detail.alert} />
      </LiveFeed>
      <AlertStory detail={detail} deliveries={deliveries} />
    </Page>
  );
}

export default orNotFound(AlertPage, NoSuchAlert);

async function readAll(id: string): Promise<{ detail: AlertDetail; deliveries: Delivery[] }> {
  const context = pageContext();
  const detail = await findAlert(context, id).catch((error: unknown) => {
    if (asAppError(error)?.code === "not_found") notFound();
    throw error;
  });
  const { deliveries } = await listDeliveries(context, { alert: id, limit: mostDeliveries });
  return { detail, deliveries };
}
