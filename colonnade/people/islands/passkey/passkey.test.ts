import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { asked, type Passkey, read, written } from "./index";
import "./index";

const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;
const CHALLENGE = { publicKey: { challenge: "AQID", rpId: "localhost", allowCredentials: [{ type: "public-key", id: "_-8" }] } };

const credential = {
  id: "_-8",
  rawId: bytes(255, 239),
  type: "public-key",
  authenticatorAttachment: "platform",
  getClientExtensionResults: () => ({}),
  response: { clientDataJSON: bytes(1), authenticatorData: bytes(2), signature: bytes(3), userHandle: null },
};

function page(deed: string, inside = ""): { element: Passkey; field: HTMLInputElement; sent: ReturnType<typeof vi.fn> } {
  const fresh = document.createElement("div");
  fresh.innerHTML = `<colonnade-passkey data-deed="${deed}" ${deed === "sign-in" ? 'data-url="/login/"' : ""}
    data-failed="Try again." data-missing="Not here."><form><input type="hidden" name="credential">${inside}
    <button type="button" data-passkey>Go</button></form></colonnade-passkey>`;
  document.body.replaceChildren(fresh);
  const element = document.querySelector<Passkey>("colonnade-passkey")!;
  const sent = vi.fn();
  element.querySelector("form")!.submit = sent;
  return { element, field: element.querySelector("input")!, sent };
}

function device(answer: unknown): { get: ReturnType<typeof vi.fn>; create: ReturnType<typeof vi.fn> } {
  const ask = () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
  const credentials = { get: vi.fn(ask), create: vi.fn(ask) };
  vi.stubGlobal("PublicKeyCredential", class {});
  Object.defineProperty(navigator, "credentials", { value: credentials, configurable: true });
  return credentials;
}

describe("passkey", () => {
  beforeEach(() => {
    vi.stubGlobal("fetch", vi.fn(() => Promise.resolve({ ok: true, json: () => Promise.resolve({ request_options: CHALLENGE }) })));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    Reflect.deleteProperty(navigator, "credentials");
  });

  it("writes bytes as the protocol does, and reads them again", () => {
    expect(written(bytes(255, 239))).toBe("_-8");
    expect(new Uint8Array(read("_-8"))).toEqual(new Uint8Array([255, 239]));
  });

  it("turns every identifier of a challenge into bytes", () => {
    const ready = asked({ challenge: "AQ", user: { id: "Ag", name: "a" }, excludeCredentials: [{ id: "Aw" }] });
    expect(new Uint8Array(ready["challenge"] as ArrayBuffer)).toEqual(new Uint8Array([1]));
    expect((ready["user"] as Record<string, unknown>)["name"]).toBe("a");
    expect(new Uint8Array((ready["excludeCredentials"] as { id: ArrayBuffer }[])[0]!.id)).toEqual(new Uint8Array([3]));
  });

  it("signs in with the device's answer", async () => {
    const asks = device(credential);
    const { element, field, sent } = page("sign-in");
    await element.go();
    expect(asks.get.mock.calls[0]![0].publicKey.rpId).toBe("localhost");
    expect(JSON.parse(field.value)).toEqual({
      id: "_-8",
      rawId: "_-8",
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: {},
      response: { clientDataJSON: "AQ", authenticatorData: "Ag", signature: "Aw" },
    });
    expect(sent).toHaveBeenCalledOnce();
  });

  it("makes a passkey that does alone when the box says so", async () => {
    const asks = device(credential);
    const options = { creation_options: { publicKey: { challenge: "AQ", user: { id: "Ag" }, authenticatorSelection: {} } } };
    const box = `<input type="checkbox" name="passwordless" checked><script type="application/json">${JSON.stringify(options)}</script>`;
    const { element, sent } = page("add", box);
    await element.go();
    expect(asks.create.mock.calls[0]![0].publicKey.authenticatorSelection).toEqual({
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    });
    expect(sent).toHaveBeenCalledOnce();
  });

  it("says what to do when the device did not answer, and sends nothing", async () => {
    device(new Error("NotAllowedError"));
    const { element, sent } = page("sign-in");
    await element.go();
    expect(element.querySelector("[role=alert]")!.textContent).toBe("Try again.");
    expect(sent).not.toHaveBeenCalled();
  });

  it("says so where the browser knows no passkeys", () => {
    const { element } = page("sign-in");
    expect(element.querySelector("[role=alert]")!.textContent).toBe("Not here.");
    expect(element.querySelector<HTMLButtonElement>("[data-passkey]")!.hidden).toBe(true);
  });
});
