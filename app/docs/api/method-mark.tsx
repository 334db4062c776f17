/** A method is neither a severity nor a link, so it wears ink. */
export function MethodMark({ method }: { method: string }) {
  return (
    <span className="figures inline-grid h-6 min-w-14 place-items-center rounded-sm border border-edge px-1.5 text-xs font-semibold tracking-normal">
      {method}
    </span>
  );
}
