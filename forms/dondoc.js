/*
 * What the forms of Đôn Đốc share. Every form loads this file by itself and calls DonDoc.open(camForm, $scope, form).
 *
 * Text of the server or of the user only ever becomes a text node, never markup. No alert() or confirm(): Tasklist is
 * served in a sandbox without "allow-modals", where they do nothing, so whatever is asked is asked inside the form.
 */
window.DonDoc = (function () {
  'use strict';

  const LONGEST = 4000; // as long as the columns that keep what people write
  const HITS = 20;
  const SEARCH_FROM = 20;
  const WIDTHS = { 'dondoc-narrow': 600, 'dondoc-slim': 440 }; // px of the form, not of the window: Tasklist has three columns
  const DRAFT_DAYS = 60;
  const WEEKDAYS = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];

  // ---------------------------------------------------------------------------------------------------- elements

  /** Element with attributes and children; functions become listeners, strings text nodes, null is left out. */
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes || {}).forEach(([name, value]) => {
      if (typeof value === 'function') element.addEventListener(name, value);
      else if (value === true) element.setAttribute(name, '');
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    });
    return fill(element, ...children);
  }

  function fill(element, ...children) {
    children.flat(Infinity).forEach((child) => {
      if (child !== null && child !== undefined && child !== '' && child !== false) element.append(child);
    });
    return element;
  }

  function button(text, onClick) {
    return h('button', { type: 'button', class: 'dondoc-button', click: onClick }, text);
  }

  let pressed = false;
  document.addEventListener('pointerdown', () => { pressed = true; }, true);
  ['pointerup', 'pointercancel'].forEach((event) => document.addEventListener(event, () => { pressed = false; }, true));

  /** Leaving a field by pressing a button must not move the button away before it is let go: the click would miss it. */
  function settle(action) {
    const after = () => {
      ['pointerup', 'pointercancel'].forEach((event) => document.removeEventListener(event, after, true));
      setTimeout(action, 50);
    };
    if (pressed) ['pointerup', 'pointercancel'].forEach((event) => document.addEventListener(event, after, true));
    else action();
  }

  // ------------------------------------------------------------------------------- dates, numbers, words of Vietnam

  // Dates stay the local ISO strings of the server: a Date of the browser would move them into its own time zone.
  const day = (iso) => (iso ? iso.slice(0, 10) : '');
  const time = (iso) => (iso && iso.length >= 16 ? iso.slice(11, 16) : '');
  const dateText = (iso) => (iso ? [iso.slice(8, 10), iso.slice(5, 7), iso.slice(0, 4)].join('/') : '');
  const momentText = (iso) => (time(iso) ? time(iso) + ' ngày ' + dateText(iso) : dateText(iso));

  function weekday(iso) {
    const [year, month, date] = day(iso).split('-').map(Number);
    return WEEKDAYS[new Date(Date.UTC(year, month - 1, date)).getUTCDay()];
  }

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const savedText = (draft) => 'đã lưu tiến độ lúc ' + momentText(draft.savedAt) + ' bởi ' + (draft.savedByName || draft.savedBy);

  const numberText = (number) => new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 4 }).format(number);

  /** Number written the Vietnamese way (1.234,5); NaN when it is not one, or could be read in two ways (12.5). */
  function number(text) {
    const plain = text.trim().replace(/\s/g, '');
    const grouped = /^-?[1-9]\d{0,2}(\.\d{3})+(,\d{1,4})?$/.test(plain);
    if (!grouped && !/^-?\d{1,12}(,\d{1,4})?$/.test(plain)) return NaN;
    return Number(plain.replace(/\./g, '').replace(',', '.'));
  }

  /** For searching: without tone marks, so that the two spellings of one word (Hoà, Hòa) are the same, too. */
  const fold = (text) =>
    (text || '').toLowerCase().replace(/đ/g, 'd').normalize('NFD').replace(/[\u0300-\u036f]/g, '');

  function matches(text, query) {
    const folded = fold(text);
    return fold(query).split(/\s+/).every((word) => folded.includes(word));
  }

  const named = (thing) => (thing && typeof thing === 'object' ? thing.name || thing.code : thing) || '';

  function deadlineText(duty) {
    const days = duty.workingDaysLeft;
    if (duty.timeStatus === 'OVERDUE') return lateText(-days, duty.request);
    if (!['IN_TIME', 'DUE_SOON'].includes(duty.timeStatus) || days < 0) return duty.timeStatusText;
    return days > 0 ? 'Còn ' + days + ' ngày làm việc' : 'Hạn hôm nay';
  }

  function lateText(days, courteous) {
    const count = days > 0 ? ' ' + days + ' ngày làm việc' : '';
    return courteous ? 'Đã qua thời hạn đề nghị' + count : 'Quá hạn' + count;
  }

  function status(timeStatus, text) {
    return h('span', { class: 'dondoc-status dondoc-' + String(timeStatus).toLowerCase().replace(/_/g, '-') }, text);
  }

  // ------------------------------------------------------------------------------------------------------ server

  class Problem extends Error {
    constructor(title, detail, code) {
      super([title, detail].filter(Boolean).join(' '));
      this.title = title;
      this.detail = detail || '';
      this.code = code || 0;
    }
  }

  const SIGN_IN = 'Phiên làm việc đã hết. Hãy đăng nhập lại ở một thẻ khác rồi thử lại.';
  const RELOAD = 'Phiên làm việc đã thay đổi. Hãy tải lại trang rồi thử lại.';
  const FAILURES = {
    401: SIGN_IN,
    403: 'Tài khoản này không được xem nội dung này.',
    404: 'Không tìm thấy nội dung này trên máy chủ.',
    503: 'Máy chủ đang bận. Hãy thử lại sau ít phút.'
  };

  const get = (path) => call('GET', path);
  const put = (path, body) => call('PUT', path, body);
  const remove = (path) => call('DELETE', path);

  /** What the server wants back with every change, so that no other site can send one. */
  function guard() {
    const kept = /(?:^|; )DONDOC-CSRF=([^;]*)/.exec(document.cookie);
    return kept ? { 'X-DONDOC-CSRF': decodeURIComponent(kept[1]) } : {};
  }

  /** Asks our own REST; answers with JSON, or throws a Problem with a Vietnamese title (and detail) of RFC 9457. */
  async function call(method, path, body) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), 30000);
    const headers = { Accept: 'application/json, application/problem+json' };
    if (method !== 'GET') Object.assign(headers, guard());
    if (body) headers['Content-Type'] = 'application/json';
    let response;
    let answer = null;
    try {
      response = await fetch(path, {
        method, credentials: 'same-origin', headers, body: body && JSON.stringify(body), signal: abort.signal
      });
      if (/json/.test(response.headers.get('Content-Type') || '')) answer = await response.json();
    } catch (error) {
      if (!response) throw new Problem('Không kết nối được máy chủ.', 'Hãy kiểm tra mạng rồi thử lại.');
    } finally {
      clearTimeout(timer);
    }
    if (response.status === 204 || (response.ok && answer !== null)) return answer;
    throw problem(response.status, answer, method);
  }

  /** What an answer that is no success says, in words for people; answer is its JSON, null if it has none. */
  function problem(code, answer, method) {
    if (code >= 200 && code < 300) return new Problem(SIGN_IN, '', 401); // the sign-in page instead of JSON
    // A framework's own title is the English phrase of the status; ours have Vietnamese letters.
    const ours = (text) => (text && /[^\x00-\x7f]/.test(text) ? text : '');
    const title = ours(answer && answer.title);
    const detail = ours(answer && answer.detail);
    const known = code === 403 && method !== 'GET' ? RELOAD : FAILURES[code];
    const found = !title && detail ? new Problem(detail, '', code)
      : new Problem(title || known || 'Máy chủ gặp lỗi (' + code + ').', detail, code);
    found.field = answer && answer.field;
    return found;
  }

  const reportDraft = (id, kind) => '/api/campaigns/' + encodeURIComponent(id) + '/reports/' + kind + '/draft';

  /** A campaign with the report of this kind (weekly, final) that is being written. */
  async function report(id, kind) {
    const [campaign, writing] = await Promise.all([get('/api/campaigns/' + encodeURIComponent(id)), get(reportDraft(id, kind))]);
    return Object.assign(campaign, { writing, draft: writing.draft });
  }

  let unitsAsked = null;

  function units() {
    if (!unitsAsked) {
      unitsAsked = get('/api/units');
      unitsAsked.catch(() => { unitsAsked = null; });
    }
    return unitsAsked;
  }

  /** What the server says about a refused submission: the message without the engine's English wrapping, the field. */
  function refusal(error) {
    const body = (error.response && error.response.body) || {};
    const code = error.status || 0;
    let message = String(body.detail || body.message || error.message || '')
      .replace(/^(Cannot (submit task form|complete task|instantiate process definition) \S+: )+/, '');
    let field = body.field;
    const tagged = /^\[(\w[\w.]*)]\s*/.exec(message); // an engine error carries nothing but its message
    if (tagged) {
      field = field || tagged[1];
      message = message.slice(tagged[0].length);
    }
    if (!code) return { title: 'Không kết nối được máy chủ. Hãy kiểm tra mạng rồi gửi lại.', message: '' };
    if (/OptimisticLocking/.test(body.type + message)) {
      message = 'Nội dung này vừa được người khác cập nhật. Hãy gửi lại.';
    } else if (/task is null|No matching task/.test(message)) {
      message = 'Công việc này không còn: đã được xử lý hoặc thu hồi.';
    }
    return { title: 'Máy chủ chưa chấp nhận: ' + message, message, field };
  }

  // ------------------------------------------------------------------------------------------------------ fields

  /**
   * One thing to fill in. Options: label, hint, required, when (shown at all); all but hint may be functions, asked
   * again after every change; quiet keeps the label for screen readers only. `variable` names the process variable (null: none) and `type` its type. Fields of the
   * same variable take turns: what is submitted is the value of the one that is shown.
   */
  class Field {
    constructor(form, name, options) {
      this.form = form;
      this.name = name;
      this.options = Object.assign({ variable: name, type: 'String', initial: '' }, options);
      this.id = form.uid + '-' + name.replace(/\W+/g, '-');
      this.caption = h('label', { class: 'dondoc-label', for: this.id, id: this.id + '-label' });
      this.hint = h('p', { class: 'dondoc-hint', id: this.id + '-hint' }, this.options.hint);
      this.error = h('p', { class: 'dondoc-error', id: this.id + '-error', 'aria-live': 'polite' });
      this.described = this.id + '-hint ' + this.id + '-error';
      this.touched = false;
      this.pending = null;
      this.refused = ''; // what the server said against it, until it is changed
    }

    ask(option) {
      const value = this.options[option];
      return typeof value === 'function' ? value() : value;
    }

    get shown() {
      return this.options.when ? Boolean(this.options.when()) : true;
    }

    get blank() {
      return this.raw() === '';
    }

    raw() {
      return this.control.value;
    }

    set(raw) {
      this.control.value = raw;
    }

    value() {
      return this.blank ? null : this.raw();
    }

    check() {
      return '';
    }

    frame(control, ...more) {
      this.control = control;
      if (this.options.quiet) this.caption.classList.add('dondoc-quiet');
      return h('div', { class: 'dondoc-field' }, this.caption, this.hint, control, ...more, this.error);
    }

    verdict() {
      if (!this.shown) return '';
      if (this.blank) return this.ask('required') ? this.options.missing || 'Không được để trống.' : '';
      return this.check() || (this.options.check ? this.options.check(this.value()) : '');
    }

    tell(message) {
      if (this.error.textContent !== message) this.error.textContent = message;
      this.control.setAttribute('aria-invalid', message ? 'true' : 'false');
    }

    review() {
      const message = this.verdict();
      this.tell(this.touched ? message || this.refused : '');
      return message;
    }

    refresh() {
      const required = this.ask('required');
      this.element.hidden = !this.shown;
      this.caption.textContent = this.ask('label') + (required || this.options.quiet || this.options.own ? '' : ' (không bắt buộc)');
      this.control.setAttribute('aria-required', required ? 'true' : 'false');
    }

    listen() {
      this.control.addEventListener('input', () => {
        this.refused = '';
        if (this.error.textContent) this.review();
      });
      this.control.addEventListener('blur', () => settle(() => {
        if (!this.blank) this.touched = true;
        this.review();
      }));
    }

    focus() {
      this.control.scrollIntoView({ block: 'center' });
      this.control.focus({ preventScroll: true });
    }
  }

  class TextField extends Field {
    constructor(form, name, options) {
      super(form, name, Object.assign({ longest: LONGEST, lines: 4 }, options));
      const { lines } = this.options;
      const attributes = { id: this.id, 'aria-describedby': this.described, autocomplete: 'off' };
      this.counter = h('span', { class: 'dondoc-counter' });
      this.element = this.frame(
        lines > 1 ? h('textarea', Object.assign({ rows: lines }, attributes))
          : h('input', Object.assign({ type: 'text' }, attributes)),
        this.counter
      );
      this.listen();
    }

    get blank() {
      return !this.raw().trim();
    }

    value() {
      return this.raw().normalize('NFC').trim() || null;
    }

    // Nothing is cut off: a maxlength would silently shorten what is pasted.
    check() {
      const over = (this.value() || '').length - this.options.longest;
      return over > 0 ? 'Dài quá ' + numberText(over) + ' ký tự, hãy rút gọn.' : '';
    }

    refresh() {
      super.refresh();
      const length = this.raw().length;
      this.counter.textContent = length > this.options.longest * 0.8
        ? numberText(length) + '/' + numberText(this.options.longest) + ' ký tự' : '';
    }
  }

  class NumberField extends Field {
    constructor(form, name, options) {
      super(form, name, options);
      this.element = this.frame(h('input', {
        id: this.id, type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-describedby': this.described
      }));
      this.element.classList.add('dondoc-number');
      this.listen();
      this.control.addEventListener('blur', () => {
        if (!this.blank && !this.check()) this.control.value = numberText(number(this.raw()));
      });
    }

    refresh() {
      super.refresh();
      this.caption.textContent = this.ask('label');
    }

    value() {
      return this.blank ? null : number(this.raw());
    }

    check() {
      const value = number(this.raw());
      if (Number.isNaN(value)) return 'Chỉ nhập số, dấu phẩy trước phần thập phân, ví dụ 1.234,5.';
      return value < 0 ? 'Không được nhỏ hơn 0.' : '';
    }
  }

  /** A date. Options: calendar 'working' (a working day later than today) or 'known' (the year has calendar data); after. */
  class DateField extends Field {
    constructor(form, name, options) {
      super(form, name, Object.assign({ missing: 'Chưa chọn ngày.' }, options));
      this.echo = h('p', { class: 'dondoc-echo', 'aria-live': 'polite' });
      this.element = this.frame(
        h('input', { id: this.id, type: 'date', min: '2000-01-01', max: '2099-12-31', 'aria-describedby': this.described }),
        this.echo
      );
      this.listen();
      ['input', 'change'].forEach((event) => this.control.addEventListener(event, () => this.lookUp()));
    }

    get blank() {
      return !this.raw() && !this.control.validity.badInput;
    }

    set(raw) {
      super.set(raw);
      this.touched = Boolean(raw); // a date that was filled in for the user may be wrong by now: say so at once
      this.lookUp();
    }

    lookUp() {
      const value = this.raw();
      if (value === this.looked) return;
      this.looked = value;
      this.answer = null;
      this.pending = null;
      if (this.plausible() && this.options.calendar) {
        const pending = this.form.day(value).then((known) => ({ known }), (problem) => ({ problem })).then((answer) => {
          if (this.pending !== pending) return;
          this.pending = null;
          this.answer = answer;
          this.touched = true;
          this.describe();
        });
        this.pending = pending;
      }
      this.describe();
    }

    plausible() {
      return /^20\d\d-/.test(this.raw());
    }

    describe() {
      const { known, problem } = this.answer || {};
      let text = this.plausible() ? weekday(this.raw()) + ', ' + dateText(this.raw()) : '';
      if (text && this.pending) text += ' – đang kiểm tra…';
      else if (known && known.workingDay) text += ' – ngày làm việc' + (known.note ? ' (' + known.note + ')' : '');
      else if (problem && !this.verdict()) text += ' – chưa kiểm tra được ngày làm việc: ' + problem.message;
      this.echo.textContent = text;
      this.review();
    }

    check() {
      const value = this.raw();
      const { known, problem } = this.answer || {};
      const { after, afterText, calendar } = this.options;
      if (this.control.validity.badInput || !this.plausible()) return 'Ngày chưa đúng.';
      // Only what the server says about this very date counts; when it cannot be reached it decides at submission.
      if (problem && problem.code >= 400 && problem.code < 500) return problem.detail || problem.title;
      if (calendar === 'working' && known) {
        if (value <= known.today) return 'Phải sau hôm nay (' + dateText(known.today) + ').';
        if (!known.workingDay) {
          return dateText(value) + ' (' + weekday(value) + ') không phải ngày làm việc'
            + (known.note ? ': ' + known.note : '') + '. Hãy chọn ngày khác.';
        }
      }
      if (after && value <= day(after)) return 'Phải sau ' + (afterText || 'ngày') + ' ' + dateText(after) + '.';
      return '';
    }
  }

  /** One of a few, as radio buttons: choices are [value, label, hint]; type Boolean for true and false. */
  class ChoiceField extends Field {
    constructor(form, name, options) {
      super(form, name, Object.assign({ required: true, missing: 'Chưa chọn.' }, options));
      this.inputs = this.options.choices.map(([value], index) => h('input', {
        type: 'radio', name: this.id, id: this.id + '-' + index, value: String(value),
        'aria-describedby': this.id + '-error'
      }));
      this.legend = h('legend', { class: 'dondoc-label' });
      const rows = this.options.choices.map(([, label, hint], index) =>
        h('label', { class: 'dondoc-choice', for: this.id + '-' + index }, this.inputs[index],
          h('span', {}, label, hint ? h('small', {}, hint) : null)));
      this.control = h('fieldset', { class: 'dondoc-field dondoc-choices' }, this.legend, this.hint, rows, this.error);
      this.control.addEventListener('change', () => {
        this.refused = '';
        this.review();
      });
      this.element = this.control;
    }

    raw() {
      const chosen = this.inputs.find((input) => input.checked);
      return chosen ? chosen.value : '';
    }

    set(raw) {
      this.inputs.forEach((input) => { input.checked = input.value === raw; });
    }

    value() {
      if (this.blank) return null;
      return this.options.type === 'Boolean' ? this.raw() === 'true' : this.raw();
    }

    refresh() {
      this.element.hidden = !this.shown;
      this.legend.textContent = this.ask('label');
    }

    focus() {
      const first = this.inputs.find((input) => input.checked) || this.inputs[0];
      this.element.scrollIntoView({ block: 'center' });
      first.focus({ preventScroll: true });
    }
  }

  /** One of many short ones: choices are [value, label] and may be offered later; changed() is told of every choice. */
  class SelectField extends Field {
    constructor(form, name, options) {
      super(form, name, Object.assign({ choices: [], missing: 'Chưa chọn.' }, options));
      this.element = this.frame(h('select', { id: this.id, 'aria-describedby': this.described }));
      this.offer(this.options.choices);
      this.control.addEventListener('change', () => {
        this.wanted = '';
        this.refused = '';
        this.touched = true;
        this.review();
        this.onSet();
      });
    }

    onSet() {
      if (this.options.changed) this.options.changed();
    }

    draft() {
      return this.wanted || this.raw();
    }

    offer(choices) {
      const before = this.wanted || this.raw();
      this.control.textContent = '';
      fill(this.control, choices.map(([value, label]) => h('option', { value }, label)));
      this.set(before);
    }

    set(raw) {
      this.control.value = raw;
      const missing = this.control.selectedIndex < 0;
      this.wanted = missing ? raw : ''; // a restored choice that is not offered yet
      if (missing && this.control.options.length) this.control.selectedIndex = 0;
    }
  }

  /** Has to be ticked by hand each time: it is not part of the draft, and forgets when what it is about changes. */
  class ConfirmField extends Field {
    constructor(form, name, options) {
      super(form, name, Object.assign({ variable: null, required: true, missing: 'Hãy đánh dấu để xác nhận.' }, options));
      this.control = h('input', { type: 'checkbox', id: this.id, 'aria-describedby': this.id + '-error' });
      this.words = h('span');
      this.element = h('div', { class: 'dondoc-field dondoc-confirm' },
        h('label', { class: 'dondoc-choice', for: this.id }, this.control, this.words), this.error);
      this.control.addEventListener('change', () => this.review());
    }

    get blank() {
      return !this.control.checked;
    }

    raw() {
      return '';
    }

    set() {
      this.control.checked = false;
    }

    refresh() {
      const words = this.ask('label');
      this.element.hidden = !this.shown;
      if (!this.shown || words !== this.words.textContent) this.control.checked = false;
      this.words.textContent = words;
      this.control.setAttribute('aria-required', 'true');
    }
  }

  /** A unit, found by typing; tone marks do not matter. The list stands in the page, so that nothing can cut it off. */
  class UnitField extends Field {
    constructor(form, name, options) {
      super(form, name, options);
      this.chosen = null;
      this.active = -1;
      this.hits = [];
      this.list = h('ul', { class: 'dondoc-hits', id: this.id + '-hits', role: 'listbox', 'aria-label': 'Đơn vị phù hợp', hidden: true });
      this.count = h('p', { class: 'dondoc-echo', 'aria-live': 'polite' });
      this.element = this.frame(h('input', {
        id: this.id, type: 'text', autocomplete: 'off', spellcheck: 'false', role: 'combobox',
        placeholder: 'Gõ tên, không cần dấu', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
        'aria-controls': this.id + '-hits', 'aria-describedby': this.described
      }), this.list, this.count);
      this.control.addEventListener('input', () => { this.chosen = null; this.search(); });
      this.control.addEventListener('focus', () => { if (!this.chosen && this.raw().trim()) this.search(); });
      this.control.addEventListener('keydown', (event) => this.key(event));
      this.list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus in the input
      this.listen();
      this.control.addEventListener('blur', () => settle(() => this.close()));
    }

    draft() {
      return this.blank ? '' : JSON.stringify(this.chosen || { text: this.raw() });
    }

    restore(raw) {
      const kept = raw ? JSON.parse(raw) : {};
      this.chosen = kept.code ? kept : null;
      this.control.value = kept.name || kept.text || '';
    }

    set() {
      this.chosen = null;
      this.control.value = '';
      this.close();
    }

    get blank() {
      return !this.raw().trim();
    }

    value() {
      return this.chosen ? this.chosen.code : null;
    }

    check() {
      return this.chosen ? '' : 'Hãy chọn một đơn vị trong danh sách.';
    }

    async search() {
      const query = this.raw();
      if (!query.trim()) return this.close();
      this.count.textContent = 'Đang tìm…';
      let all;
      try {
        all = await units();
      } catch (problem) {
        this.close();
        fill(this.count, 'Không tải được danh mục đơn vị: ' + problem.message + ' ', button('Tải lại', () => this.search()));
        return undefined;
      }
      if (this.raw() !== query || this.chosen) return undefined;
      const names = new Map(all.map((unit) => [unit.code, unit.name]));
      const others = all.filter((unit) => unit.code !== this.options.except);
      let found = others.filter((unit) => matches(unit.name, query));
      if (!found.length) found = others.filter((unit) => matches(unit.name + ' ' + names.get(unit.superior), query));
      const begins = (unit) => (fold(unit.name).replace(/^(ubnd )?(xa|phuong|thi tran|huyen|thi xa|thanh pho) /, '')
        .startsWith(fold(query).trim()) ? 0 : 1);
      const level = (unit) => ['province', 'agency', 'district', 'commune'].indexOf(unit.kind);
      found.sort((a, b) => begins(a) - begins(b) || level(a) - level(b) || a.name.localeCompare(b.name, 'vi'));
      this.hits = found.slice(0, HITS);
      this.active = -1;
      this.list.textContent = '';
      fill(this.list, this.hits.map((unit, index) => h('li', {
        id: this.id + '-hit-' + index, role: 'option', 'aria-selected': 'false', click: () => this.choose(unit)
      }, unit.name, unit.kind === 'commune' ? h('small', {}, names.get(unit.superior) || unit.superior) : null)));
      this.list.hidden = !this.hits.length;
      this.control.setAttribute('aria-expanded', String(!this.list.hidden));
      this.count.textContent = !found.length ? 'Không có đơn vị nào phù hợp.'
        : found.length > HITS ? 'Hiện ' + HITS + ' trong ' + found.length + ' đơn vị phù hợp, hãy gõ thêm.'
          : found.length + ' đơn vị phù hợp.';
      return undefined;
    }

    key(event) {
      if (event.key === 'Enter' && !event.ctrlKey) {
        event.preventDefault();
        if (!this.list.hidden) this.choose(this.hits[Math.max(this.active, 0)]);
      } else if (event.key === 'Escape' && !this.list.hidden) {
        event.stopPropagation();
        this.close();
      } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (this.list.hidden) { this.search(); return; }
        const step = event.key === 'ArrowDown' ? 1 : -1;
        this.active = (this.active + step + this.hits.length) % this.hits.length;
        Array.from(this.list.children).forEach((item, index) =>
          item.setAttribute('aria-selected', String(index === this.active)));
        this.list.children[this.active].scrollIntoView({ block: 'nearest' });
        this.control.setAttribute('aria-activedescendant', this.id + '-hit-' + this.active);
      }
    }

    choose(unit) {
      this.chosen = unit;
      this.control.value = unit.name;
      this.close();
      this.touched = true;
      this.review();
      this.form.changed();
    }

    close() {
      this.list.hidden = true;
      this.count.textContent = '';
      this.control.setAttribute('aria-expanded', 'false');
      this.control.removeAttribute('aria-activedescendant');
    }
  }

  // -------------------------------------------------------------------------------------------------------- form

  /** Presses Tasklist's own button, which is small and elsewhere. */
  function claim(form) {
    const theirs = () => document.querySelector('[cam-tasklist-task-meta] .claim');
    if (theirs()) theirs().click();
    // A colleague may have been faster, of which Tasklist tells in a message that goes away.
    const look = () => { if (form.root.isConnected && theirs()) form.holding(); };
    [1000, 4000].forEach((later) => setTimeout(look, later));
  }

  let opened = 0;

  class Form {
    constructor(camForm, $scope, spec) {
      this.camForm = camForm;
      this.$scope = $scope;
      this.spec = spec;
      this.uid = 'dondoc-' + (opened += 1);
      this.root = camForm.formElement[0];
      this.subject = spec.id ? camForm.variableManager.variableValue(spec.id) : null;
      this.days = new Map();
      this.fields = [];
      this.user = ($scope.$root.authentication || {}).name || '';
      this.draftKey = ['dondoc', this.user, spec.name, this.subject || ''].join(':');
      this.hook();
      this.watchWidth();
    }

    // ------------------------------------------------------------------------------------------ loading and showing

    async load() {
      this.ready(false);
      this.fields = [];
      this.names = new Map();
      this.page(h('p', { class: 'dondoc-loading', role: 'status' }, 'Đang tải…'));
      try {
        if (this.spec.id && !this.subject) throw new Problem('Công việc này thiếu thông tin ' + this.spec.id + '.');
        const data = await this.spec.read(this.subject);
        this.data = data;
        this.alert = h('div', { class: 'dondoc-alert', role: 'alert', tabindex: '-1' });
        this.drafted = h('div', { class: 'dondoc-drafted', role: 'status' });
        this.said = h('p', { class: 'dondoc-echo', role: 'status' });
        this.body = h('div', { class: 'dondoc-body' });
        const usable = this.spec.build(this, data) !== false;
        this.page(
          h('div', { class: 'dondoc-claim' }, h('span', {}, 'Tiếp nhận nhiệm vụ trước khi xử lý.'), button('Tiếp nhận', () => claim(this))),
          window.DonDoc.holderOf(this), this.alert, this.drafted, this.body, this.saving(), this.said
        );
        this.restoreDraft();
        this.refresh();
        this.ready(usable);
        // Tasklist looks for the first field of a start form too early.
        if (usable && this.root.closest('.modal')) this.fields[0].control.focus();
      } catch (problem) {
        const known = problem instanceof Problem;
        this.page(h('div', { class: 'dondoc-alert', role: 'alert' },
          h('strong', {}, known ? problem.title : 'Không hiển thị được biểu mẫu.'),
          h('p', {}, known ? problem.detail : String(problem)),
          button('Tải lại', () => this.load())));
        if (!known) throw problem;
      }
    }

    page(...content) {
      const script = this.root.querySelector('script');
      this.root.textContent = '';
      fill(this.root, content, script);
    }

    /** Tasklist enables "Hoàn thành" while the form is valid. */
    ready(is) {
      this.$scope.dondoc.$setValidity('ready', is, this.camForm);
      this.$scope.$applyAsync();
    }

    watchWidth() {
      const narrow = (width) => Object.entries(WIDTHS).forEach(([name, below]) => this.root.classList.toggle(name, width < below));
      if (window.ResizeObserver) {
        new ResizeObserver((entries) => { const { width } = entries[0].contentRect; if (width) narrow(width); })
          .observe(this.root);
      } else narrow(window.innerWidth);
    }

    hook() {
      const { camForm } = this;
      const submit = camForm.submit;
      // A date may still be on its way to the calendar when "Hoàn thành" is pressed; the submit event cannot wait.
      camForm.submit = (done) => {
        const pending = this.fields.filter((field) => field.shown && field.pending).map((field) => field.pending);
        const answered = this.whenLost(done);
        if (pending.length) this.said.textContent = 'Đang hoàn tất tải tệp và kiểm tra ngày…';
        if (!pending.length) submit.call(camForm, answered);
        else Promise.all(pending).then(() => this.$scope.$apply(() => submit.call(camForm, answered)));
      };
      camForm.on('submit', () => {
        try {
          this.submit();
        } catch (error) { // would leave "Hoàn thành" switched off for good
          camForm.submitPrevented = true;
          this.warn('Biểu mẫu gặp lỗi, chưa gửi được.', String(error));
        }
      });
      camForm.on('submit-success', () => {
        this.dropDraft();
        this.sent = true; // closing the form still makes fields report a change
      });
      camForm.on('submit-failed', (sender, [error]) => { if (!camForm.submitPrevented) this.refused(error); });
      camForm.on('store', () => { // Tasklist's "Lưu", and a session that ends
        camForm.storePrevented = true;
        this.keepProgress();
      });
      this.root.addEventListener('input', () => this.changed());
      this.root.addEventListener('change', ({ target }) => { // text was dealt with when it was typed
        if (target.matches('select, [type=radio], [type=checkbox], [type=date]')) this.changed();
      });
    }

    /**
     * Tasklist's own client breaks on a lost connection ("… reading 'headers'") before it tells anybody, which would
     * leave "Hoàn thành" switched off and what was typed unsent until the page is loaded anew.
     */
    whenLost(done) {
      const lost = ({ message }) => {
        if (!/headers/.test(message)) return;
        const error = new Error('Không kết nối được máy chủ.');
        this.refused(error);
        this.$scope.$apply(() => answered(error));
      };
      const answered = (...answer) => {
        window.removeEventListener('error', lost);
        if (done) done(...answer);
      };
      window.addEventListener('error', lost);
      return answered;
    }

    changed() {
      this.said.textContent = '';
      this.$scope.dondoc.$setDirty();
      this.$scope.$applyAsync();
      this.refresh();
      this.saveDraft();
      if (this.incomplete && !this.fields.some((field) => field.error && field.error.textContent)) this.warn('');
    }

    refresh() {
      this.fields.forEach((field) => field.refresh && field.refresh());
      this.fields.forEach((field) => { if (field.error && field.error.textContent) field.review(); });
    }

    // --------------------------------------------------------------------------------------------------- submission

    submit() {
      const { camForm } = this;
      this.warn('');
      const wrong = this.fields.filter((field) => {
        field.touched = true;
        field.refused = '';
        return field.review();
      });
      if (wrong.length) {
        camForm.submitPrevented = true;
        this.refresh(); // a question may come up only now
        this.warn(wrong.length > 1 ? 'Còn ' + wrong.length + ' chỗ cần sửa trước khi gửi.' : 'Còn một chỗ cần sửa trước khi gửi.');
        this.incomplete = true;
        wrong.map((field) => field.element.closest('tbody[hidden]')) // rows that a search has put away
          .forEach((row) => { if (row) row.hidden = false; });
        // Fields come into being as answers call for them; the first is the one that stands first.
        wrong.sort((a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
        wrong[0].focus();
        return;
      }
      // Variables that do not apply are sent as null: a process that comes by twice must not find those of the last time.
      const values = new Map();
      this.fields.filter((field) => field.options.variable).forEach((field) => {
        const { variable, type } = field.options;
        const before = values.get(variable);
        values.set(variable, { name: variable, type, value: field.shown ? field.value() : (before ? before.value : null) });
      });
      const manager = camForm.variableManager;
      // The engine's client would send what was only read back, too.
      manager.variableNames().forEach((name) => manager.destroyVariable(name));
      values.forEach((variable) => manager.createVariable(variable));
    }

    refused(error) {
      const { title, message, field } = refusal(error);
      const named = field && this.fields.find((each) => each.shown && (each.name === field || each.options.variable === field));
      this.warn(title, 'Nội dung đã nhập vẫn được giữ.');
      if (named && named.tell) {
        named.refused = message;
        named.tell(message);
        named.focus();
      } else {
        this.alert.scrollIntoView({ block: 'center' });
        this.alert.focus({ preventScroll: true });
      }
    }

    warn(title, detail) {
      this.incomplete = false;
      this.alert.textContent = '';
      if (title) fill(this.alert, h('strong', {}, title), detail ? h('p', {}, detail) : null);
    }

    // -------------------------------------------------------------------------------------------------------- draft

    // Two drafts: on this machine after every change, and on the server when the officer saves ("Lưu tiến độ"), for a
    // colleague or another machine. What was typed here since then counts; the other one is a button away.

    /** What is filled in: name → what was typed, without what is still as the form opened. */
    filledIn() {
      const values = {};
      this.fields.filter((field) => field.raw).forEach((field) => {
        const raw = field.draft ? field.draft() : field.raw();
        if (raw !== field.options.initial) values[field.name] = raw;
      });
      return values;
    }

    saveDraft() {
      if (this.sent) return;
      const values = this.filledIn();
      const saved = (this.stored || { values: {} }).values;
      const names = Object.keys(Object.assign({}, values, saved));
      keep(this.draftKey, names.some((name) => values[name] !== saved[name])
        ? { at: Date.now(), base: this.stored ? this.stored.savedAt : null, values } : null);
    }

    restoreDraft() {
      const local = kept(this.draftKey);
      this.stored = this.data.draft || null;
      const { stored } = this;
      const newer = local && (!stored || local.base === stored.savedAt || local.at > Date.parse(stored.savedAt + '+07:00'));
      if (local && newer) this.use(local.values);
      else if (stored) this.use(stored.values);
      if (local && newer && stored) {
        this.tellDraft('Đã khôi phục nội dung nhập dở trên máy này.', 'Dùng bản ' + savedText(stored).replace(/^đã /, ''), () => this.useStored());
      } else if (local && newer) {
        this.tellDraft('Đã khôi phục nội dung nhập dở.', 'Xóa nội dung nhập dở', () => this.clear());
      } else if (local && stored) {
        this.tellDraft(capital(savedText(stored)) + '.', 'Dùng nội dung nhập dở trên máy này', () => {
          this.use(local.values);
          this.drafted.textContent = '';
          this.changed();
        });
      } else if (stored) {
        this.tellDraft(capital(savedText(stored)) + '.');
      }
    }

    tellDraft(text, action, onAction) {
      this.drafted.textContent = '';
      fill(this.drafted, h('span', {}, text), action ? button(action, onAction) : null);
    }

    /** Fills the form with a draft. */
    use(values) {
      this.warn('');
      this.fields.slice().filter((field) => field.set).forEach((field) => {
        field.set(field.options.initial);
        field.touched = false;
        field.refused = '';
        field.tell('');
        if (field.onSet) field.onSet();
      });
      // In the order in which they were made: an answer may bring up the fields that come after it.
      Object.entries(values).forEach(([name, raw]) => {
        const field = this.fields.find((each) => each.name === name);
        if (field && field.restore) field.restore(raw);
        else if (field) field.set(raw);
        if (field && field.onSet) field.onSet();
      });
    }

    useStored() {
      this.dropDraft();
      this.use(this.stored.values);
      this.tellDraft(capital(savedText(this.stored)) + '.');
      this.refresh();
    }

    clear() {
      this.dropDraft();
      this.use({});
      this.drafted.textContent = 'Đã xóa nội dung nhập dở.';
      this.refresh();
    }

    /** Button "Lưu tiến độ", where the form has a place to save to. */
    saving() {
      this.saveButton = this.spec.drafts ? button('Lưu tiến độ', () => this.keepProgress()) : null;
      return this.saveButton && h('div', { class: 'dondoc-saving' }, this.saveButton,
        h('span', { class: 'dondoc-hint' }, 'Giữ số liệu, nội dung và tệp; chưa gửi cấp trên.'));
    }

    /** Whether Tasklist keeps the form shut: nobody has taken the task up, or somebody else has. */
    get shut() {
      return Boolean(this.root.closest('.disabled-form'));
    }

    async keepProgress() {
      this.saveDraft();
      if (!this.spec.drafts) {
        this.said.textContent = 'Đã lưu nội dung nhập dở trên máy này.';
        return;
      }
      if (this.shut || this.sent || this.saveButton.disabled) return;
      const figures = this.fields.filter((field) => field.options.figure);
      const wrong = figures.find((field) => field.verdict());
      if (wrong) {
        wrong.touched = true;
        wrong.review();
        wrong.focus();
        this.said.textContent = 'Chưa lưu được tiến độ: có số liệu chưa đúng.';
        return;
      }
      const values = this.filledIn();
      this.fields.filter((field) => field.options.figure || field.options.own).forEach((field) => delete values[field.name]);
      const metrics = {};
      figures.filter((field) => !field.check || field.blank || !field.check()) // hidden ones may be anything
        .forEach((field) => { metrics[field.options.figure] = field.value(); });
      const typed = new Map(figures.map((field) => [field, field.raw()]));
      this.saveButton.disabled = true;
      this.said.textContent = 'Đang lưu…';
      try {
        this.stored = await put(this.spec.drafts(this.subject), { values, metrics });
        typed.forEach((raw, field) => { field.options.initial = raw; });
        this.saveDraft();
        this.warn('');
        this.drafted.textContent = '';
        this.said.textContent = capital(savedText(this.stored)) + '.';
      } catch (failure) {
        this.said.textContent = '';
        this.warn('Chưa lưu được tiến độ. ' + failure.title, [failure.detail, 'Nội dung đã nhập vẫn được giữ trên máy này.'].filter(Boolean).join(' '));
        this.alert.scrollIntoView({ block: 'center' });
      } finally {
        this.saveButton.disabled = false;
      }
    }

    dropDraft() {
      keep(this.draftKey, null);
    }

    // ---------------------------------------------------------------------------------------------------- calendar

    /** What the working calendar of the server says about a date (yyyy-MM-dd), and what "today" is there. */
    day(date) {
      if (!this.days.has(date)) {
        const asked = get('/api/calendar/' + encodeURIComponent(date));
        asked.catch(() => this.days.delete(date));
        this.days.set(date, asked);
      }
      return this.days.get(date);
    }

    // -------------------------------------------------------------------------------------------- what forms are made of

    add(field, into) {
      this.fields.push(field);
      if (field.set && field.options.initial) field.set(field.options.initial);
      if (field.element) (into || this.body).append(field.element);
      return field;
    }

    show(...content) {
      fill(this.body, content);
    }

    text(name, options, into) { return this.add(new TextField(this, name, options), into); }
    date(name, options, into) { return this.add(new DateField(this, name, options), into); }
    choice(name, options, into) { return this.add(new ChoiceField(this, name, options), into); }
    select(name, options, into) { return this.add(new SelectField(this, name, options), into); }
    unit(name, options, into) { return this.add(new UnitField(this, name, options), into); }
    confirm(name, options, into) { return this.add(new ConfirmField(this, name, options), into); }

    /** A variable that no single field holds: value() is asked at submission; check() may object, error is where. */
    computed(name, { value, check, type, when }) {
      const error = h('p', { class: 'dondoc-error', 'aria-live': 'polite', tabindex: '-1' });
      const field = {
        name,
        options: { variable: name, type: type || 'String' },
        value,
        get shown() { return when ? Boolean(when()) : true; },
        review() { error.textContent = (this.shown && check && check()) || ''; return error.textContent; },
        error,
        tell(message) { error.textContent = message; },
        focus() { error.focus(); },
        element: error
      };
      return this.add(field);
    }

    /** The figures of a duty, submitted as one JSON object id → number; blanks are left out. */
    figures(name, metrics, when) {
      if (!metrics || !metrics.length) {
        this.computed(name, { value: () => '{}' });
        return;
      }
      const grid = h('div', { class: 'dondoc-grid' });
      const group = h('fieldset', { class: 'dondoc-field' },
        h('legend', { class: 'dondoc-label' }, 'Số liệu'),
        h('p', { class: 'dondoc-hint' }, 'Để trống nếu chưa có số liệu.'), grid);
      const fields = metrics.map((metric) => this.add(new NumberField(this, name + '.' + metric.id, {
        label: metric.label, variable: null, figure: metric.id, when, initial: metric.value === null || metric.value === undefined ? '' : numberText(metric.value)
      }), grid));
      this.show(group);
      this.fields.push({ options: {}, review() { return ''; }, refresh() { group.hidden = !when(); } });
      this.computed(name, {
        value: () => JSON.stringify(metrics.reduce((all, metric, index) =>
          (when() ? Object.assign(all, { [metric.id]: fields[index].value() }) : all), {}))
      });
    }

    knows(...units) {
      units.filter((unit) => unit && unit.code).forEach((unit) => this.names.set(unit.code, unit.name));
    }

    who(actor, name) {
      return name || this.names.get(actor) || actor || 'Hệ thống';
    }

    facts(rows) {
      return h('dl', { class: 'dondoc-facts' }, rows.filter(([, value]) => value)
        .map(([label, value]) => h('div', {}, h('dt', {}, label), h('dd', {}, value))));
    }

    notice(title, text, by) {
      return h('div', { class: text ? 'dondoc-notice' : 'dondoc-notice dondoc-plain' }, h('strong', {}, title), text ? h('p', {}, text) : null, by ? h('small', {}, by) : null);
    }

    campaignText(campaign) {
      if (!campaign) return '';
      return typeof campaign === 'object' ? [campaign.documentNumber, campaign.title].filter(Boolean).join(' – ') : campaign;
    }

    /** Claiming does not load the form anew: that nobody has claimed is only said while the form is disabled. */
    state(duty) {
      const unclaimed = duty.stateText === 'Chưa tiếp nhận' ? ' dondoc-unclaimed' : '';
      return duty.stateText ? h('span', { class: 'dondoc-state' + unclaimed }, duty.stateText) : null;
    }

    /** Head of a duty: what is to be done, by whom, by when. */
    duty(duty, { remarks } = {}) {
      this.knows(duty.unit, duty.reviewer);
      const moved = duty.originalDue && duty.originalDue !== duty.due;
      if (remarks) this.remarks(duty);
      this.show(
        h('div', { class: 'dondoc-head' },
          h('h3', {}, duty.name),
          h('p', {}, status(duty.timeStatus, deadlineText(duty)), this.state(duty))), // who holds the task belongs here, too
        duty.restricted ? this.notice('Nhiệm vụ có dữ liệu cá nhân',
          'Không ghi họ tên, số định danh của công dân vào biểu mẫu này. Chỉ xã, huyện quản lý và cơ quan chủ trì được xem minh chứng.') : null,
        this.facts([
          [duty.request ? 'Nội dung đề nghị' : 'Việc phải làm', duty.task],
          ['Sản phẩm', duty.deliverable],
          [duty.request ? 'Thời hạn đề nghị' : 'Hạn hoàn thành', momentText(duty.due)],
          ['Hạn ban đầu', moved ? momentText(duty.originalDue) : ''],
          [duty.request ? 'Cơ quan được đề nghị' : 'Đơn vị thực hiện', named(duty.unit)],
          ['Cơ quan phối hợp', duty.coordinators],
          ['Người duyệt', named(duty.reviewer)],
          ['Văn bản chỉ đạo', [duty.clause ? 'Mục ' + duty.clause : '', this.campaignText(duty.campaign)].filter(Boolean).join(', ')]
        ])
      );
    }

    /** What others last remarked on this duty, most recent first. */
    remarks(duty) {
      const own = duty.unit && duty.unit.code;
      const said = latestFirst(duty.history).filter((entry) => entry.remark && entry.actor !== own).slice(0, 2);
      this.show(said.map((entry) => this.notice(entry.text, entry.remark, this.who(entry.actor, entry.actorName) + ', ' + momentText(entry.at))));
    }

    /** Files by which the unit proves what it has done, to be added and removed; returns the field. */
    attachments(duty, when) {
      return new window.DonDoc.Attachments(this, duty, when);
    }

    /** The same for those who only look. */
    evidence(duty) {
      this.show(h('section', { class: 'dondoc-field' }, h('h4', {}, 'Minh chứng'), window.DonDoc.evidenceOf(duty.id)));
    }

    /** What the unit handed in last. */
    submission(duty, title) {
      const { submission } = duty;
      if (!submission) return;
      const figures = (duty.metrics || []).filter((metric) => metric.value !== null && metric.value !== undefined);
      // Done on time is what was handed in on time, however long the review takes.
      const seconds = (iso) => ((iso || '') + ':00').slice(0, 19); // the server may leave out :00
      const late = seconds(submission.at) > seconds(duty.due);
      this.show(h('section', { class: 'dondoc-panel' },
        h('h4', {}, title),
        submission.outcome === 'done' ? h('p', {}, late ? status('DONE_LATE', 'Gửi quá hạn') : status('DONE_ON_TIME', 'Gửi đúng hạn')) : null,
        this.facts([
          ['Đề nghị gia hạn đến', submission.requestedDue ? weekday(submission.requestedDue) + ', ' + dateText(submission.requestedDue) : ''],
          ['Lý do', submission.reason],
          ['Tóm tắt kết quả', submission.summary],
          ...figures.map((metric) => [metric.label, numberText(metric.value)]),
          ['Gửi lúc', [momentText(submission.at), submission.by ? this.who(submission.by, submission.byName) : ''].filter(Boolean).join(', ')]
        ])));
    }

    /** Head of a case: whose duties are overdue, before whom it is. */
    escalation(file) {
      this.knows(file.unit, file.superior);
      this.show(this.facts([
        [file.courteous ? 'Cơ quan được đề nghị' : 'Đơn vị', named(file.unit)],
        ['Cấp trên trực tiếp', named(file.superior)],
        ['Bước xử lý', file.stageText],
        ['Báo cáo lúc', momentText(file.openedAt)],
        ['Văn bản chỉ đạo', this.campaignText(file.campaign)]
      ]));
    }

    /** The overdue duties of a case; extra adds a column: { heading, cell(duty), under(duty) → element or null }. */
    duties(file, extra) {
      const list = file.duties || [];
      const units = new Set(list.map((duty) => named(duty.unit)));
      const heads = ['Mục', 'Nhiệm vụ', units.size > 1 ? 'Đơn vị' : null, file.courteous ? 'Thời hạn' : 'Hạn', 'Thời gian', 'Trạng thái', extra ? extra.heading : null]
        .filter(Boolean);
      const groups = list.map((duty) => {
        this.knows(duty.unit);
        const cells = [
          ['clause', duty.clause], ['name', [duty.name, window.DonDoc.evidenceOnDemand(duty.id)]],
          units.size > 1 ? ['unit', named(duty.unit)] : null,
          ['due', [h('span', { class: 'dondoc-slight' }, 'Hạn '), dateText(duty.due)]],
          ['late', status('OVERDUE', lateText(duty.workingDaysLate, file.courteous))],
          ['state', duty.stateText || ''],
          extra ? ['extra', extra.cell(duty)] : null
        ].filter(Boolean);
        const under = extra && extra.under(duty);
        const group = h('tbody', {}, h('tr', {}, cells.map(([kind, value]) => h('td', { class: 'dondoc-' + kind }, value))),
          under ? h('tr', { class: 'dondoc-under' }, h('td', { colspan: heads.length }, under)) : null);
        return { group, text: [duty.clause, duty.name, named(duty.unit)].join(' ') };
      });
      const noun = file.courteous ? ' nội dung đã qua thời hạn đề nghị' : ' nhiệm vụ quá hạn';
      const count = h('p', { class: 'dondoc-count', role: 'status' }, numberText(list.length) + noun);
      const search = list.length > SEARCH_FROM ? h('input', {
        type: 'search', class: 'dondoc-search', placeholder: 'Tìm theo mục, tên; không cần dấu', 'aria-label': 'Tìm trong danh sách nhiệm vụ',
        input: (event) => {
          event.stopPropagation(); // not part of what is filled in
          const found = groups.filter(({ group, text }) => { group.hidden = !matches(text, event.target.value); return !group.hidden; });
          count.textContent = event.target.value.trim()
            ? 'Hiện ' + numberText(found.length) + '/' + numberText(list.length) + noun : numberText(list.length) + noun;
        },
        change: (event) => event.stopPropagation()
      }) : null;
      this.show(h('section', { class: 'dondoc-field' }, h('div', { class: 'dondoc-above' }, count, search),
        h('div', { class: 'dondoc-scroll', tabindex: '0', role: 'region', 'aria-label': 'Danh sách nhiệm vụ' },
          h('table', { class: 'dondoc-table dondoc-duties' }, h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
            groups.map(({ group }) => group)))));
    }

    /** State of a campaign: the whole in one line, then agency by agency. */
    totals(campaign) {
      const columns = [
        ['total', 'Tổng số'], ['doneOnTime', 'Hoàn thành đúng hạn'], ['doneLate', 'Hoàn thành quá hạn'], ['inTime', 'Trong hạn'],
        ['dueSoon', 'Sắp đến hạn'], ['overdue', 'Quá hạn'], ['waived', 'Không thực hiện']
      ];
      const css = { total: 'total', doneOnTime: 'done-on-time', doneLate: 'done-late', inTime: 'in-time', dueSoon: 'due-soon', overdue: 'overdue', waived: 'waived' };
      const totals = campaign.totals || {};
      const agencies = campaign.agencies || [];
      this.knows(...agencies.map((agency) => agency.unit));
      this.show(
        this.facts([
          ['Văn bản chỉ đạo', this.campaignText(campaign)],
          ['Ngày ban hành', dateText(campaign.issuedOn)],
          ['Thời gian thực hiện', [dateText(campaign.periodStart), dateText(campaign.periodEnd)].filter(Boolean).join(' – ')]
        ]),
        h('ul', { class: 'dondoc-totals', 'aria-label': 'Tình hình chung' }, columns.map(([key, label]) =>
          h('li', { class: 'dondoc-' + css[key] }, h('b', {}, numberText(totals[key] || 0)), label))),
        agencies.length ? h('details', { class: 'dondoc-field', open: true },
          h('summary', {}, 'Theo cơ quan (' + agencies.length + ')'),
          h('div', { class: 'dondoc-scroll', tabindex: '0', role: 'region', 'aria-label': 'Số nhiệm vụ theo cơ quan' },
            h('table', { class: 'dondoc-table dondoc-numbers' },
              h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Cơ quan'), columns.map(([, label]) => h('th', { scope: 'col' }, label)))),
              h('tbody', {}, agencies.map((agency) => h('tr', {},
                h('th', { scope: 'row' }, named(agency.unit)),
                columns.map(([key]) => h('td', {}, numberText(agency[key] || 0))))))))) : null
      );
    }

    /** A report of the lead agency: what is typed, and section II as it will be printed. */
    report(campaign, kind) {
      const { proposed, results } = campaign.writing;
      const whole = kind === 'final' ? 'báo cáo tổng kết' : 'báo cáo tuần';
      const columns = [
        ['total', 'Tổng số'], ['doneOnTime', 'Hoàn thành đúng hạn'], ['doneLate', 'Hoàn thành quá hạn'], ['inTime', 'Trong hạn'],
        ['overdue', 'Quá hạn'], ['waived', 'Không thực hiện']
      ];
      const table = (heads, rows, cells, label) => h('div', { class: 'dondoc-scroll', tabindex: '0', role: 'region', 'aria-label': label },
        h('table', { class: 'dondoc-table dondoc-numbers' },
          h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col' }, head)))),
          h('tbody', {}, rows.map((row) => h('tr', {}, h('th', { scope: 'row' }, row.name), cells.map((cell) => h('td', {}, row[cell])))))));
      const address = '/documents/draft?campaign=' + encodeURIComponent(campaign.id) + '&kind=' + kind;

      this.show(
        this.facts([
          ['Văn bản chỉ đạo', this.campaignText(campaign)],
          ['Thời gian thực hiện', [dateText(campaign.periodStart), dateText(campaign.periodEnd)].filter(Boolean).join(' – ')]
        ]),
        h('p', {}, h('a', { href: address, download: true }, 'Tải dự thảo ' + whole + ' (Word)'),
          h('span', { class: 'dondoc-hint' }, ' Bấm «Lưu tiến độ» trước để dự thảo có nội dung vừa nhập.')));
      this.text('content', {
        label: 'I. Tình hình chỉ đạo, triển khai', lines: 6, required: true, longest: 100000, initial: proposed.content || '',
        hint: 'Nội dung gợi ý từ số liệu của hệ thống; sửa, bổ sung nếu cần. Mỗi dòng là một đoạn.'
      });
      this.show(h('section', { class: 'dondoc-field' }, h('h4', {}, 'II. Kết quả thực hiện'),
        h('p', { class: 'dondoc-hint' }, 'Số liệu được in vào báo cáo như dưới đây, theo thời điểm gửi.'),
        h('ul', { class: 'dondoc-totals', 'aria-label': 'Tình hình chung' }, columns.map(([key, label]) =>
          h('li', {}, h('b', {}, results.totals[key]), label))),
        h('details', {}, h('summary', {}, 'Theo cơ quan, địa phương (' + results.agencies.length + ')'),
          table(['Cơ quan, địa phương'].concat(columns.map(([, label]) => label)), results.agencies, columns.map(([key]) => key), 'Số nhiệm vụ theo cơ quan')),
        results.figures.length ? table(['Số liệu', 'Chỉ tiêu', 'Thực hiện', 'Tỷ lệ'], results.figures, ['target', 'achieved', 'rate'], 'Số liệu so với chỉ tiêu') : null));
      [
        ['obstacles', 'III. Tồn tại, khó khăn, vướng mắc và nguyên nhân'],
        ['nextTasks', 'IV. Nhiệm vụ thời gian tới'],
        ['proposals', 'V. Đề xuất, kiến nghị']
      ].forEach(([name, label]) => this.text(name, { label, lines: 5, required: true, longest: 20000, initial: proposed[name] || '' }));
    }

    /** Reports of a campaign handed in so far, the most recent first. */
    reports(reports, { title, open } = {}) {
      const list = latestFirst(reports, 'submittedAt');
      if (!list.length) return;
      this.show(h('section', { class: 'dondoc-field' }, h('h4', {}, title || 'Báo cáo đã gửi'),
        list.map((report, index) => h('details', { class: 'dondoc-report', open: Boolean(open && index === 0) },
          h('summary', {}, [report.title || (report.kind === 'final' ? 'Báo cáo kết quả' : 'Báo cáo tuần'), dateText(report.submittedAt), report.decisionText].filter(Boolean).join(' – ')),
          h('p', { class: 'dondoc-long' }, report.content || 'Không có nội dung ghi thêm.'),
          [['Tồn tại, khó khăn, vướng mắc và nguyên nhân', report.obstacles], ['Nhiệm vụ thời gian tới', report.nextTasks],
            ['Đề xuất, kiến nghị', report.proposals]].filter(([, text]) => text)
            .map(([title, text]) => [h('h5', {}, title), h('p', { class: 'dondoc-long' }, text)]),
          report.remark ? this.notice(report.decisionText || 'Ý kiến', report.remark) : null,
          h('small', {}, 'Gửi lúc ' + [momentText(report.submittedAt), report.submittedBy ? this.who(report.submittedBy, report.submittedByName) : ''].filter(Boolean).join(', '))))));
    }

    /** Head of a reported obstacle. */
    difficulty(difficulty) {
      this.knows(difficulty.unit);
      this.show(this.facts([
        ['Đơn vị phản ánh', named(difficulty.unit)],
        ['Văn bản chỉ đạo', [difficulty.clause ? 'Mục ' + difficulty.clause : '', this.campaignText(difficulty.campaign)].filter(Boolean).join(', ')],
        ['Gửi lúc', [momentText(difficulty.raisedAt), difficulty.raisedBy ? this.who(difficulty.raisedBy, difficulty.raisedByName) : ''].filter(Boolean).join(', ')],
        ['Khó khăn, vướng mắc', difficulty.description],
        ['Ý kiến của cơ quan chủ trì', difficulty.opinion]
      ]));
    }
  }

  function latestFirst(entries, key = 'at') {
    return (entries || []).slice().sort((a, b) => String(b[key] || '').localeCompare(String(a[key] || '')));
  }

  // ------------------------------------------------------------------------------------------------------ storage

  // Storage may be switched off or full; then there is no draft, and the form works all the same.
  function keep(key, draft) {
    try {
      if (draft) localStorage.setItem(key, JSON.stringify(draft));
      else localStorage.removeItem(key);
    } catch (error) { /* no storage */ }
  }

  function kept(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch (error) {
      return null;
    }
  }

  function dropOldDrafts() {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith('dondoc:')).forEach((key) => {
        const draft = kept(key);
        if (!draft || !(draft.at > Date.now() - DRAFT_DAYS * 86400000)) keep(key, null);
      });
    } catch (error) { /* no storage */ }
  }

  // ------------------------------------------------------------------------------------------------------- opening

  const styled = new Promise((resolve) => {
    const link = h('link', { rel: 'stylesheet', href: '/forms/dondoc.css', load: resolve, error: resolve });
    document.head.append(link);
    setTimeout(resolve, 3000); // a form without its colours is better than none
  });
  const part = (src) => new Promise((resolve, reject) => {
    document.head.append(h('script', { src, load: resolve, error: reject }));
  });
  const ready = Promise.all([styled, part('/forms/evidence.js'), part('/forms/holder.js')]);
  ready.catch(() => { window.donDocShared = null; }); // the next form tries again
  dropOldDrafts();

  /**
   * Opens a form: { name, id: variable that says what it is about (none for a start form), read(id) → Promise of its
   * data, drafts(id): where progress is saved (none: on this machine only), build(form, data) → false when there is
   * nothing to submit }.
   */
  async function open(camForm, $scope, spec) {
    try {
      await ready;
    } catch (error) {
      camForm.formElement[0].querySelector('[role=status]').textContent =
        'Không tải được biểu mẫu. Hãy kiểm tra mạng rồi mở lại công việc này.';
      return null;
    }
    const form = new Form(camForm, $scope, spec);
    await form.load();
    return form;
  }

  return {
    open, ready, get, put, remove, report, reportDraft, guard, problem, Problem, TextField, DateField, fill, h, button, status,
    dateText, momentText, numberText, weekday, named, fold, matches
  };
})();
