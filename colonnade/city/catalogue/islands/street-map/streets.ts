/* How streets look: our own few layers over the vector tiles of the Protomaps basemap schema. */
import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

const SOURCE = "streets";

function fill(id: string, layer: string, colour: string, filter?: unknown): LayerSpecification {
  return { id, type: "fill", source: SOURCE, "source-layer": layer, paint: { "fill-color": colour }, ...(filter ? { filter } : {}) } as LayerSpecification;
}

function line(id: string, colour: string, width: number, kinds: string[]): LayerSpecification {
  return {
    id,
    type: "line",
    source: SOURCE,
    "source-layer": "roads",
    filter: ["in", ["get", "kind"], ["literal", kinds]],
    paint: { "line-color": colour, "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], 10, width / 4, 18, width * 4] },
  } as LayerSpecification;
}

export function streets(url: string, dark: boolean, language: string): StyleSpecification {
  const tone = dark
    ? { earth: "#1b2733", water: "#0f1a24", green: "#1f3029", house: "#26333f", road: "#3a4957", ink: "#e6ded0", halo: "#1b2733" }
    : { earth: "#f3eee4", water: "#bcd5df", green: "#dbe5cf", house: "#e5dccb", road: "#ffffff", ink: "#1c2a39", halo: "#fffdf8" };
  return {
    version: 8,
    sources: { [SOURCE]: { type: "vector", url: `pmtiles://${url}` } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": tone.water } },
      fill("earth", "earth", tone.earth),
      fill("green", "landuse", tone.green, ["in", ["get", "kind"], ["literal", ["park", "forest", "grass", "garden", "wood", "cemetery", "playground"]]]),
      fill("water", "water", tone.water),
      fill("houses", "buildings", tone.house),
      line("paths", tone.road, 1, ["path", "other"]),
      line("lanes", tone.road, 2, ["minor_road"]),
      line("roads", tone.road, 3.5, ["medium_road", "major_road", "highway"]),
      {
        id: "names",
        type: "symbol",
        source: SOURCE,
        "source-layer": "places",
        layout: { "text-field": ["coalesce", ["get", `name:${language}`], ["get", "name"]], "text-size": 13 },
        paint: { "text-color": tone.ink, "text-halo-color": tone.halo, "text-halo-width": 1.5 },
      },
    ] as LayerSpecification[],
  };
}
