/*
 * Evidence in forms: the files by which a unit proves what it has done, to be added and removed by the unit
 * (Attachments) and to be looked at by those above it (evidenceOf). Loaded by dondoc.js, whose rules hold here, too.
 */
(function (DonDoc) {
  'use strict';

  const { h, fill, button, get, put, remove, guard, problem, Problem, TextField, DateField, dateText, momentText, numberText } = DonDoc;

  const MEGABYTE = 1048576;
  const REFUSED = [400, 413]; // the same file would be refused again
  const LOST = ['Không kết nối được máy chủ.', 'Hãy kiểm tra mạng rồi bấm «Thử lại».'];
  const path = (dutyId) => '/api/duties/' + encodeURIComponent(dutyId) + '/evidence';

  function sizeText(bytes) {
    return bytes < MEGABYTE ? numberText(Math.max(1, Math.round(bytes / 1024))) + ' KB'
      : numberText(Math.round(bytes / MEGABYTE * 10) / 10) + ' MB';
  }

  // A file that misses its mark would be opened in place of Tasklist, and what was typed with it.
  ['dragover', 'drop'].forEach((event) => document.addEventListener(event, (moved) => {
    if (moved.defaultPrevented || !holdsFiles(moved)) return;
    moved.preventDefault();
    moved.dataTransfer.dropEffect = 'none';
  }));

  function holdsFiles({ dataTransfer }) {
    return Boolean(dataTransfer) && Array.from(dataTransfer.types).includes('Files');
  }

  /** A file of the server with what is known of it; more goes below. */
  function entry(file, ...more) {
    const picture = h('span', { class: 'dondoc-thumb' });
    const symbol = () => { picture.textContent = file.kind; };
    if (file.thumbnail) {
      picture.append(h('img', { src: '/api/evidence/' + file.id + '/thumbnail', alt: '', loading: 'lazy', error: symbol }));
    } else symbol();
    return h('li', { class: 'dondoc-file' }, picture, h('div', {},
      h('a', { href: '/api/evidence/' + file.id, download: file.fileName, 'aria-label': 'Tải xuống ' + file.fileName }, file.fileName),
      h('small', {}, [file.kind, sizeText(file.size), momentText(file.uploadedAt), file.uploadedByName || file.uploadedBy].filter(Boolean).join(' · ')),
      ...more));
  }

  function documentText({ documentNumber, documentDate }) {
    const date = documentDate ? 'ngày ' + dateText(documentDate) : '';
    return documentNumber ? ['Số ' + documentNumber, date].filter(Boolean).join(' ') : date && 'Văn bản ' + date;
  }

  // -------------------------------------------------------------------------------------------------- to be looked at

  /** The files of a duty, for those who only look; tells in words when there are none or they are not for this person. */
  function evidenceOf(dutyId) {
    const place = h('div', { class: 'dondoc-evidence' });
    const load = async () => {
      place.textContent = '';
      fill(place, h('p', { class: 'dondoc-hint', role: 'status' }, 'Đang tải…'));
      let content;
      try {
        const files = await get(path(dutyId));
        content = files.length
          ? h('ul', { class: 'dondoc-files' }, files.map((file) => entry(file, documentText(file) ? h('p', {}, documentText(file)) : null)))
          : h('p', { class: 'dondoc-hint' }, 'Chưa có tệp minh chứng nào.');
      } catch (failure) {
        content = failure.code === 404
          ? h('p', { class: 'dondoc-hint' }, 'Minh chứng có dữ liệu cá nhân: chỉ xã, huyện quản lý và cơ quan chủ trì được xem.')
          : h('p', { class: 'dondoc-error' }, failure.message + ' ', button('Tải lại', load));
      }
      place.textContent = '';
      place.append(content);
    };
    load();
    return place;
  }

  /** As evidenceOf, but the server is only asked when somebody wants to see them. */
  function evidenceOnDemand(dutyId) {
    const details = h('details', { class: 'dondoc-proof', toggle: () => {
      if (details.open && details.children.length === 1) details.append(evidenceOf(dutyId));
    } }, h('summary', {}, 'Minh chứng'));
    return details;
  }

  /** A duty with what its unit has attached to it; that this cannot be told does not keep the form from opening. */
  async function dutyWithEvidence(dutyId) {
    const [duty, evidence] = await Promise.all([
      get('/api/duties/' + encodeURIComponent(dutyId)),
      Promise.all([get(path(dutyId)), get('/api/evidence/limits')])
        .then(([files, limits]) => ({ files, limits }), (failure) => ({ failure }))
    ]);
    return Object.assign(duty, { evidence });
  }

  // ------------------------------------------------------------------------------------------- to be added and removed

  /** Of which document a file is a copy; goes to the server when the field is left. */
  class Description {
    constructor(attachments, file) {
      const { form } = attachments;
      const when = () => attachments.shown;
      const own = { own: true, variable: null, when };
      this.attachments = attachments;
      this.file = file;
      this.said = h('p', { class: 'dondoc-echo', role: 'status' });
      this.element = h('div', { class: 'dondoc-describe' });
      this.number = form.add(new TextField(form, 'evidence.' + file.id + '.number',
        Object.assign({ label: 'Số văn bản', lines: 1, longest: 100, initial: file.documentNumber || '' }, own)), this.element);
      this.date = form.add(new DateField(form, 'evidence.' + file.id + '.date',
        Object.assign({ label: 'Ngày văn bản', initial: file.documentDate || '' }, own)), this.element);
      this.element.append(this.said);
      this.fields = [this.number, this.date];
      this.fields.forEach((field) => {
        field.onSet = () => this.save(); // restored from a draft: what was typed and did not reach the server
        field.control.addEventListener('blur', () => this.save());
      });
    }

    async save() {
      if (this.fields.every((field) => field.raw() === field.options.initial)) return;
      if (this.fields.some((field) => field.verdict()) || this.attachments.form.shut || this.saving) return;
      const sent = this.fields.map((field) => field.raw());
      this.saving = true;
      this.said.textContent = 'Đang lưu…';
      try {
        await put('/api/evidence/' + this.file.id, { documentNumber: sent[0], documentDate: sent[1] });
        this.fields.forEach((field, index) => { field.options.initial = sent[index]; });
        this.said.textContent = 'Đã lưu số, ngày văn bản.';
        this.attachments.form.saveDraft();
        this.saving = false;
        await this.save(); // what was typed while this was on its way
      } catch (failure) {
        const refused = { documentNumber: this.number, documentDate: this.date }[failure.field];
        this.said.textContent = '';
        if (refused) {
          refused.touched = true;
          refused.refused = failure.message;
          refused.review();
        } else fill(this.said, 'Chưa lưu được số, ngày văn bản. ' + failure.message + ' ', button('Lưu lại', () => this.save()));
      }
      this.saving = false;
    }

    drop() {
      const { form } = this.attachments;
      form.fields = form.fields.filter((field) => !this.fields.includes(field));
      form.saveDraft();
    }
  }

  /** The part of the officer's form where files are added; a field like others of the form, with no variable. */
  class Attachments {
    constructor(form, duty, when) {
      Object.assign(this, { form, dutyId: duty.id, when, name: 'evidence', options: {}, files: [], jobs: [], pending: null });
      const { limits, files, failure } = duty.evidence;
      this.limits = limits;
      this.error = h('p', { class: 'dondoc-error', 'aria-live': 'polite', tabindex: '-1' });
      this.list = h('ul', { class: 'dondoc-files' });
      this.element = h('section', { class: 'dondoc-field dondoc-attach', 'aria-labelledby': form.uid + '-evidence' },
        h('h4', { id: form.uid + '-evidence' }, 'Minh chứng'),
        failure ? h('p', { class: 'dondoc-error' }, 'Chưa xem được minh chứng. ' + failure.message + ' ', button('Tải lại', () => form.load()))
          : [h('p', { class: 'dondoc-hint' }, this.hint()), this.list, this.zone()],
        this.error);
      form.add(this);
      (files || []).forEach((file) => this.put(file));
    }

    hint() {
      const { kinds, maxSize, maxFiles } = this.limits;
      const words = Array.from(new Set(kinds.map((kind) => kind.text))).map((word, index) => (index ? word.replace(/^Ảnh$/, 'ảnh') : word));
      return words.join(', ') + '. Mỗi tệp không quá ' + sizeText(maxSize) + ', tối đa ' + maxFiles + ' tệp. Số, ngày văn bản: nếu có.';
    }

    zone() {
      const accept = this.limits.kinds.flatMap((kind) => [kind.mediaType, ...kind.extensions.map((extension) => '.' + extension)]).join(',');
      const picker = (label, attributes) => {
        const input = h('input', Object.assign({ type: 'file', class: 'dondoc-hidden', tabindex: '-1', 'aria-label': label, change: (event) => {
          event.stopPropagation(); // not part of the draft
          this.take(Array.from(input.files));
          input.value = '';
        } }, attributes));
        return [input, button(label, () => { if (!this.form.shut) input.click(); })];
      };
      const zone = h('div', { class: 'dondoc-drop', dragover: (event) => {
        if (!holdsFiles(event) || this.form.shut) return;
        event.preventDefault();
        zone.classList.add('dondoc-over');
      }, dragleave: () => zone.classList.remove('dondoc-over'), drop: (event) => {
        zone.classList.remove('dondoc-over');
        if (!holdsFiles(event) || this.form.shut) return;
        event.preventDefault();
        this.take(Array.from(event.dataTransfer.files));
      } }, picker('Chọn tệp', { multiple: true, accept }),
      matchMedia('(pointer: coarse)').matches ? picker('Chụp ảnh', { accept: 'image/*', capture: 'environment' })
        : h('span', {}, 'hoặc kéo tệp thả vào đây'));
      return zone;
    }

    // ------------------------------------------------------------------------------------------- as a field of the form

    get shown() { return this.when(); }

    get count() { return this.files.length; }

    review() {
      const left = this.jobs.filter((job) => job.failure).length;
      this.error.textContent = this.touched && this.shown && left
        ? 'Còn ' + left + ' tệp chưa tải lên được. Hãy bấm «Thử lại» hoặc «Bỏ».' : '';
      return this.error.textContent;
    }

    refresh() { this.element.hidden = !this.shown; }

    tell(message) { this.error.textContent = message; }

    focus() {
      this.element.scrollIntoView({ block: 'center' });
      this.error.focus({ preventScroll: true });
    }

    // ------------------------------------------------------------------------------------------------------- uploading

    take(files) {
      files.forEach((file) => {
        const job = { file, failure: this.objection(file) };
        job.refused = Boolean(job.failure);
        this.jobs.push(job);
        this.showJob(job);
      });
      this.run();
    }

    /** What is wrong with a file as far as can be told from here; the server looks into it. */
    objection(file) {
      const { kinds, maxSize, maxFiles, maxTotal } = this.limits;
      const extension = file.name.includes('.') ? file.name.split('.').pop().toLowerCase() : '';
      const waiting = this.jobs.filter((job) => !job.failure);
      const total = [...this.files, ...waiting.map((job) => job.file)].reduce((sum, { size }) => sum + size, file.size);
      if (!kinds.some((kind) => kind.extensions.includes(extension) || kind.mediaType === file.type)) {
        return new Problem('Không nhận loại tệp này. Hãy chọn: ' + this.hint().split('.')[0] + '.');
      }
      if (!file.size) return new Problem('Tệp không có nội dung. Hãy chọn tệp khác.');
      if (file.size > maxSize) return new Problem('Tệp lớn hơn ' + sizeText(maxSize) + '. Hãy giảm dung lượng hoặc chia thành nhiều tệp.');
      if (this.files.length + waiting.length >= maxFiles) return new Problem('Đã đủ ' + maxFiles + ' tệp. Hãy gỡ bớt tệp không cần thiết.');
      if (total > maxTotal) return new Problem('Tất cả tệp cộng lại vượt quá ' + sizeText(maxTotal) + '. Hãy gỡ bớt hoặc giảm dung lượng tệp.');
      return null;
    }

    /** One file after the other, so that a slow line carries each to its end. */
    run() {
      if (this.pending) return;
      this.pending = (async () => {
        for (;;) {
          const job = this.jobs.find((each) => !each.failure);
          if (!job) break;
          try {
            const added = await this.send(job);
            this.jobs = this.jobs.filter((each) => each !== job);
            job.element.remove();
            this.put(added);
          } catch (failure) {
            if (this.jobs.includes(job)) { // else it was given up
              job.failure = failure;
              job.refused = REFUSED.includes(failure.code);
              this.showJob(job);
            }
          }
        }
        this.pending = null;
        this.form.refresh();
      })();
    }

    send(job) {
      return new Promise((done, failed) => {
        const request = new XMLHttpRequest();
        job.request = request;
        request.open('POST', path(this.dutyId));
        request.responseType = 'json';
        request.setRequestHeader('Accept', 'application/json, application/problem+json');
        Object.entries(guard()).forEach(([name, value]) => request.setRequestHeader(name, value));
        request.upload.addEventListener('progress', ({ loaded, total }) => {
          const percent = Math.floor(loaded / total * 100);
          job.bar.value = percent;
          job.said.textContent = percent < 100 ? percent + '%' : 'Đang kiểm tra…';
        });
        request.addEventListener('load', () => {
          if (request.status === 201 && request.response) done(request.response);
          else failed(problem(request.status, request.response, 'POST'));
        });
        request.addEventListener('error', () => failed(new Problem(...LOST)));
        request.addEventListener('abort', () => failed(new Problem('Đã dừng.')));
        const body = new FormData();
        body.append('file', job.file);
        request.send(body);
      });
    }

    showJob(job) {
      const { file, failure } = job;
      job.bar = h('progress', { max: 100, value: 0, 'aria-label': 'Tải lên ' + file.name });
      job.said = h('small', { role: 'status' }, 'Đang chờ…');
      const content = h('li', { class: 'dondoc-file dondoc-job' }, h('span', { class: 'dondoc-thumb' }, failure ? 'Lỗi' : '…'),
        h('div', {}, h('strong', {}, file.name), h('small', {}, sizeText(file.size)),
          failure ? h('p', { class: 'dondoc-error', role: 'alert' }, failure.message) : [job.bar, job.said],
          h('p', { class: 'dondoc-ask' }, failure && !job.refused ? button('Thử lại', () => this.again(job)) : null,
            button(failure ? 'Bỏ' : 'Dừng', () => this.giveUp(job)))));
      if (job.element) job.element.replaceWith(content);
      else this.list.append(content);
      job.element = content;
    }

    again(job) {
      job.failure = null;
      this.showJob(job);
      this.review();
      this.run();
    }

    giveUp(job) {
      this.jobs = this.jobs.filter((each) => each !== job);
      job.element.remove();
      if (job.request) job.request.abort();
      this.review();
    }

    // ------------------------------------------------------------------------------------------------- what is there

    put(file) {
      const description = new Description(this, file);
      const ask = h('p', { class: 'dondoc-ask' });
      const element = entry(file, description.element, ask);
      const offer = () => {
        ask.textContent = '';
        ask.append(button('Gỡ', () => {
          if (this.form.shut) return;
          ask.textContent = '';
          const keep = button('Giữ lại', offer);
          fill(ask, h('span', {}, 'Gỡ tệp «' + file.fileName + '»?'), button('Gỡ tệp', drop), keep);
          keep.focus();
        }));
        ask.firstChild.setAttribute('aria-label', 'Gỡ ' + file.fileName);
      };
      const drop = async () => {
        ask.textContent = 'Đang gỡ…';
        try {
          await remove('/api/evidence/' + file.id);
        } catch (failure) {
          if (failure.code !== 404) { // somebody else was faster
            offer();
            ask.append(h('span', { class: 'dondoc-error', role: 'alert' }, 'Chưa gỡ được. ' + failure.message));
            return;
          }
        }
        this.files = this.files.filter((each) => each !== file);
        element.remove();
        description.drop();
        this.form.refresh();
      };
      offer();
      this.files.push(file);
      this.list.append(element);
      description.fields.forEach((field) => field.refresh());
    }
  }

  Object.assign(DonDoc, { Attachments, evidenceOf, evidenceOnDemand, dutyWithEvidence });
})(window.DonDoc);
