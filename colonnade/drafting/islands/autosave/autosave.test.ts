import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type Answer, type Autosave, PAUSE, wordsIn } from "./index";
import "./index";

const kept: Answer = { saved: "kept", number: 4, text: null, say: "Saved at 12:04", url: null };

function page(): { element: Autosave; field: HTMLTextAreaElement; number: HTMLInputElement; said: () => string } {
  const fresh = document.createElement("div");
  fresh.innerHTML = `<colonnade-autosave data-failed="Not saved yet." data-settle="Settle"><form action="/write/a/">
    <input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="hidden" name="based_on" value="3">
    <textarea name="text">old</textarea><bdi data-words>1</bdi><bdi data-limit="2">2</bdi><span data-said></span>
    </form></colonnade-autosave>`;
  document.body.replaceChildren(fresh);
  return {
    element: document.querySelector<Autosave>("colonnade-autosave")!,
    field: document.querySelector("textarea")!,
    number: document.querySelector<HTMLInputElement>("[name=based_on]")!,
    said: () => document.querySelector("[data-said]")!.textContent ?? "",
  };
}

function server(...answers: (Partial<Answer> | Error | { status: number; say?: string })[]): ReturnType<typeof vi.fn> {
  const asked = vi.fn(() => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    if (answer instanceof Error) return Promise.reject(answer);
    const ok = !("status" in answer);
    return Promise.resolve({ ok, redirected: false, json: () => Promise.resolve(ok ? { ...kept, ...answer } : answer) });
  });
  vi.stubGlobal("fetch", asked);
  return asked;
}

function type(field: HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

describe("autosave", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("saves after a pause, with the token, and goes on from the new number", async () => {
    const asked = server(kept);
    const { field, number, said } = page();
    type(field, "n");
    await vi.advanceTimersByTimeAsync(PAUSE - 1);
    expect(asked).not.toHaveBeenCalled();
    type(field, "new");
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(asked).toHaveBeenCalledOnce();
    const [, sent] = asked.mock.calls[0] as unknown as [string, RequestInit];
    expect(String(sent.body)).toBe("csrfmiddlewaretoken=token&based_on=3&text=new");
    expect((sent.headers as Record<string, string>)["X-Quiet"]).toBe("1");
    expect(number.value).toBe("4");
    expect(said()).toBe("Saved at 12:04");
  });

  it("sends nothing where nothing changed", async () => {
    const asked = server(kept);
    const { element } = page();
    await element.save();
    expect(asked).not.toHaveBeenCalled();
  });

  it("puts a merged text in", async () => {
    server({ saved: "merged", number: 6, text: "theirs\nmine", say: "Both." });
    const { element, field, number, said } = page();
    field.value = "mine";
    await element.save();
    expect([field.value, number.value, said()]).toEqual(["theirs\nmine", "6", "Both."]);
  });

  it("keeps the old number while somebody types on into a text that was merged", async () => {
    server({ saved: "merged", number: 6, text: "theirs\nmine" });
    const { element, field, number } = page();
    field.value = "mine";
    const saving = element.save();
    type(field, "mine, and more");
    await saving;
    expect([field.value, number.value]).toEqual(["mine, and more", "3"]);
  });

  it("says where to settle two texts, and stops", async () => {
    const asked = server({ saved: "aside", number: 5, say: "Two texts.", url: "/aside/1/" });
    const { element, field, number, said } = page();
    field.value = "mine";
    await element.save();
    expect(said()).toBe("Two texts. Settle");
    expect(document.querySelector("[data-said] a")!.getAttribute("href")).toBe("/aside/1/");
    type(field, "mine!");
    await vi.advanceTimersByTimeAsync(PAUSE * 2);
    expect(asked).toHaveBeenCalledOnce();
    expect(number.value).toBe("3");
  });

  it("tries again after a failure, and the text stays", async () => {
    server(new Error("offline"), kept);
    const { element, field, number, said } = page();
    field.value = "new";
    await element.save();
    expect([said(), field.value, number.value]).toEqual(["Not saved yet.", "new", "3"]);
    await element.save();
    expect(number.value).toBe("4");
  });

  it("passes on what the server says against it", async () => {
    server({ status: 422, say: "Too long." });
    const { element, field, said } = page();
    field.value = "new";
    await element.save();
    expect(said()).toBe("Too long.");
  });

  it("warns before the page is left with words that were not saved", () => {
    const { field } = page();
    const leave = (): boolean => {
      const event = new Event("beforeunload", { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    field.value = "new";
    expect(leave()).toBe(true);
    document.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true }));
    expect(leave()).toBe(false);
  });

  it("counts words while somebody writes, and marks too many", () => {
    const { field } = page();
    type(field, "one two three");
    const shown = document.querySelector("[data-words]")!;
    expect([shown.textContent, shown.classList.contains("draft-over")]).toEqual(["3", true]);
  });

  it.each([
    ["", 0],
    ["# One  two\n- three", 3],
    ["it’s e-mail, 12.5 %", 3],
    ["学习型城市", 5],
    ["学习 city 市", 4],
    ["مدينة التعلّم", 2],
  ])("counts %s as the server does", (text, words) => {
    expect(wordsIn(text)).toBe(words);
  });
});
