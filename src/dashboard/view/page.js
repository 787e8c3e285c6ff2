// Asks for the part of the page that moves, each second, and sends what the buttons say.
"use strict";

// The page may be mounted anywhere, with or without a slash at the end.
const base = location.pathname.replace(/\/?$/, "/");
const live = document.getElementById("live");
const offline = document.getElementById("offline");
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

// What has a key is found by it, wherever it stands.
function morphChildren(old, fresh) {
  const keyed = new Map();
  for (const child of old.children) {
    if (child.dataset.key !== undefined) keyed.set(child.dataset.key, child);
  }
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const key = next.dataset?.key;
    const known = key !== undefined ? keyed.get(key) : at?.dataset?.key === undefined ? at : null;
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

async function refresh() {
  try {
    const answer = await fetch(base + "live", { signal: AbortSignal.timeout(3000) });
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = document.createElement("div");
    fresh.innerHTML = await answer.text();
    morphChildren(live, fresh);
    offline.hidden = true;
  } catch {
    offline.hidden = false;
  }
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
  try {
    const answer = await fetch(base + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name, key: guard, action }),
    });
    const { done, error } = await answer.json();
    say(error ?? done, !answer.ok);
  } catch {
    say("The program did not answer: nothing may have changed.", true);
  }
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
