/* Suggestions while typing, after the ARIA combobox pattern with a list box.
 *
 *   <colonnade-combobox data-url="/en/search/suggest/" data-label="Suggestions" data-found="Suggestions are shown. …">
 *     <label for="search">…</label> <input type="search" id="search" name="q">
 *   </colonnade-combobox>
 *
 * Asks data-url?q=… for {"suggestions": [{"text": "…", "note": "…", "url": "…"}]}. Choosing one follows its url, or fills
 * the box and sends the form. htmx would not do: the list needs keys, an active option and a live announcement.
 */

export interface Suggestion {
  text: string;
  note?: string;
  url?: string;
}

const PAUSE = 160;

export class Combobox extends HTMLElement {
  private input: HTMLInputElement | null = null;
  private list = document.createElement("ul");
  private status = document.createElement("span");
  private suggestions: Suggestion[] = [];
  private active = -1;
  private timer = 0;
  private asking: AbortController | undefined;

  connectedCallback(): void {
    const input = this.querySelector("input");
    if (!input || this.input) return;
    this.input = input;
    this.list.id = `${input.id}-suggestions`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset["label"] ?? "");
    this.list.hidden = true;
    this.status.setAttribute("role", "status");
    this.status.className = "visually-hidden";
    this.append(this.list, this.status);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-expanded", "false"],
      ["aria-controls", this.list.id],
    ] as const) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.askSoon());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), PAUSE));
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  private askSoon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  /** Fetch the suggestions for what stands in the box; silence is an answer too. */
  async ask(): Promise<void> {
    const words = this.input?.value.trim() ?? "";
    this.asking?.abort();
    if (words.length < 2) return this.close();
    this.asking = new AbortController();
    const url = new URL(this.dataset["url"] ?? "", location.href);
    url.searchParams.set("q", words);
    try {
      const answer = await fetch(url, { signal: this.asking.signal, headers: { Accept: "application/json" } });
      const { suggestions } = (await answer.json()) as { suggestions: Suggestion[] };
      this.show(answer.ok ? suggestions : []);
    } catch {
      /* Typed on, or no connection: the box still searches by itself. */
    }
  }

  private show(suggestions: Suggestion[]): void {
    this.suggestions = suggestions;
    if (!suggestions.length) return this.close();
    this.list.replaceChildren(...suggestions.map((each, index) => this.option(each, index)));
    if (this.list.hidden) this.status.textContent = this.dataset["found"] ?? "";
    this.list.hidden = false;
    this.input?.setAttribute("aria-expanded", "true");
    this.activate(-1);
  }

  private option(suggestion: Suggestion, index: number): HTMLElement {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${index}`;
    option.setAttribute("role", "option");
    option.dir = "auto";
    option.append(Object.assign(document.createElement("span"), { textContent: suggestion.text }));
    if (suggestion.note) option.append(Object.assign(document.createElement("small"), { textContent: suggestion.note }));
    return option;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing || this.list.hidden) return;
    const count = this.suggestions.length;
    if (event.key === "ArrowDown") this.activate((this.active + 1) % count);
    else if (event.key === "ArrowUp") this.activate((this.active <= 0 ? count : this.active) - 1);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
    else return;
    event.preventDefault();
  }

  private activate(index: number): void {
    this.active = index;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.list.children[index];
    if (option) this.input?.setAttribute("aria-activedescendant", option.id);
    else this.input?.removeAttribute("aria-activedescendant");
    option?.scrollIntoView?.({ block: "nearest" });
  }

  private choose(index: number): void {
    const suggestion = this.suggestions[index];
    if (!suggestion || !this.input) return;
    this.close();
    if (suggestion.url) {
      location.assign(suggestion.url);
      return;
    }
    this.input.value = suggestion.text;
    this.input.form?.requestSubmit();
  }

  private close(): void {
    this.list.hidden = true;
    this.active = -1;
    this.status.textContent = "";
    this.input?.setAttribute("aria-expanded", "false");
    this.input?.removeAttribute("aria-activedescendant");
  }
}

if (!customElements.get("colonnade-combobox")) customElements.define("colonnade-combobox", Combobox);
