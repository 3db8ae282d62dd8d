"""The wording of judgements: words that weigh and judge, the present tense, no figures."""

import re

_JUDGING = re.compile(
    r"""\b(
        signal(s|l?ed|l?ing)? | suggest(s|ed|ing) | underlin(es|ed|ing) | underscor(es|ed|ing)
      | reflect(s|ed|ing) | indicat(es|ed|ing) | points?\ to | highlight(s|ed|ing) | marks | impl(y|ies)
      | illustrat(es|ed|ing) | demonstrat(es|ed|ing) | confirms | reveals | means\ that | bodes? | poised
      | evolving | (un)?likely | remains?\ (to\ be\ seen|unclear|uncertain|open|fragile) | hinges? | depends?
      | turning\ point | aims? | seeks? | appears? | looks? | shows | leaves | puts? | gives | tests? | raises
      | strengthens | weakens
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_WEIGHING = re.compile(
    r"""\b(
        will | would | could | may | might | expect(s|ed)? | should | effort | intent(ion)?
      | strateg(y|ic) | pressure | momentum | leverage | risks? | shift | rather\ than | less | more
      | in\ the\ (long|short|near)(er)?[- ](run|term)
      | whether | question | room | far\ from | not\ yet | still | now | ahead | prospects? | stakes?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_REPORTING = re.compile(
    r"[“”\"]|\b(said|announced|told|reported|according to|you|your|please|thanks|congrat\w*)\b", re.IGNORECASE
)
_PAST = re.compile(
    r"\b(was|were|had|did|\w{3,}ed|rose|fell|won|lost|met|took|gave|made|began|held|left|became|came|went)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(is|are|has|have|does|do|will|would|could|may|might|can|should|must|remains?|seems?)\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")


def judgement(text: str) -> int:
    """A score of a paragraph's wording: below 0 for plain news, 2 to 5 for a judgement."""
    return (
        (not _DIGIT.search(text))
        + (len(_PRESENT.findall(text)) > len(_PAST.findall(text)))
        + min(2, len(_JUDGING.findall(text)))
        + min(1, len(_WEIGHING.findall(text)))
        - min(2, len(_REPORTING.findall(text)))
    )
