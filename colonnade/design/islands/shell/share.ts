/* The device's own way of sharing, else the address is copied and the button says so; and printing. */

export function offerSharing(page: Document): void {
  page.addEventListener("click", (event) => {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>("[data-share]");
    if (button) void share(button);
    else if (target.closest("[data-print]")) window.print();
  });
}

export async function share(button: HTMLElement): Promise<void> {
  const url = new URL(button.dataset["share"] || location.href, location.href).href;
  const title = button.dataset["title"] ?? document.title;
  try {
    if ("share" in navigator) await navigator.share({ title, url });
    else {
      await (navigator as Navigator).clipboard.writeText(url);
      sayDone(button);
    }
  } catch {
    /* The reader closed the sheet, or the device refuses: nothing was shared and nothing is lost. */
  }
}

function sayDone(button: HTMLElement): void {
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  button.setAttribute("aria-live", "polite");
  words.textContent = button.dataset["done"] ?? before;
  setTimeout(() => {
    words.textContent = before;
  }, 4000);
}
