// The lines of an editable page as a person sees them, and carets in them. Used by page.py in more than one program.
function deskLines(root) {
	const out = [], view = root.ownerDocument.defaultView;
	const block = /^(ADDRESS|P|DIV|BLOCKQUOTE|LI|UL|OL|TABLE|TBODY|THEAD|TR|TD|TH|H[1-6]|PRE|HR|SECTION|ARTICLE)$/;
	let text = '', map = [];
	const flush = (at) => {
		if (map.length || at) out.push({text, map, at});
		text = '';
		map = [];
	};
	const walk = (node) => {
		for (let i = 0; i < node.childNodes.length; i++) {
			const child = node.childNodes[i];
			if (child.nodeType === 3) {
				const pre = view.getComputedStyle(node).whiteSpace.startsWith('pre');
				for (let k = 0; k < child.data.length; k++) {
					const c = child.data[k];
					if (c === '\n' && pre) flush([child, k]);
					else if (/[ \t\n\r]/.test(c) && !pre) {
						if (text && !text.endsWith(' ')) { text += ' '; map.push([child, k]); }
					} else { text += c === '\u00a0' ? ' ' : c; map.push([child, k]); }
				}
			} else if (child.nodeName === 'BR') flush([node, i]);
			else if (/^(STYLE|SCRIPT|HEAD|TITLE)$/.test(child.nodeName)) continue;
			else if (block.test(child.nodeName)) { flush(null); walk(child); flush(null); }
			else if (child.nodeType === 1) walk(child);
		}
	};
	walk(root);
	flush(null);
	return out;
}
function deskPoint(lines, line, column) {
	const l = lines[line];
	let n = column === null ? l.text.replace(/ +$/, '').length : column;
	if (!l.map.length) return l.at;
	if (n >= l.map.length) { const [node, k] = l.map[l.map.length - 1]; return [node, k + 1]; }
	if (n > 0 && column === null) { const [node, k] = l.map[n - 1]; return [node, k + 1]; }
	return l.map[n];
}
function deskSelect(root, line, from, to) {
	const lines = deskLines(root), a = deskPoint(lines, line, from), selection = root.ownerDocument.defaultView.getSelection();
	if (to === null) { selection.collapse(a[0], a[1]); return; }
	const [node, k] = lines[line].map[to - 1];
	selection.setBaseAndExtent(a[0], a[1], node, k + 1);
}
// The last cell of the row in which a line stands.
function deskCell(root, line) {
	const node = deskLines(root)[line].map[0][0], cells = node.parentElement.closest('tr').cells;
	root.ownerDocument.defaultView.getSelection().collapse(cells[cells.length - 1], 0);
}
// Before the first quoted thing, or at the very end.
function deskEdge(root, end) {
	const selection = root.ownerDocument.defaultView.getSelection();
	if (end) { selection.selectAllChildren(root); selection.collapseToEnd(); } else selection.collapse(root, 0);
}
