import { expect, test } from "vitest";
import { boxOf, spotsOf } from "./spots";
import { streets } from "./streets";

test("spots are read back from the links of the drawing; a link without a point is left out", () => {
  const drawing = document.createElement("div");
  drawing.innerHTML =
    '<svg><a href="/en/offers/1/" data-latitude="51.98" data-longitude="7.62"><title>Reading</title><circle/></a>' +
    '<a href="/en/offers/2/" data-latitude="" data-longitude=""><title>Nowhere</title></a></svg>';

  const spots = spotsOf(drawing);

  expect(spots.map(({ latitude, longitude, url, title }) => ({ latitude, longitude, url, title }))).toEqual([
    { latitude: 51.98, longitude: 7.62, url: "/en/offers/1/", title: "Reading" },
  ]);
});

test("the box holds every spot with a margin, and there is none without spots", () => {
  const spot = { url: "", title: "", colour: "" };

  const box = boxOf([{ ...spot, latitude: 10, longitude: 20 }, { ...spot, latitude: 11, longitude: 19 }]);

  expect(box?.map((value) => Math.round(value * 1000) / 1000)).toEqual([18.996, 9.996, 20.004, 11.004]);
  expect(boxOf([])).toBeUndefined();
});

test("names of places are asked for in the reader's language first", () => {
  const style = streets("/map/tiles.pmtiles", false, "ar");

  const names = style.layers.find((layer) => layer.id === "names");

  expect(JSON.stringify(names)).toContain("name:ar");
});
