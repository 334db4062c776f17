import { LinkButton } from "#components/ui/link-button.tsx";
import styles from "./front-door.module.css";

const hairline = "shrink-0 overflow-visible fill-none stroke-current stroke-2";

/** The headline and the sentence under it are each one text, broken at the fault. */
export function FrontDoor() {
  return (
    <div className={`${styles.doors} grow`}>
      <section className={`${styles.paper} bg-ground px-4 pt-10 pb-20 md:pr-6 md:pb-16 md:pl-6`}>
        <div className="md:ml-auto md:w-min">
          <h1 className={`${styles.word} display`}>
            Fault<span className="sr-only">mart</span>
          </h1>
          <p className="mt-4 text-xl text-balance md:mt-0 md:text-2xl">
            An online shop that breaks on purpose,
          </p>
          <LinkButton href="/shop/merch" look="solid" size="lg" className="mt-6">
            Enter the shop
          </LinkButton>
          <p className="mt-4 text-muted">Put three things into the cart,</p>
        </div>
      </section>
      <section className={`${styles.graphite} scheme-dark bg-ground px-4 pb-14 text-ink md:pr-6 md:pb-16`}>
        <div className="pt-6 md:w-min md:pt-0">
          <p aria-hidden="true" className={`${styles.word} display`}>
            mart
          </p>
          <p className="mt-4 text-xl text-balance md:mt-0 md:text-2xl">
            and the control room to watch it break.
          </p>
          <LinkButton href="/room" look="solid" size="lg" className="mt-6">
            Open the control room
          </LinkButton>
          <p className="mt-4 text-muted">and find out what became of the third.</p>
        </div>
      </section>
      <BreakLine />
    </div>
  );
}

function BreakLine() {
  return (
    <div aria-hidden="true" className={`${styles.break} text-violet`}>
      <div className={styles.level}>
        <div className="h-0.5 grow bg-current" />
        <svg aria-hidden="true" width="84" height="80" viewBox="0 0 84 80" className={hairline}>
          <path d="M0 40L25 3L55 77L75 28L84 40" />
        </svg>
        <div className="h-0.5 w-[66px] bg-current" />
      </div>
      <div className={styles.upright}>
        <div className={`${styles.above} w-0.5 bg-current`} />
        <svg aria-hidden="true" width="96" height="104" viewBox="0 0 96 104" className={hairline}>
          <path d="M48 0L3 24L93 64L34 92L48 104" />
        </svg>
        <div className="w-0.5 grow bg-current" />
      </div>
    </div>
  );
}
