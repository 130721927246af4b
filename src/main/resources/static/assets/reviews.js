'use strict';

// The list of results works without this; here is what makes it quicker.
const boxes = (root) => [...root.querySelectorAll('input[name=duty][type=checkbox]')];

function count() {
  const ticked = boxes(document).filter((box) => box.checked).length;
  const text = document.getElementById('ticked');
  if (text) {
    text.textContent = ticked ? `Đã chọn ${ticked}.` : '';
  }
  document.querySelectorAll('.all').forEach((label) => {
    const all = label.querySelector('input');
    const own = boxes(label.closest('section'));
    all.checked = own.every((box) => box.checked);
    all.indeterminate = !all.checked && own.some((box) => box.checked);
  });
}

document.querySelectorAll('.all').forEach((label) => {
  label.hidden = false;
  label.querySelector('input').addEventListener('change', (event) => {
    boxes(label.closest('section')).forEach((box) => (box.checked = event.target.checked));
    count();
  });
});
document.addEventListener('change', (event) => event.target.name === 'duty' && count());
// What the browser kept ticked when one comes back.
window.addEventListener('pageshow', count);

// Many are sent some at a time, so that one sees how far it is.
const SOME = 20;
const confirmed = document.getElementById('confirmed');
confirmed?.addEventListener('submit', (event) => {
  if (!event.submitter?.hasAttribute('formaction')) {
    event.preventDefault();
    acceptAll();
  }
});

async function acceptAll() {
  const form = new FormData(confirmed);
  const ids = form.get('duty').split(',');
  const far = document.getElementById('far');
  const refused = document.getElementById('refused');
  let done = 0;
  let tried = 0;
  confirmed.hidden = true;
  document.getElementById('working').hidden = false;
  try {
    while (tried < ids.length) {
      far.textContent = `Đang duyệt: ${tried}/${ids.length}…`;
      const part = ids.slice(tried, tried + SOME);
      form.set('duty', part.join());
      const answer = await fetch(confirmed.action, {
        method: 'POST', body: form, headers: { Accept: 'application/json' }, redirect: 'error'
      });
      if (!answer.ok) {
        throw new Error(answer.status);
      }
      const answered = await answer.json();
      done += answered.done;
      tried += part.length;
      document.getElementById('progress').value = tried;
      answered.refused.forEach(({ what, reason }) => {
        const line = document.createElement('li');
        line.textContent = `${what}: ${reason}`;
        refused.append(line);
      });
    }
    far.textContent = `Đã duyệt ${done} kết quả.`
      + (done < ids.length ? ` ${ids.length - done} kết quả chưa duyệt được:` : '');
  } catch {
    far.textContent = `Bị gián đoạn khi đã duyệt ${done}/${ids.length} kết quả. Hãy về danh sách và duyệt tiếp.`;
  }
  document.getElementById('onward').hidden = false;
}
