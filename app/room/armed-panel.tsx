"use client";

import { ArmedFaultList } from "#components/room/armed-fault-list.tsx";
import { useArmedFaults } from "#components/room/armed-faults.ts";
import { FailCartClicks } from "#components/room/fail-cart-clicks.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel } from "#components/ui/panel.tsx";

export function ArmedPanel() {
  const faults = useArmedFaults();
  return (
    <section>
      <h2 className="display mb-3 text-lg">Armed faults</h2>
      <Panel className="px-4 py-3 md:px-5">
        {faults.length > 0 ? (
          <ArmedFaultList faults={faults} />
        ) : (
          <p className="text-muted">Nothing is broken on purpose right now.</p>
        )}
        <div className="mt-3 flex flex-wrap gap-3">
          <LinkButton href="/room/graph" size="sm">
            Break something
          </LinkButton>
          {faults.some(({ kind }) => kind === "cart-click") ? null : <FailCartClicks />}
        </div>
      </Panel>
    </section>
  );
}
