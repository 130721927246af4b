'use strict';

// Without this the board is as good as when it was opened; here it follows what happens, every minute while one looks.
const EVERY = 60_000;

async function refresh() {
  const board = document.querySelector('main[data-fresh]');
  // Not under somebody who is choosing a day, reads a folded part, or moves along with the keys.
  if (document.hidden || !board || board.contains(document.activeElement) && document.activeElement !== board) {
    return;
  }
  try {
    const answer = await fetch(location.href, { redirect: 'error' });
    if (!answer.ok) {
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main[data-fresh]');
    if (fresh) {
      const open = [...board.querySelectorAll('details')].map((part) => part.open);
      const across = board.querySelector('.scroll')?.scrollLeft ?? 0;
      fresh.querySelectorAll('details').forEach((part, at) => (part.open = open[at] ?? false));
      board.replaceWith(fresh);
      fresh.querySelector('.scroll')?.scrollTo(across, 0);
    }
  } catch {
    // The next minute will do.
  }
}

setInterval(refresh, EVERY);
