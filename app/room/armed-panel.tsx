"use client";

import { ArmedFaultList } from "#components/room/armed-fault-list.tsx";
import { useArmedFaults } from "#components/room/armed-faults.ts";
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
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-muted">Nothing is broken on purpose right now.</p>
            <LinkButton href="/room/graph" size="sm">
              Break something
            </LinkButton>
          </div>
        )}
      </Panel>
    </section>
  );
}
