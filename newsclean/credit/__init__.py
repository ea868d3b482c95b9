"""The grammar of picture credits: "(Photo: AFP/Ali Al-Saadi)" -> photographer, agency.

A credit stands at the end of a line, after a label, a sign or a bracket, or it is the whole line.
So nothing here looks at more than the last `reading.WINDOW` characters, and most lines are let go by a few
`in` tests on them (`splitting`). What is left goes through the `finders`, each for one shape. All of
them rest on one question, asked of the words after the cue: does this read like names (capitals,
particles, agencies, words such as "Handout") or like a sentence? An agency's name alone is never
evidence: "He told AP" is prose.
"""

from __future__ import annotations

from newsclean.credit.dates import caption_date
from newsclean.credit.parsing import Credit, bare, parse, reads_like_credit
from newsclean.credit.splitting import Split, split

__all__ = ["Credit", "Split", "bare", "caption_date", "parse", "reads_like_credit", "split"]
