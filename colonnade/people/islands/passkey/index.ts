/* Signing in, or adding a way to sign in, with a passkey (W3C Web Authentication).
 *
 *   <colonnade-passkey data-deed="sign-in" data-url="/…/login/" data-failed="Try again." data-missing="Not here.">
 *     <form method="post" action="…">
 *       <input type="hidden" name="credential">
 *       <button type="button" data-passkey>Sign in with a passkey</button>
 *     </form>
 *     <script type="application/json">{"request_options": {"publicKey": {…}}}</script>      not for sign-in
 *   </colonnade-passkey>
 *
 * data-deed: sign-in (asks data-url for a challenge), prove (challenge in the page), add (makes a passkey; a box named
 * passwordless says whether it shall do alone). The answer goes into the hidden field and the form is sent.
 * An island, because only script can speak to the device; other ways to sign in stand beside it.
 */

type Json = Record<string, unknown>;

/** Bytes as the protocol writes them: base64 without padding, safe in addresses. */
export function written(bytes: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

export function read(text: string): ArrayBuffer {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0)).buffer as ArrayBuffer;
}

const known = (list: unknown): Json[] => ((list as Json[] | undefined) ?? []).map((each) => ({ ...each, id: read(String(each["id"])) }));

/** The challenge as JSON becomes what the browser asks for. Phones sold five years ago cannot do this by themselves. */
export function asked(options: Json): Json {
  const ready: Json = { ...options, challenge: read(String(options["challenge"])) };
  if (options["user"]) ready["user"] = { ...(options["user"] as Json), id: read(String((options["user"] as Json)["id"])) };
  if (options["allowCredentials"]) ready["allowCredentials"] = known(options["allowCredentials"]);
  if (options["excludeCredentials"]) ready["excludeCredentials"] = known(options["excludeCredentials"]);
  return ready;
}

/** The browser's answer as JSON. */
export function answered(credential: PublicKeyCredential): Json {
  const response = credential.response as AuthenticatorAssertionResponse & AuthenticatorAttestationResponse;
  const said: Json = { clientDataJSON: written(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"] as const) {
    const bytes = response[name] as ArrayBuffer | null | undefined;
    if (bytes) said[name] = written(bytes);
  }
  if (typeof response.getTransports === "function") said["transports"] = response.getTransports();
  return {
    id: credential.id,
    rawId: written(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: said,
  };
}

export class Passkey extends HTMLElement {
  private status = document.createElement("p");

  connectedCallback(): void {
    const button = this.querySelector<HTMLButtonElement>("[data-passkey]");
    if (!button || this.contains(this.status)) return;
    this.status.setAttribute("role", "alert");
    this.append(this.status);
    if (!("credentials" in navigator) || typeof PublicKeyCredential === "undefined") {
      button.hidden = true;
      this.status.textContent = this.dataset["missing"] ?? "";
      return;
    }
    button.addEventListener("click", () => void this.go());
  }

  /** Ask the device; send its answer, or say that there was none. */
  async go(): Promise<void> {
    this.status.textContent = "";
    const form = this.querySelector("form");
    const field = this.querySelector<HTMLInputElement>("input[name=credential]");
    if (!form || !field) return;
    try {
      const credential = this.dataset["deed"] === "add" ? await this.make() : await this.prove();
      if (!credential) throw new Error("no answer");
      field.value = JSON.stringify(answered(credential as PublicKeyCredential));
    } catch {
      this.status.textContent = this.dataset["failed"] ?? "";
      return;
    }
    form.submit();
  }

  private async prove(): Promise<Credential | null> {
    const options = asked((await this.challenge("request_options"))["publicKey"] as Json);
    return navigator.credentials.get({ publicKey: options as unknown as PublicKeyCredentialRequestOptions });
  }

  private async make(): Promise<Credential | null> {
    const options = (await this.challenge("creation_options"))["publicKey"] as Json;
    const alone = this.querySelector<HTMLInputElement>("input[name=passwordless]")?.checked ?? false;
    const wanted = {
      ...(options["authenticatorSelection"] as Json | undefined),
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone ? { userVerification: "required" } : {}),
    };
    const publicKey = asked({ ...options, authenticatorSelection: wanted });
    return navigator.credentials.create({ publicKey: publicKey as unknown as PublicKeyCredentialCreationOptions });
  }

  private async challenge(name: string): Promise<Json> {
    const url = this.dataset["url"];
    if (!url) return (JSON.parse(this.querySelector("script")?.textContent ?? "{}") as Json)[name] as Json;
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return ((await answer.json()) as Json)[name] as Json;
  }
}

if (!customElements.get("colonnade-passkey")) customElements.define("colonnade-passkey", Passkey);
