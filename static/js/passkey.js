// Passkeys: the browser makes and shows them, the server checks them.
//
// A form says by data-passkey whether to "create" one or to "get" one. What the server asks for
// stands in the page, or is fetched from the address in data-options.

const say = (what) => {
  for (const sentence of document.querySelectorAll("[data-passkey-says]")) {
    sentence.hidden = sentence.dataset.passkeySays !== what;
  }
};

const asked = async (form) => {
  if (!form.dataset.options) {
    return JSON.parse(document.getElementById("passkey-options").textContent);
  }
  const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
  return answer.json();
};

const create = ({ creation_options: { publicKey } }) =>
  navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON({
      ...publicKey,
      // A passkey that logs in by itself: kept on the device, and opened by its owner alone.
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    }),
  });

const get = ({ request_options: { publicKey } }) =>
  navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey),
  });

const use = async (form) => {
  say("");
  try {
    const options = await asked(form);
    const credential = await (form.dataset.passkey === "create" ? create : get)(options);
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch (error) {
    say(error.name === "SecurityError" ? "unsupported" : "failed");
  }
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
      use(form);
    } else {
      say("unsupported");
    }
  });
}
