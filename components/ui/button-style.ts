import { cva, type VariantProps } from "class-variance-authority";

export const buttonStyle = cva(
  "inline-flex cursor-pointer items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap no-underline select-none transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60",
  {
    variants: {
      look: {
        solid: "border-cobalt bg-cobalt text-cobalt-on hover:border-cobalt-deep hover:bg-cobalt-deep",
        outline: "border-edge bg-panel text-cobalt hover:border-cobalt hover:bg-cobalt-wash",
        quiet: "border-transparent text-muted hover:bg-cobalt-wash hover:text-cobalt",
      },
      size: {
        sm: "h-7 px-2 text-sm",
        md: "h-9 px-3 text-base",
        lg: "h-12 px-5 text-lg",
        icon: "size-9",
      },
    },
    defaultVariants: { look: "outline", size: "md" },
  },
);
export type ButtonStyle = VariantProps<typeof buttonStyle>;
