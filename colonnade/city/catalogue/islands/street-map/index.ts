/* <colonnade-street-map data-tiles="/map/tiles.pmtiles" hidden><button type="button">Show streets</button></colonnade-street-map>
   Stands after a server-drawn map whose links carry data-latitude and data-longitude. When asked, it loads the map
   library and lays the same offers over the operator's street tiles. Without script, or where WebGL is missing, the
   drawn map stays. An island, because panning and zooming cannot be done by fragments from the server. */
import { boxOf, type Spot, spotsOf } from "./spots";
import { streets } from "./streets";

export class StreetMap extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const drawing = this.parentElement?.querySelector("svg");
    if (!button || !drawing || !this.dataset.tiles) return;
    this.hidden = false;
    button.addEventListener("click", () => void this.#show(button, drawing), { once: true });
  }

  async #show(button: HTMLButtonElement, drawing: SVGElement): Promise<void> {
    const spots = spotsOf(drawing);
    const bounds = boxOf(spots);
    if (!bounds) return;
    button.setAttribute("aria-busy", "true");
    try {
      await draw(this, this.dataset.tiles ?? "", spots, bounds);
      drawing.toggleAttribute("hidden", true);
      drawing.setAttribute("display", "none");
      button.remove();
    } catch {
      button.removeAttribute("aria-busy");
    }
  }
}

async function draw(home: HTMLElement, tiles: string, spots: Spot[], bounds: [number, number, number, number]): Promise<void> {
  const [maplibre, { Protocol }, worker] = await Promise.all([
    import("maplibre-gl"),
    import("pmtiles"),
    import("maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url"),
    import("maplibre-gl/dist/maplibre-gl.css"),
  ]);
  maplibre.setWorkerUrl(worker.default);
  maplibre.addProtocol("pmtiles", new Protocol().tile);
  const stage = document.createElement("div");
  stage.className = "street-map";
  home.append(stage);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const url = new URL(tiles, location.href).href;
  const map = new maplibre.Map({ container: stage, style: streets(url, dark, document.documentElement.lang), bounds, attributionControl: { customAttribution: "© OpenStreetMap" } });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl({}));
  for (const spot of spots) {
    const words = document.createElement("a");
    words.href = spot.url;
    words.textContent = spot.title;
    new maplibre.Marker(spot.colour ? { color: spot.colour } : {})
      .setLngLat([spot.longitude, spot.latitude])
      .setPopup(new maplibre.Popup().setDOMContent(words))
      .addTo(map);
  }
}

if (!customElements.get("colonnade-street-map")) customElements.define("colonnade-street-map", StreetMap);
