/* The offers of a server-drawn map, read back from its links, and the box that holds them. */

export interface Spot {
  latitude: number;
  longitude: number;
  url: string;
  title: string;
  colour: string;
}

export type Box = [west: number, south: number, east: number, north: number];

const MARGIN_DEGREES = 0.004;

export function spotsOf(drawing: Element): Spot[] {
  return [...drawing.querySelectorAll<SVGAElement>("a[data-latitude]")].flatMap((link) => {
    const latitude = Number(link.dataset.latitude);
    const longitude = Number(link.dataset.longitude);
    if (!link.dataset.latitude || Number.isNaN(latitude) || Number.isNaN(longitude)) return [];
    const circle = link.querySelector("circle");
    return [{
      latitude,
      longitude,
      url: link.getAttribute("href") ?? "",
      title: link.querySelector("title")?.textContent ?? "",
      colour: circle ? getComputedStyle(circle).fill : "",
    }];
  });
}

export function boxOf(spots: Spot[]): Box | undefined {
  if (!spots.length) return undefined;
  const latitudes = spots.map((spot) => spot.latitude);
  const longitudes = spots.map((spot) => spot.longitude);
  return [
    Math.min(...longitudes) - MARGIN_DEGREES,
    Math.min(...latitudes) - MARGIN_DEGREES,
    Math.max(...longitudes) + MARGIN_DEGREES,
    Math.max(...latitudes) + MARGIN_DEGREES,
  ];
}
