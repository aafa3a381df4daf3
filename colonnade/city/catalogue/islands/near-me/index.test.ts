import { expect, test, vi } from "vitest";
import { send } from "./index";

test("a point goes into the form with three decimals and sorts by distance", () => {
  const form = document.createElement("form");
  form.innerHTML = '<input name="q" value="read"><input type="hidden" name="near" value="1,1">';
  form.submit = vi.fn();

  send(form, 51.98765, 7.61234);

  expect([...new FormData(form)]).toEqual([["q", "read"], ["near", "51.988,7.612"], ["sort", "distance"]]);
  expect(form.submit).toHaveBeenCalledOnce();
});
