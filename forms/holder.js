/*
 * Who of the unit works on the task of a form: takes it over from a colleague, or hands it over to one. Loaded by
 * dondoc.js, whose rules hold here, too.
 */
(function (DonDoc) {
  'use strict';

  const { h, fill, button, get, put } = DonDoc;
  const path = (taskId) => '/api/tasks/' + encodeURIComponent(taskId) + '/holder';

  /** Stands at the head of the form; empty until the server has answered, and for those who cannot work on the task. */
  function holderOf(form) {
    const element = h('div', { class: 'dondoc-holder' });
    const taskId = form.camForm.taskId;
    form.holding = () => get(path(taskId)).then((holding) => show(form, element, taskId, holding), () => { /* the form works without */ });
    if (taskId) form.holding();
    return element;
  }

  function show(form, element, taskId, { holder, substitute, colleagues }) {
    const me = form.user;
    const mine = holder && holder.user === me;
    const others = colleagues.filter(({ user }) => user !== me);
    const canTake = colleagues.some(({ user }) => user === me);
    const said = h('p', { class: 'dondoc-error', role: 'alert' });

    const pass = async (to) => {
      said.textContent = '';
      try {
        if (mine) await form.keepProgress();
        await put(path(taskId), { from: holder ? holder.user : null, to });
        location.reload(); // what was typed is kept on this machine
      } catch (problem) {
        said.textContent = problem.detail || problem.title || problem.message;
      }
    };

    // What Tasklist offers is for tasks that nobody holds.
    form.root.classList.toggle('dondoc-held', Boolean(holder));
    element.textContent = '';
    if (holder && !mine) {
      fill(element, h('span', {}, h('strong', {}, holder.name), ' đang xử lý công việc này.',
        substitute ? ' Hôm nay ' + (substitute.user === me ? 'bạn' : substitute.name) + ' làm thay.' : ''));
      if (canTake) fill(element, asked('Nhận thay', 'Nhận thay? ' + holder.name + ' sẽ không gửi được công việc này nữa.', () => pass(me)));
    }
    if (others.length && (mine || !holder)) fill(element, handOver(others, pass));
    fill(element, said);
  }

  /** A button that asks before it acts. */
  function asked(text, question, act) {
    const box = h('span', { class: 'dondoc-ask' });
    const first = () => box.replaceChildren(button(text, () => {
      const yes = button(text, act);
      box.replaceChildren(h('span', {}, question), yes, button('Thôi', first));
      yes.focus();
    }));
    first();
    return box;
  }

  function handOver(colleagues, pass) {
    const choice = h('select', { 'aria-label': 'Đồng nghiệp nhận việc' },
      h('option', { value: '' }, 'Chọn đồng nghiệp'),
      colleagues.map(({ user, name }) => h('option', { value: user }, name)));
    // Not part of what is filled in.
    ['input', 'change'].forEach((event) => choice.addEventListener(event, (moved) => moved.stopPropagation()));
    return h('details', {}, h('summary', {}, 'Giao xử lý cho đồng nghiệp'),
      h('div', { class: 'dondoc-ask' }, choice, button('Giao xử lý', () => { if (choice.value) pass(choice.value); else choice.focus(); })));
  }

  DonDoc.holderOf = holderOf;
})(window.DonDoc);
