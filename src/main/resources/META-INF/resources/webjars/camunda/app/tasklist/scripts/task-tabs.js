/**
 * Two tabs beside the form of a task: what has happened to the duty, case or obstacle that it is about, and what proves
 * it. Both ask our own REST, which decides what the person may see; they look like the forms, whose script they share.
 */

/** Which of a task's variables says what it is about. */
const SUBJECTS = {
  dutyId: '/api/duties/',
  caseId: '/api/cases/',
  difficultyId: '/api/difficulties/'
};

export default [
  tab('dondoc-history', 'Lịch sử xử lý', 950, history),
  tab('dondoc-evidence', 'Minh chứng', 940, evidence)
];

/** Before Camunda's own tabs, whose priorities end at 800, and after the form (1,000). */
function tab(id, label, priority, fillIn) {
  return {
    id,
    pluginPoint: 'tasklist.task.detail',
    priority,
    properties: {label},
    // Another task may be chosen while the tab is open: Tasklist then asks for it anew, on another node.
    render: (node, {taskId, api}) => show(node, taskId, api, fillIn)
  };
}

async function show(node, taskId, api, fillIn) {
  node.className = 'dondoc dondoc-tab';
  node.textContent = 'Đang tải…';
  let content;
  try {
    await forms();
    content = fillIn(await subject(taskId, api));
  } catch (failure) {
    content = [failure.message || 'Không tải được nội dung. Hãy kiểm tra mạng rồi mở lại công việc này.'];
  }
  node.replaceChildren(...content);
}

function forms() {
  window.donDocShared = window.donDocShared || new Promise((go, stop) => {
    const script = document.createElement('script');
    script.src = '/forms/dondoc.js';
    script.onload = go;
    script.onerror = stop;
    document.head.append(script);
  });
  return window.donDocShared.then(() => window.DonDoc.ready);
}

/** What a task is about: the name of the variable that says so, and what our REST knows of it. */
async function subject(taskId, {engineApi}) {
  const variables = await window.DonDoc.get(`${engineApi}/task/${taskId}/variables?deserializeValues=false`);
  const name = Object.keys(SUBJECTS).find(each => variables[each]);
  return name ? {name, data: await window.DonDoc.get(SUBJECTS[name] + encodeURIComponent(variables[name].value))} : {};
}

function history({data}) {
  const {h, momentText} = window.DonDoc;
  const entries = ((data && data.history) || []).slice().reverse();
  if (!entries.length) {
    return [h('p', {class: 'dondoc-hint'}, 'Chưa có gì được ghi cho công việc này.')];
  }
  return [h('ol', {class: 'dondoc-history'}, entries.map(entry => h('li', {},
    h('span', {class: 'dondoc-when'}, momentText(entry.at)),
    h('span', {},
      h('strong', {}, entry.text),
      ` – ${entry.actorName || entry.actor || 'Hệ thống'}`,
      entry.remark ? h('p', {}, entry.remark) : null))))];
}

function evidence({name, data}) {
  const {h, evidenceOf, evidenceOnDemand, named} = window.DonDoc;
  if (name === 'dutyId') {
    return [evidenceOf(data.id)];
  }
  if (name === 'caseId' && data.duties.length) {
    return [h('ul', {class: 'dondoc-files'}, data.duties.map(duty => h('li', {class: 'dondoc-file'}, h('div', {},
      h('strong', {}, `${duty.clause} ${duty.name}`),
      h('small', {}, named(duty.unit)),
      evidenceOnDemand(duty.id)))))];
  }
  return [h('p', {class: 'dondoc-hint'}, 'Công việc này không có tệp minh chứng.')];
}
