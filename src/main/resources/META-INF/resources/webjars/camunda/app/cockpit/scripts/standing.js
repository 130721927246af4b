/** On the diagram of a process: how many duties of each activity are done, in time, due soon or overdue. */
import {STATUSES, element, inWords, load, number} from './elements.js';

/** What an overlay of ours is called, so that no other is taken for it. */
const TYPE = 'dondoc-standing';

/** Cockpit draws the diagram from edge to edge; our badges stand out at the top. */
const ROOM = 0.92;

/** Narrower than this on the screen, an activity has room for the words of the worst status only. */
const WIDTH_OF_WORDS = 150;

export default {
  id: 'duty-standing',
  pluginPoint: 'cockpit.processDefinition.diagram.plugin',
  priority: 10,

  async render(viewer) {
    const definition = location.hash.split(/[/?]/)[2];
    const isFitted = !new URLSearchParams(location.hash.split('?')[1]).has('viewbox');
    const standing = await load(`process-definitions/${encodeURIComponent(definition)}/standing`);
    const elements = viewer.get('elementRegistry');
    const overlays = viewer.get('overlays');
    const badges = Object.entries(standing)
      .filter(([activity]) => elements.get(activity))
      .map(([activity, counts]) => ({shape: elements.get(activity), node: badge(elements.get(activity), counts)}));
    if (badges.length === 0) {
      return;
    }
    const canvas = viewer.get('canvas');
    if (isFitted) {
      canvas.zoom(canvas.zoom() * ROOM, 'auto');
    }
    overlays.remove({type: TYPE});
    for (const {shape, node} of badges) {
      // At one size, however small the diagram: it is read from afar.
      overlays.add(shape, TYPE, {position: {top: 0, left: 0}, scale: false, html: node});
    }
    const fit = () => {
      const zoom = canvas.zoom();
      for (const {shape, node} of badges) {
        node.classList.toggle('dondoc-narrow', shape.width * zoom < WIDTH_OF_WORDS);
      }
    };
    fit();
    viewer.get('eventBus').on('canvas.viewbox.changed', fit);
  }
};

function badge(shape, counts) {
  const name = shape.businessObject.name ?? '';
  return element('div', {class: 'dondoc-badges', title: `${name}\n${inWords(counts)}`},
    STATUSES.filter(status => counts[status.id] > 0).map(status =>
      element('span', {class: `dondoc-badge dondoc-${status.id}`},
        number(counts[status.id]), element('span', {class: 'dondoc-words'}, ` ${status.words}`))));
}
