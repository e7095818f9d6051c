// Accepts the invitation that the address of this page names, as the person who signs in with the invited e-mail address.
const byId = (id) => document.getElementById(id);
const texts = byId("content").dataset;
const token = location.pathname.split("/").pop();
const people = new oidc.UserManager({
  authority: texts.identity,
  client_id: texts.client,
  redirect_uri: `${location.origin}/callback`,
  scope: "openid profile email",
  ui_locales: document.documentElement.lang,
  automaticSilentRenew: false,
});
byId("to-sign-in").addEventListener("click", () => people.signinRedirect({ state: location.pathname }));
byId("other").addEventListener("click", () => people.signinRedirect({ state: location.pathname, prompt: "login" }));
byId("accept").addEventListener("click", accept);
open();

async function open() {
  let person = await people.getUser();
  if (!person || person.expired) person = await people.signinSilent().catch(() => null);
  if (person) byId("note").textContent = texts.person.replace("{0}", person.profile.email ?? person.profile.name);
  showButtons(person ? ["accept", "other"] : ["to-sign-in"]);
}

async function accept() {
  showButtons([]);
  const person = await people.getUser();
  const headers = { Authorization: `Bearer ${person?.access_token}`, "Accept-Language": document.documentElement.lang };
  const answer = await fetch(`/api/v1/invitations/${token}`, { method: "POST", headers }).catch(() => null);
  if (answer?.ok) {
    warn("");
    byId("note").textContent = texts.accepted;
    return;
  }
  const problem = await answer?.json().catch(() => null);
  warn(problem?.detail ?? problem?.title ?? texts.lost);
  if (answer?.status === 401) await people.removeUser();
  showButtons(answer?.status === 401 ? ["to-sign-in"] : ["accept", "other"]);
}

function showButtons(shown) {
  for (const id of ["to-sign-in", "accept", "other"]) byId(id).hidden = !shown.includes(id);
}

function warn(reason) {
  byId("alert").textContent = reason;
  byId("alert").hidden = !reason;
}
