import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Combobox } from "./index";
import "./index";

const FOUND = [{ text: "Pottery", note: "12 offers" }, { text: "Portuguese", url: "#portuguese" }];

function answer(suggestions: unknown, ok = true): void {
  vi.stubGlobal("fetch", vi.fn(() => Promise.resolve({ ok, json: () => Promise.resolve({ suggestions }) })));
}

function box(): { element: Combobox; input: HTMLInputElement; list: HTMLElement } {
  const fresh = document.createElement("div");
  fresh.innerHTML = `<form><colonnade-combobox data-url="/suggest/" data-label="Suggestions" data-found="Shown.">
    <label for="q">Search</label><input type="search" id="q" name="q"></colonnade-combobox></form>`;
  document.body.replaceChildren(fresh);
  const element = document.querySelector<Combobox>("colonnade-combobox")!;
  return { element, input: element.querySelector("input")!, list: element.querySelector("[role=listbox]")! };
}

async function typed(words: string): Promise<ReturnType<typeof box>> {
  const parts = box();
  parts.input.value = words;
  await parts.element.ask();
  return parts;
}

const press = (input: HTMLElement, key: string): boolean =>
  input.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

describe("combobox", () => {
  beforeEach(() => answer(FOUND));
  afterEach(() => vi.unstubAllGlobals());

  it("tells assistive technology what it is", () => {
    const { input, list } = box();
    expect(["role", "aria-expanded", "aria-controls"].map((name) => input.getAttribute(name))).toEqual(["combobox", "false", list.id]);
    expect(list.getAttribute("aria-label")).toBe("Suggestions");
  });

  it("shows what was found and says so once", async () => {
    const { element, input, list } = await typed("po");
    expect([...list.querySelectorAll("span")].map((s) => s.textContent)).toEqual(["Pottery", "Portuguese"]);
    expect([list.hidden, input.getAttribute("aria-expanded")]).toEqual([false, "true"]);
    expect(element.querySelector("[role=status]")?.textContent).toBe("Shown.");
  });

  it("asks only from the second letter on", async () => {
    await typed("p");
    expect(fetch).not.toHaveBeenCalled();
  });

  it("stays silent when the server has nothing or refuses", async () => {
    answer(FOUND, false);
    expect((await typed("po")).list.hidden).toBe(true);
    answer([]);
    expect((await typed("po")).list.hidden).toBe(true);
  });

  it("walks with the arrow keys, round the ends, and closes on Escape", async () => {
    const { input, list } = await typed("po");
    press(input, "ArrowUp");
    expect(input.getAttribute("aria-activedescendant")).toBe(list.children[1]?.id);
    press(input, "ArrowDown");
    expect(list.children[0]?.getAttribute("aria-selected")).toBe("true");
    press(input, "Escape");
    expect([list.hidden, input.hasAttribute("aria-activedescendant")]).toEqual([true, false]);
  });

  it("fills the box and sends the form with a chosen word", async () => {
    const { input } = await typed("po");
    const send = vi.spyOn(input.form!, "requestSubmit").mockImplementation(() => undefined);
    press(input, "ArrowDown");
    press(input, "Enter");
    expect([input.value, send.mock.calls.length]).toEqual(["Pottery", 1]);
  });

  it("follows the address of a suggestion that has one", async () => {
    const { list } = await typed("po");
    list.children[1]?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(location.hash).toBe("#portuguese");
  });

  it("leaves Enter to the form while nothing is chosen", async () => {
    const { input } = await typed("po");
    expect(press(input, "Enter")).toBe(true);
  });
});
