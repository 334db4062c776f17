import { edgeKey } from "#lib/contract/mesh.ts";
import { CallList } from "./call-list.tsx";
import { PanelSection } from "./side-panel.tsx";

type Props = {
  id: string;
  callers: readonly string[];
  dependencies: readonly string[];
  onSelect: (id: string) => void;
};

/** Who calls a service, and whom it calls. */
export function ServiceNeighbours({ id, callers, dependencies, onSelect }: Props) {
  return (
    <>
      <PanelSection title="Called by">
        <CallList
          calls={callers.map((other) => ({ other, edge: edgeKey(other, id) }))}
          none="Nobody in the mesh."
          onSelect={onSelect}
        />
      </PanelSection>
      <PanelSection title="Calls">
        <CallList
          calls={dependencies.map((other) => ({ other, edge: edgeKey(id, other) }))}
          none="Nobody."
          onSelect={onSelect}
        />
      </PanelSection>
    </>
  );
}
