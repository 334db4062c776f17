import { ChevronDown, ChevronUp } from "lucide-react";
import { Button } from "#components/ui/button.tsx";

type Props = {
  what: string;
  /** Which keys do the same. */
  keys: readonly [previous: string, next: string];
  disabled?: boolean;
  onJump: (by: 1 | -1) => void;
};

export function JumpButtons({ what, keys: [previous, next], disabled = false, onJump }: Props) {
  const look = { look: "quiet", size: "sm", className: "size-7 px-0 text-cobalt", disabled } as const;
  return (
    <span className="flex">
      <Button
        {...look}
        aria-label={`Previous ${what}`}
        title={`Previous (${previous})`}
        onClick={() => onJump(-1)}
      >
        <ChevronUp aria-hidden className="size-4" />
      </Button>
      <Button {...look} aria-label={`Next ${what}`} title={`Next (${next})`} onClick={() => onJump(1)}>
        <ChevronDown aria-hidden className="size-4" />
      </Button>
    </span>
  );
}
