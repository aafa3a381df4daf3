/* [data-dialog="id"] opens that <dialog>; [data-close] and a click on the backdrop close it. The browser returns the focus. */

export function openDialogs(page: Document): void {
  page.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-dialog]");
    if (opener) {
      const dialog = page.getElementById(opener.dataset["dialog"] ?? "") as HTMLDialogElement | null;
      if (!dialog?.showModal) return;
      event.preventDefault();
      dialog.showModal();
      return;
    }
    const dialog = target.closest("dialog");
    if (dialog && (target === dialog || target.closest("[data-close]"))) dialog.close();
  });
}
