export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-grid h-6 min-w-6 place-items-center rounded-sm border border-edge bg-panel px-1.5 text-xs text-ink">
      {children}
    </kbd>
  );
}
