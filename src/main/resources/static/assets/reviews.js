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

const confirmed = document.getElementById('confirmed');
confirmed?.addEventListener('submit', (event) => {
  if (event.submitter.hasAttribute('formaction')) {
    return;
  }
  if (confirmed.dataset.sent) {
    event.preventDefault();
    return;
  }
  confirmed.dataset.sent = 'yes';
  document.getElementById('working').hidden = false;
});
window.addEventListener('pageshow', () => {
  if (confirmed) {
    delete confirmed.dataset.sent;
    document.getElementById('working').hidden = true;
  }
});
