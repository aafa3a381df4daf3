"""From Markdown as people write it to blocks: headings, paragraphs, lists, tables, emphasis, links. No HTML."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from colonnade.plumbing.documents.model import Block, Bullets, Heading, Paragraph, Run, Runs, Table

DEEPEST = 4
_SAFE = ("https://", "http://", "mailto:")
_reader = MarkdownIt("commonmark", {"html": False}).enable("table")


def blocks_of(text: str, below: int = 0) -> tuple[Block, ...]:
    """Read Markdown; headings begin one level ``below`` the one that stands above the text."""
    return tuple(_blocks(SyntaxTreeNode(_reader.parse(text)), below))


def _blocks(node: SyntaxTreeNode, below: int) -> Iterator[Block]:
    for child in node.children:
        if child.type == "heading":
            yield Heading(min(int(child.tag[1:]) + below, DEEPEST), _plain(child))
        elif child.type == "paragraph":
            yield Paragraph(_runs(child))
        elif child.type in {"bullet_list", "ordered_list"}:
            items = tuple(_item(each) for each in child.children)
            yield Bullets(items, ordered=child.type == "ordered_list")
        elif child.type == "table":
            yield _table(child)
        elif child.type in {"code_block", "fence"}:
            yield Paragraph((Run(child.content.rstrip("\n")),))
        elif child.type == "blockquote":
            yield from _blocks(child, below)


def _item(node: SyntaxTreeNode) -> Runs:
    """An entry of a list in one line of text; lists within it follow after a dash."""
    found: list[Run] = []
    for child in node.walk(include_self=False):
        if child.type == "inline":
            if found:
                found.append(Run(" – "))
            found.extend(_inline(child, Run("")))
    return tuple(found)


def _table(node: SyntaxTreeNode) -> Table:
    head, *bodies = node.children
    heads = tuple(_plain(cell) for cell in head.children[0].children)
    rows = tuple(
        tuple(Run(_plain(cell)) for cell in row.children) for body in bodies for row in body.children
    )
    return Table("", heads, rows)


def _runs(node: SyntaxTreeNode) -> Runs:
    return tuple(run for child in node.children for run in _inline(child, Run("")))


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(run.text for run in _runs(node))


def _inline(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    if node.type in {"text", "code_inline"}:
        yield Run(node.content, style.bold, style.italic, style.link)
    elif node.type in {"softbreak", "hardbreak"}:
        yield Run(" ", style.bold, style.italic, style.link)
    elif node.type == "image":
        yield Run(str(node.attrs.get("alt") or node.content), style.bold, style.italic, style.link)
    else:
        address = str(node.attrs.get("href", "")) if node.type == "link" else ""
        inner = Run(
            "",
            style.bold or node.type == "strong",
            style.italic or node.type == "em",
            address if address.startswith(_SAFE) else style.link,
        )
        for child in node.children:
            yield from _inline(child, inner)
