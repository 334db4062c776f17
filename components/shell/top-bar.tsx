import { CommandButton } from "./command-button.tsx";
import { Logo } from "./logo.tsx";
import { SectionLinks } from "./section-links.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

export function TopBar() {
  return (
    <header className="z-30 border-b border-line bg-ground md:sticky md:top-0">
      <a
        href="#main"
        className="absolute -top-20 left-2 z-50 rounded-md bg-cobalt px-4 py-2 font-medium text-cobalt-on focus:top-2"
      >
        Skip to the content
      </a>
      <div className="frame flex flex-wrap items-center gap-x-8 md:flex-nowrap">
        <Logo />
        <div className="order-last w-full md:order-none md:w-auto">
          <SectionLinks />
        </div>
        <div className="my-2.5 ml-auto flex items-center gap-2">
          <CommandButton />
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}
