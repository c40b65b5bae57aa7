"""Words on paper: template + context → .docx. The only room that knows docxtpl and Jinja.

Holds: the one strict, escaping, sandboxed environment; templates unpacked, joined and compiled once. Takes: a template
and finished strings. Gives: the bytes of a .docx, the same for the same input. Never: facts, wording, numbers.
"""

from vanban.render.duplex import mirrored
from vanban.render.environment import environment, variables
from vanban.render.paper import render
from vanban.render.words import digest, plain_text, repack

__all__ = ["digest", "environment", "mirrored", "plain_text", "render", "repack", "variables"]
