import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { ScrollBox } from "./scroll-box.tsx";

type TableProps = ComponentProps<"table"> & { caption: string };

export function Table({ caption, className, children, ...rest }: TableProps) {
  return (
    <ScrollBox label={caption} className="overflow-x-auto rounded-md border border-line bg-panel">
      <table className={classNames("w-full border-collapse text-left", className)} {...rest}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </ScrollBox>
  );
}

export function HeaderCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={classNames(
        "border-b border-line px-4 py-2 text-sm font-medium whitespace-nowrap text-muted",
        className,
      )}
      {...rest}
    />
  );
}

export function RowHeader({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      className={classNames("px-4 py-2.5 text-left align-baseline font-medium", className)}
      {...rest}
    />
  );
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return <tr className={classNames("border-b border-line last:border-b-0", className)} {...rest} />;
}

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={classNames("px-4 py-2.5 align-baseline", className)} {...rest} />;
}
