import { type ColourVision, colourVisionMatrices } from "#components/ui/colour-vision.ts";

/** SVG filters work on linear light, which is what the matrices are for. */
export function VisionFilters() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      {Object.entries(colourVisionMatrices).map(([vision, rows]) => (
        <filter key={vision} id={`sees-${vision}`} colorInterpolationFilters="linearRGB">
          <feColorMatrix
            type="matrix"
            values={`${rows.map((row) => `${row.join(" ")} 0 0`).join(" ")} 0 0 0 1 0`}
          />
        </filter>
      ))}
    </svg>
  );
}

export const visions: readonly { name: ColourVision; says: string }[] = [
  { name: "deuteranopia", says: "no green cones" },
  { name: "protanopia", says: "no red cones" },
  { name: "tritanopia", says: "no blue cones" },
];
