import { type LayoutRequest, layOut } from "./lay-out.ts";

addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => postMessage(layOut(data)));
