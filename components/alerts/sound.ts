"use client";

// One short tone for what is new and grave. Off until somebody turns it on; remembered in this browser.
import { useSyncExternalStore } from "react";

const storageKey = "faultmart.alert-sound";
const changed = "faultmart:alert-sound";

export function soundOn(): boolean {
  return localStorage.getItem(storageKey) === "on";
}

function subscribe(notice: () => void) {
  window.addEventListener(changed, notice);
  window.addEventListener("storage", notice);
  return () => {
    window.removeEventListener(changed, notice);
    window.removeEventListener("storage", notice);
  };
}

export function useSound(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, soundOn, () => false);
  const set = (next: boolean) => {
    localStorage.setItem(storageKey, next ? "on" : "off");
    window.dispatchEvent(new Event(changed));
    // Whoever turns it on hears what they will hear, and the browser has its click.
    if (next) playTone();
  };
  return [on, set];
}

let audio: AudioContext | undefined;
const lastingSeconds = 0.35;

/** Two notes. A page that nobody has clicked yet may not make a sound, and a browser would complain of the attempt. */
function playTone() {
  if (!navigator.userActivation.hasBeenActive) return;
  audio ??= new AudioContext();
  void audio.resume();
  const loudness = audio.createGain();
  loudness.connect(audio.destination);
  const begin = audio.currentTime;
  loudness.gain.setValueAtTime(0, begin);
  loudness.gain.linearRampToValueAtTime(0.12, begin + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, begin + lastingSeconds);
  const note = audio.createOscillator();
  note.type = "triangle";
  note.frequency.setValueAtTime(880, begin);
  note.frequency.setValueAtTime(659, begin + lastingSeconds / 2);
  note.connect(loudness);
  note.start(begin);
  note.stop(begin + lastingSeconds);
}

/** Of several open tabs one sounds: whoever has the lock for as long as the others may still hear the same news. */
export function sound() {
  if (!soundOn()) return;
  if (!("locks" in navigator)) return playTone();
  void navigator.locks.request(storageKey, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    playTone();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  });
}
