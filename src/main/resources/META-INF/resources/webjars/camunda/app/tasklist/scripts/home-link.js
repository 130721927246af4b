/* The way back to the page from which everything else is reached: reviews, absences, boards. */
export default {
  id: 'dondoc-home',
  pluginPoint: 'tasklist.navbar.action',
  priority: 1000,
  render(node) {
    const link = document.createElement('a');
    link.href = '/';
    link.textContent = 'Trang chính';
    node.replaceChildren(link);
  },
  unmount() {}
};
