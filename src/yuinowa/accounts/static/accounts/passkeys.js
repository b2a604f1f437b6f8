// Passkeys: asks the device what the server asks, and sends its answer with an ordinary form.
// What surrounds a form with data-passkey ("create" or "get") is shown only where this script runs and the browser can.
"use strict";

(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const withBytes = (known) => known.map((one) => ({ ...one, id: bytes(one.id) }));

  const readable = (options) => {
    const read = { ...options, challenge: bytes(options.challenge) };
    if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) read.excludeCredentials = withBytes(options.excludeCredentials);
    if (options.allowCredentials) read.allowCredentials = withBytes(options.allowCredentials);
    return read;
  };

  const written = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return JSON.stringify({
      id: text(credential.rawId),
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: {},
    });
  };

  const asked = async (form) => {
    const answer = await fetch(form.dataset.options, {
      method: "POST",
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      credentials: "same-origin",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return { publicKey: readable(await answer.json()) };
  };

  const say = (form, words) => {
    const place = form.querySelector("[data-passkey-fault]");
    place.firstElementChild.textContent = words;
    place.hidden = words === "";
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential || !navigator.credentials) continue;
    form.closest("[data-passkey-box]").hidden = false;
    for (const other of document.querySelectorAll("[data-passkey-without]")) other.hidden = true;
    form.addEventListener("submit", async (event) => {
      if (form.elements.answer.value !== "") return;
      event.preventDefault();
      say(form, "");
      try {
        const credential = await navigator.credentials[form.dataset.passkey](await asked(form));
        form.elements.answer.value = written(credential);
        form.submit();
      } catch (fault) {
        say(form, fault.name === "InvalidStateError" ? form.dataset.known : form.dataset.failed);
      }
    });
  }
})();
