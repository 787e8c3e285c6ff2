// Replaces the part of the page that moves, each second, without loading the page again.
const live = document.getElementById("live");
const offline = document.getElementById("offline");

async function refresh() {
  if (!document.hidden) {
    try {
      const answer = await fetch("/live", { signal: AbortSignal.timeout(3000) });
      if (!answer.ok) throw new Error(answer.statusText);
      live.innerHTML = await answer.text();
      offline.hidden = true;
    } catch {
      offline.hidden = false;
    }
  }
  setTimeout(refresh, 1000);
}

setTimeout(refresh, 1000);
