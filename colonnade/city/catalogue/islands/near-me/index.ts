/* <colonnade-near-me hidden><button type="button">Near me</button></colonnade-near-me>
   Stands in a search form. Asks the device where it is and sends the form with that point; without script, or
   when the person refuses, nothing is lost: districts can be chosen from the filters.
   An island, because no fragment from the server can know where a device is. */

const DECIMALS = 3; // about 100 metres: near enough to sort by, too coarse to find a door

export class NearMe extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const form = this.closest("form");
    if (!button || !form || !("geolocation" in navigator)) return;
    this.hidden = false;
    button.addEventListener("click", () => {
      button.setAttribute("aria-busy", "true");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => send(form, coords.latitude, coords.longitude),
        () => button.removeAttribute("aria-busy"),
        { maximumAge: 300_000, timeout: 10_000 },
      );
    });
  }
}

export function send(form: HTMLFormElement, latitude: number, longitude: number): void {
  set(form, "near", `${latitude.toFixed(DECIMALS)},${longitude.toFixed(DECIMALS)}`);
  set(form, "sort", "distance");
  form.submit();
}

function set(form: HTMLFormElement, name: string, value: string): void {
  let field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    form.append(field);
  }
  field.value = value;
}

if (!customElements.get("colonnade-near-me")) customElements.define("colonnade-near-me", NearMe);
