// Asks for the part of the page that moves, each second, and sends what the buttons say.
"use strict";

// The page may be mounted anywhere, with or without a slash at the end.
const base = location.pathname.replace(/\/?$/, "/");
const live = document.getElementById("live");
const offline = document.getElementById("offline");
const elsewhere = document.getElementById("elsewhere");
const message = document.getElementById("message");

for (const link of document.querySelectorAll("a[data-href]")) {
  link.href = base + link.dataset.href;
}

// Makes `old` like `fresh`, and replaces no element that can stay: what is open stays open, what has the focus keeps
// it, and a button that is being pressed is still there when it is let go.
function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  morphChildren(old, fresh);
}

// What has a key is found by it, wherever it stands; of several with the same key, one after the other.
function morphChildren(old, fresh) {
  if (old.matches(".cards:hover, .cards:focus-within")) order(fresh, old);
  const keyed = new Map();
  for (const child of old.children) {
    const key = child.dataset.key;
    if (key !== undefined) keyed.set(key, [...(keyed.get(key) ?? []), child]);
  }
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const key = next.dataset?.key;
    const known = key !== undefined ? keyed.get(key)?.shift() : at?.dataset?.key === undefined ? at : null;
    if (!known) {
      old.insertBefore(next, at);
      continue;
    }
    if (known === at) at = at.nextSibling;
    else old.insertBefore(known, at);
    morph(known, next);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

// Nothing moves under the hand of somebody who is about to press a button: cards stay where they are in `old`.
function order(fresh, old) {
  const keys = [...old.children].map(child => child.dataset.key);
  const place = child => {
    const at = keys.indexOf(child.dataset.key);
    return at < 0 ? keys.length : at;
  };
  fresh.append(...[...fresh.children].sort((one, other) => place(one) - place(other)));
}

// What has the focus keeps it where it is moved as well.
function show(fresh) {
  const focused = document.activeElement;
  morphChildren(live, fresh);
  if (focused !== document.activeElement && live.contains(focused)) focused.focus({ preventScroll: true });
}

// A login in front of the program answers by another page, or leads to one; a proxy whose program is gone, by 502.
async function refresh() {
  let trouble = offline;
  try {
    const answer = await fetch(base + "live", { redirect: "manual", signal: AbortSignal.timeout(3000) });
    const fresh = document.createElement("template");
    fresh.innerHTML = await answer.text();
    if (answer.ok && fresh.content.firstElementChild?.id === "summary") {
      show(fresh.content);
      trouble = null;
    } else if (answer.status < 500) {
      trouble = elsewhere;
    }
  } catch {
    // Nobody answers.
  }
  for (const sign of [offline, elsewhere]) sign.hidden = sign !== trouble;
}

async function refreshForEver() {
  if (!document.hidden) await refresh();
  setTimeout(refreshForEver, 1000);
}

function say(text, isError) {
  message.textContent = text;
  message.classList.toggle("alarm", isError);
  message.hidden = false;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { message.hidden = true; }, 8000);
}

async function change({ path, name, guard, action }) {
  let done, error = "No answer from the program: this may have been done, or not.";
  try {
    const answer = await fetch(base + path, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(10000),
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, key: guard, action }),
    });
    if (answer.status < 500) error = "This was not done: something else has answered, perhaps a login. Load the page again.";
    ({ done, error = error } = await answer.json());
  } catch {
    // It is said above.
  }
  say(done ?? error, done === undefined);
  await refresh();
}

document.addEventListener("click", event => {
  const button = event.target.closest("button[data-path]");
  if (!button) return;
  const question = button.dataset.confirm;
  if (question && !confirm(question)) return;
  change(button.dataset);
});

setTimeout(refreshForEver, 1000);
