/* Saves a section quietly while somebody writes, and counts its words.
 *
 *   <colonnade-autosave data-failed="Not saved yet. …" data-settle="Say which shall stand">
 *     <form method="post" action="…/write/key/">
 *       <input type="hidden" name="csrfmiddlewaretoken" …> <input type="hidden" name="based_on" value="3">
 *       <textarea name="text">…</textarea>
 *       <bdi data-words>12</bdi> / <bdi data-limit="500">500</bdi>
 *       <button type="submit">Keep</button> <span data-said role="status"></span>
 *     </form>
 *   </colonnade-autosave>
 *
 * Sends the form with X-Quiet: 1 and is answered {saved, number, text, say, url}. The form works without it. An island,
 * because a fragment that replaced the form would take the text away from under the writer's hands.
 */

export const PAUSE = 3000;

export interface Answer {
  saved: "kept" | "unchanged" | "merged" | "aside";
  number: number;
  text: string | null;
  say: string;
  url: string | null;
}

const SIGN = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff";
const WORD = new RegExp(`[${SIGN}]|[^\\s${SIGN}]*(?![${SIGN}])[\\p{L}\\p{N}\\p{M}][^\\s${SIGN}]*`, "gu");

/** As the server counts: vocabulary.words_in. A Chinese sign is a word; marks that stand alone are none. */
export function wordsIn(text: string): number {
  return text.match(WORD)?.length ?? 0;
}

export class Autosave extends HTMLElement {
  private timer = 0;
  private saved: string | null = null;
  private saving = false;
  private torn = false;
  private ready = false;

  connectedCallback(): void {
    const { form, field } = this;
    if (!form || !field || this.ready) return;
    this.ready = true;
    this.saved = field.value;
    field.addEventListener("input", () => {
      this.count();
      this.soon();
    });
    form.addEventListener("submit", () => {
      this.saved = field.value; /* leaving on purpose: nothing to warn of */
      window.clearTimeout(this.timer);
    });
    window.addEventListener("beforeunload", this.warn);
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
    window.removeEventListener("beforeunload", this.warn);
  }

  private get form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  private get field(): HTMLTextAreaElement | null {
    return this.querySelector<HTMLTextAreaElement>("textarea[name=text]");
  }

  private warn = (event: BeforeUnloadEvent): void => {
    if (this.field && this.field.value !== this.saved && !this.torn) event.preventDefault();
  };

  private soon(): void {
    window.clearTimeout(this.timer);
    if (!this.torn) this.timer = window.setTimeout(() => void this.save(), PAUSE);
  }

  /** Send what stands there; done once the answer has been shown. */
  async save(): Promise<void> {
    const { form, field } = this;
    if (!form || !field || this.torn || field.value === this.saved) return;
    if (this.saving) return this.soon();
    this.saving = true;
    const sent = field.value;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(Array.from(new FormData(form), ([name, value]) => [name, String(value)])),
        headers: { "X-Quiet": "1", Accept: "application/json" },
        credentials: "same-origin",
      });
      const heard = answer.redirected ? null : ((await answer.json()) as Answer);
      if (answer.ok && heard) this.hear(heard, sent);
      else this.tell(heard?.say || this.dataset["failed"] || "");
    } catch {
      this.tell(this.dataset["failed"] ?? ""); /* no connection, or signed out: the text stays, the next pause tries again */
    } finally {
      this.saving = false;
    }
  }

  private hear(answer: Answer, sent: string): void {
    const { field } = this;
    const number = this.querySelector<HTMLInputElement>("input[name=based_on]");
    if (!field || !number) return;
    if (answer.saved === "aside") {
      /* Both texts are kept on the server. Saving on would only set aside more of the same. */
      this.torn = true;
      return this.tell(answer.say, answer.url);
    }
    if (answer.text !== null && answer.text !== sent) {
      /* A merged text can only be put in while nobody has typed on; until then the number must stay the old one. */
      if (field.value !== sent) return this.soon();
      const caret = [field.selectionStart, field.selectionEnd] as const;
      field.value = answer.text;
      field.setSelectionRange(...caret);
      this.count();
    }
    this.saved = answer.text ?? sent;
    number.value = String(answer.number);
    this.tell(answer.say);
    if (field.value !== this.saved) this.soon();
  }

  private count(): void {
    const shown = this.querySelector("[data-words]");
    const limit = Number(this.querySelector<HTMLElement>("[data-limit]")?.dataset["limit"] ?? Infinity);
    if (!shown) return;
    const words = wordsIn(this.field?.value ?? "");
    shown.textContent = new Intl.NumberFormat(document.documentElement.lang || undefined).format(words);
    shown.classList.toggle("draft-over", words > limit);
  }

  private tell(words: string, url: string | null = null): void {
    const place = this.querySelector("[data-said]");
    if (!place) return;
    place.textContent = words;
    if (!url) return;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = this.dataset["settle"] ?? url;
    place.append(" ", link);
  }
}

if (!customElements.get("colonnade-autosave")) customElements.define("colonnade-autosave", Autosave);
