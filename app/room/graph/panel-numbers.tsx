import { classNames } from "#components/ui/class-names.ts";

type Props = { numbers: readonly { name: string; value: string }[]; lastKnown?: boolean };

/** What is measured of a place, two beside each other. */
export function PanelNumbers({ numbers, lastKnown = false }: Props) {
  return (
    <dl className="grid grid-cols-2 gap-px bg-line">
      {numbers.map(({ name, value }) => (
        <div key={name} className="bg-panel px-4 py-2.5">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className={classNames("figures font-semibold", lastKnown && "text-muted")}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
