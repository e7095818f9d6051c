// Refreshes the table while the page is open; without this script it shows the state of the page load.
const table = document.getElementById("places");
const words = { READY: table.dataset.ready, NOT_READY: table.dataset.notReady, AWAY: table.dataset.away };
const origin = document.getElementById("origin");
if (origin) origin.textContent = location.origin;

async function refresh() {
  if (document.hidden) return;
  const answer = await fetch("/status").catch(() => null);
  if (!answer?.ok) return;
  for (const place of (await answer.json()).places) {
    const state = table.querySelector(`[data-place="${CSS.escape(place.name)}"] .state`);
    if (!state || state.dataset.state === place.state) continue;
    state.dataset.state = place.state;
    state.textContent = words[place.state];
  }
}

setInterval(refresh, 5000);
