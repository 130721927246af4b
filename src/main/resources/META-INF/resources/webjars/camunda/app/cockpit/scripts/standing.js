/** On the diagram of a process: how many duties of each activity are done, in time, due soon or overdue. */
import {STATUSES, element, inWords, keepFresh, load, number} from './elements.js';

/** What an overlay of ours is called, so that no other is taken for it. */
const TYPE = 'dondoc-standing';

/** Cockpit draws the diagram from edge to edge; our badges stand out at the top. */
const ROOM = 0.92;

/** About what a letter and an empty badge take on the screen, in pixels. */
const LETTER = 6.5;
const BADGE = 14;

/** Longer than this, badges would reach out of the diagram. */
const LONGEST = 330;

/** What the legend takes at the left: a diagram that reaches so far is so large that its badges have words. */
const LEGEND = 180;

let leave = () => {};

export default {
  id: 'duty-standing',
  pluginPoint: 'cockpit.processDefinition.diagram.plugin',
  priority: 10,

  render(viewer) {
    const definition = location.hash.split(/[/?]/)[2];
    const canvas = viewer.get('canvas');
    let isFitted = !new URLSearchParams(location.hash.split('?')[1]).has('viewbox');
    let drawn = null;
    const fit = () => drawn?.fit();
    const end = keepFresh(async () => {
      let standing;
      try {
        standing = await load(`process-definitions/${encodeURIComponent(definition)}/standing`);
      } catch (failure) {
        putBeside(canvas, element('div', {class: 'dondoc-legend dondoc-error', role: 'alert'}, failure.message));
        return;
      }
      drawn = draw(viewer, standing);
      if (drawn && isFitted) {
        canvas.zoom(canvas.zoom() * ROOM, 'auto');
      }
      isFitted = false;
      fit();
    });
    viewer.get('eventBus').on('canvas.viewbox.changed', fit);
    leave = () => {
      end();
      viewer.get('eventBus').off('canvas.viewbox.changed', fit);
    };
  },

  unmount() {
    leave();
  }
};

/** Badges in place of those that were there; answers with how to fit them into the room they have, null if there are none. */
function draw(viewer, standing) {
  const canvas = viewer.get('canvas');
  const elements = viewer.get('elementRegistry');
  const overlays = viewer.get('overlays');
  const badges = Object.entries(standing)
    .map(([activity, counts]) => ({shape: elements.get(activity), counts}))
    .filter(({shape}) => shape)
    .map(({shape, counts}) => ({shape, counts, node: badge(shape, counts)}));
  if (badges.length === 0) {
    return null;
  }
  overlays.remove({type: TYPE});
  for (const {shape, node} of badges) {
    // At one size, however small the diagram: it is read from afar.
    overlays.add(shape, TYPE, {position: {top: 0, left: 0}, scale: false, html: node});
  }
  const words = legend(badges.map(({counts}) => counts));
  putBeside(canvas, words);
  return {
    fit() {
      const {x, inner, scale: zoom} = canvas.viewbox();
      words.hidden = (inner.x - x) * zoom < LEGEND;
      for (const {shape, node, counts} of badges) {
        const room = Math.min(roomBeside(shape, elements) * zoom, LONGEST);
        node.classList.toggle('dondoc-narrow', width(counts, () => true) > room);
        node.classList.toggle('dondoc-tiny', width(counts, place => place === 0) > room);
      }
    }
  };
}

/** In place of what stood there when the diagram, which Cockpit keeps, was looked at before. */
function putBeside(canvas, node) {
  canvas.getContainer().querySelector('.dondoc-legend')?.remove();
  canvas.getContainer().append(node);
}

/** How far it is from the left edge of a shape to whatever has a name of its own in the same row. */
function roomBeside(shape, elements) {
  const beside = elements.filter(other =>
    (other.businessObject.$instanceOf('bpmn:Activity') || other.businessObject.$instanceOf('bpmn:Event'))
      && other.x > shape.x && other.y < shape.y + shape.height && other.y + other.height > shape.y - shape.height / 4);
  return Math.min(...beside.map(other => other.x - shape.x));
}

/** What the badges take when those at some places have their words. */
function width(counts, hasWords) {
  return present(counts)
    .map((status, place) => number(counts[status.id]).length + (hasWords(place) ? status.words.length + 1 : 0))
    .reduce((sum, letters) => sum + letters * LETTER + BADGE, 0);
}

function present(counts) {
  return STATUSES.filter(status => counts[status.id] > 0);
}

function badge(shape, counts) {
  const name = shape.businessObject.name ?? '';
  return element('div', {class: 'dondoc-badges', title: `${name}\n${inWords(counts)}`},
    present(counts).map(status =>
      element('span', {class: `dondoc-badge dondoc-${status.id}`},
        number(counts[status.id]), element('span', {class: 'dondoc-words'}, ` ${status.words}`))));
}

/** What the colours mean, with the sums of the whole diagram. */
function legend(all) {
  return element('div', {class: 'dondoc-legend'},
    STATUSES.map(status => ({status, sum: all.reduce((sum, counts) => sum + counts[status.id], 0)}))
      .filter(({sum}) => sum > 0)
      .map(({status, sum}) => element('div', {},
        element('span', {class: `dondoc-badge dondoc-${status.id}`}, number(sum)), ` ${status.title.toLowerCase()}`)));
}
