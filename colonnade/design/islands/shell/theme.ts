/* The reader's choice of theme, kept on the device; "" follows the device. static/design/theme.js applies it before drawing. */

export const KEY = "colonnade-theme";

export function offerThemes(page: Document): void {
  const buttons = [...page.querySelectorAll<HTMLButtonElement>("[data-theme-choice]")];
  const root = page.documentElement;
  const show = (theme: string): void => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset["themeChoice"] === theme));
    }
  };

  show(root.dataset["theme"] ?? "");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const theme = button.dataset["themeChoice"] ?? "";
      if (theme) root.dataset["theme"] = theme;
      else delete root.dataset["theme"];
      keep(theme);
      show(theme);
    });
  }
}

function keep(theme: string): void {
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    /* A device that keeps nothing for us follows the choice on this page only. */
  }
}
