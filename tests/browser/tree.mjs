// Chromium's own accessibility tree: what it would tell a screen reader.

/**
 * The elements of the page that Chromium tells of, each with its `data-node-id`.
 *
 * @param {import('playwright-core').CDPSession} protocol
 */
export async function tree(protocol) {
  const { root } = await protocol.send('DOM.getDocument', { depth: -1 });
  const ids = nodeIds(root);
  const { nodes } = await protocol.send('Accessibility.getFullAXTree');
  return nodes
    .filter((node) => ids.has(node.backendDOMNodeId))
    .map((node) => told(ids.get(node.backendDOMNodeId), node));
}

/** The `data-node-id` of every element that has one, by the number that Chromium knows the element under. */
function nodeIds(root) {
  const ids = new Map();
  const rest = [root];
  while (rest.length > 0) {
    const node = rest.pop();
    const attributes = node.attributes ?? [];
    const place = attributes.findIndex((word, index) => index % 2 === 0 && word === 'data-node-id');
    if (place >= 0) ids.set(node.backendNodeId, Number(attributes[place + 1]));
    rest.push(...(node.children ?? []));
  }
  return ids;
}

function told(node, { ignored, role, name, description, properties = [] }) {
  const states = properties.map(({ name: state, value }) => [state, value.value]);
  return {
    node,
    ignored,
    role: role?.value ?? '',
    name: name?.value ?? '',
    description: description?.value ?? '',
    states: Object.fromEntries(states.filter(([, value]) => value !== undefined)),
  };
}
