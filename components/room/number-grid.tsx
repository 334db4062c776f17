import { classNames } from "#components/ui/class-names.ts";

type Props = {
  numbers: readonly { name: string; value: string }[];
  /** They are no longer followed. */
  lastKnown?: boolean;
  className: string;
};

/** What is measured of a place, several beside each other. */
export function NumberGrid({ numbers, lastKnown = false, className }: Props) {
  return (
    <dl className={classNames("grid gap-px overflow-hidden bg-line", className)}>
      {numbers.map(({ name, value }) => (
        <div key={name} className="bg-panel px-4 py-2.5">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className={classNames("figures font-semibold", lastKnown && "text-muted")}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
