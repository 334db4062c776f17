import type { Metadata } from "next";
import { KeyList } from "#components/shell/key-list.tsx";
import { Page } from "#components/shell/page.tsx";
import { PageHeading } from "#components/shell/page-heading.tsx";
import { SingleKeysSwitch } from "#components/shell/single-keys-switch.tsx";
import { Panel } from "#components/ui/panel.tsx";

export const metadata: Metadata = { title: "Keyboard" };

export default function KeyboardPage() {
  return (
    <Page>
      <PageHeading title="Keyboard">
        Everything on every page works without a mouse. These keys only make it quicker; none of them acts
        while you are writing.
      </PageHeading>
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <KeyList heading="h2" />
        <Panel className="p-5">
          <SingleKeysSwitch />
        </Panel>
      </div>
    </Page>
  );
}
