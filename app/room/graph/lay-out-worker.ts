import { layOut } from "./lay-out.ts";
import type { LayoutRequest } from "./layout-types.ts";

addEventListener("message", ({ data }: MessageEvent<LayoutRequest>) => postMessage(layOut(data)));
