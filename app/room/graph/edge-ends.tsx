import { Button } from "#components/ui/button.tsx";
import { PanelSection } from "./side-panel.tsx";

/** The two services of an edge. */
export function EdgeEnds({ ends, onSelect }: { ends: readonly string[]; onSelect: (id: string) => void }) {
  return (
    <PanelSection title="Between">
      <div className="flex flex-wrap gap-2">
        {ends.map((service) => (
          <Button key={service} size="sm" onClick={() => onSelect(service)}>
            {service}
          </Button>
        ))}
      </div>
    </PanelSection>
  );
}
