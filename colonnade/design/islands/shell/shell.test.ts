import { beforeEach, describe, expect, it, vi } from "vitest";
import { openDialogs } from "./dialogs";
import { loadIslands } from "./islands";
import { closeMenus } from "./menus";
import { offerSharing, share } from "./share";
import { KEY, offerThemes } from "./theme";

function page(html: string): Document {
  const fresh = document.implementation.createHTMLDocument();
  fresh.body.innerHTML = html;
  return fresh;
}

describe("theme", () => {
  const MENU = `<button data-theme-choice=""></button><button data-theme-choice="dark"></button>`;

  beforeEach(() => localStorage.clear());

  it("follows the device until a theme is chosen", () => {
    const fresh = page(MENU);
    offerThemes(fresh);
    expect([...fresh.querySelectorAll("button")].map((b) => b.getAttribute("aria-pressed"))).toEqual(["true", "false"]);
  });

  it("shows, keeps and forgets the choice", () => {
    const fresh = page(MENU);
    offerThemes(fresh);
    const [device, dark] = fresh.querySelectorAll("button");

    dark?.click();
    expect([fresh.documentElement.dataset["theme"], localStorage.getItem(KEY)]).toEqual(["dark", "dark"]);

    device?.click();
    expect([fresh.documentElement.dataset["theme"], localStorage.getItem(KEY)]).toEqual([undefined, null]);
  });
});

describe("menus", () => {
  const MENU = `<details class="menu" open><summary>More</summary><a href="#">Inside</a></details><p>Elsewhere</p>`;

  it("close on a click elsewhere, not on one inside", () => {
    const fresh = page(MENU);
    closeMenus(fresh);
    fresh.querySelector("a")?.click();
    expect(fresh.querySelector("details")?.open).toBe(true);
    fresh.querySelector("p")?.click();
    expect(fresh.querySelector("details")?.open).toBe(false);
  });

  it("close on Escape and give the focus back", () => {
    document.body.innerHTML = MENU;
    closeMenus(document);
    document.querySelector("a")?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    expect(document.querySelector("details")?.open).toBe(false);
    expect(document.activeElement?.tagName).toBe("SUMMARY");
  });
});

describe("dialogs", () => {
  it("open instead of following the link, and close", () => {
    const fresh = page(`<a href="/share/" data-dialog="d">Share</a><dialog id="d"><button data-close>Close</button></dialog>`);
    openDialogs(fresh);
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    fresh.querySelector("a")?.dispatchEvent(click);
    expect([fresh.querySelector("dialog")?.open, click.defaultPrevented]).toEqual([true, true]);
    fresh.querySelector<HTMLElement>("[data-close]")?.click();
    expect(fresh.querySelector("dialog")?.open).toBe(false);
  });

  it("leave a link alone whose dialog is not there", () => {
    const fresh = page(`<a href="#there" data-dialog="gone">Share</a>`);
    openDialogs(fresh);
    const click = new MouseEvent("click", { bubbles: true, cancelable: true });
    fresh.querySelector("a")?.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(false);
  });
});

describe("sharing", () => {
  it("copies the address and says so where the device has no sheet", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    document.body.innerHTML = `<button data-share="/en/offers/1/" data-done="Link copied"><span>Share</span></button>`;
    offerSharing(document);
    await share(document.querySelector("button")!);
    expect(writeText).toHaveBeenCalledWith(new URL("/en/offers/1/", location.href).href);
    expect(document.querySelector("span")?.textContent).toBe("Link copied");
  });
});

describe("islands", () => {
  it("are fetched once, and only those on the page", () => {
    const finder = vi.fn(() => Promise.resolve());
    const absent = vi.fn(() => Promise.resolve());
    const fresh = page("<colonnade-course-finder></colonnade-course-finder>");
    loadIslands(fresh, {
      "/colonnade/city/catalogue/islands/course-finder/index.ts": finder,
      "/colonnade/temple/islands/years/index.ts": absent,
    });
    fresh.dispatchEvent(new Event("htmx:after:swap"));
    expect(finder).toHaveBeenCalledTimes(1);
    expect(absent).not.toHaveBeenCalled();
  });
});
