"""The phrases by which `stance` tells absence, limits and regret.

Danish, English, Norwegian and Swedish together, on folded clauses or sentences.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PHRASES: Final = {
    # The thing was not there: failure then speaks for it.
    "absent": r"""
        (?:uden|uten|utan|without)\s+(?!(?:\w+\s+)?(?:problem|besvær|tvivl|tvil|tvekan|effekt
          |held|resultat|virkning|modstand|motstand|konflikt|doubt|effect|result|success
          |difficult|vanske|svårighet|betydning|at\b|att\b|å\b))
        | mangle(?:r|de|t|nde|ndes)\b(?!\s+(?:effekt|resultat|virkning)) | mangel(?:en)?\s+på
        | fravær(?:et)?\s+af | savnede | brist(?:en)?\s+på | saknade\w* | fattedes
        | lack(?:ed|ing|s)?\b | absence\s+of | missing\b
        | (?:ingen|ikke\s+nogen|no|inget|inga)\s+(?:\w+\s+)?(?:opbakning|støtte|stöd|backing
          |support|opfølgning|uppföljning|follow-up|rammer|struktur|plan|aftale\w*|koordinator
          |tid|time|tillid)
        | (?:hvis|medmindre|unless|if)\s+(?:(?:ikke|inte)\s+)?(?:\w+\s+){0,4}?(?:ikke|ingen
          |inte|not|don't|doesn't|mangler|nobody)\b | hvis\s+ikke | unless
        | (?:når|hvis|when|if)\s+(?:\w+\s+){1,4}?(?:aflyses|aflyst|udebliver|mangler|cancell?ed
          |missing)\b
        | (?:da|når|efter\s+at|fordi|when|after|as\s+soon\s+as|när)\s+(?:\w+\s+){1,5}?(?:rejste
          |stoppede|holdt\s+op|sagde\s+op|forsvandt|slap\s+op|gik\s+på\s+pension|left|quit
          |stopped|disappeared|ran\s+out|slutade|försvann|sluttet)\b
    """,
    # Done without a thing that others did with: a reason only where it failed.
    "undone": r"(?:uden|uten|utan)\s+(?:at|å|att)\b(?!\s+det\b) | without\s+\w+ing\b",
    # It would have gone as well without.
    "spared": r"""
        (?:kunne|kan|kunde)\s+(?:\w+\s+)?(?:sagtens|godt|fint|nok|lett)\b.*\b(?:uden|uten
          |utan)\b | could\s+(?:easily\s+|well\s+)?have\s+(?:done|managed)\b.*\bwithout
        | (?:ingen|inget)\s+(?:har\s+)?savne\w* | savnede?\s+(?:\w+\s+)?ikke | nobody\s+missed
    """,
    # What one wishes one had done.
    "regret": r"""
        (?:burde|skulle|borde|ønske\w*)[\s,]+(?:\w+\s+){0,3}?(?:have|ha|havde)\b | should\s+have
        | wish\s+(?:we|i)\s+had | næste\s+gang | neste\s+gang | nästa\s+gång | next\s+time
        | en\s+anden\s+gang | (?:gøre|gjøre|göra)\s+(?:\w+\s+)?om\b
    """,
    # It did not work until the thing was there.
    "until": r"""
        (?:ikke|aldrig|ingen|inte|not|never|no
          |nobody)\b.{0,80}?(?<!end\s)(?<!som\s)\b(?:før(?:end)?(?!\s+(?:i|om|jul
          |projekt\w*)\b)|förrän|until|before)\s+\w+ | indtil\b.*\b(?:ikke|ingen\w*|intet)
        | først\s+(?:da|når|efter) | först\s+när | not\s+until | only\s+after | only\s+once
    """,
    # It holds for some, somewhere, sometimes, partly.
    "limited": r"""
        (?:kun|bare|bara|endast|only)\s+(?:når|hvis|for|i|på|hos|de|dem|delvist?|et|en|få|nogle
          |én|nær|når|om|när|vissa|when|if|in|some|partly|at|as\s+long|where|\d+)\b
        | (?:ikke|inte|not)\s+(?:for\s+)?(?:alle|altid|alltid|alltså|overalt|overallt|nok|helt
          |hele|i\s+sig\s+selv|alene|alla|all|always|everyone|everybody|everywhere|enough
          |entirely|fully|completely|in\s+itself|on\s+its\s+own|sufficient|tilstrækkelig\w*
          |tillräckligt)\b | i\s+sig\s+selv\s+(?:ikke|\w+r\s+ikke) | delvist? | delvis
        | til\s+dels | i\s+nogen\s+grad | til\s+en\s+vis\s+grad | i\s+begrænset\s+omfang
        | (?:nogle|enkelte|visse)\s+steder | (?:i\s+)?begge\s+retninger
        | blandede\s+(?:erfaringer|resultater|reaktioner|oplevelser) | svingende
        | afhænge\w*\s+af | avhenger\s+av | beror\s+på | forudsat\s+at | så\s+længe\b
        | så\s+länge | rent\s+formelt | på\s+papiret | partly | partially | in\s+part\b
        | to\s+(?:some|a\s+certain)\s+(?:extent|degree) | limited\s+(?:to|effect|success)
        | mixed\s+(?:results|experience|reactions|feelings) | depend(?:s|ed|ing)\s+on
        | provided\s+that | as\s+long\s+as | in\s+some\s+(?:places|teams|cases) | on\s+paper
        | i\s+viss\s+mån | till\s+viss\s+del | (?:lod|lader|ladet)\s+(?:\w+\s+)?vente\s+på\s+sig
        | endnu\s+ikke | not\s+yet | ännu\s+inte
        | (?:halvdelen|en\s+(?:tredje|fjerde)del|hälften)\s+a[fv] | (?:half|a\s+third)\s+of
        | de\s+færreste | (?:ikke|inte|not)\s+(?:det\s+hele|alt|allt|everything)
        | i\s+(?:hvert|alt)\s+fald | less\s+so | mindre\s+(?:for|i|hos|på)\b
        | less\s+(?:for|in|on)\b | (?:kun|bare|bara|only)$
        | (?:\d+|en|to|tre|fire|fem|one|two|three|four|five)\s+(?:ud\s+af|out\s+of)\b
        | (?<!inden\sfor\s)det\s+første\s+(?:halve\s+)?(?:år|par|stykke) | et\s+stykke\s+tid
        | for\s+a\s+while | for\s+(?:de\s+fleste|most)\b | wore\s+off | fortog\s+sig
        | i\s+teorien | in\s+theory | lang\s+vej | long\s+way\s+to\s+go
        | (?:ved|vet)\s+(?:\w+\s+)?(?:ikke|inte)(?:$|\s+om\b)
        | (?:for\s+tidligt?|too\s+early)\s+(?:at|å|to)\b | så\s+lenge | i\s+mindre\s+grad
        | at\s+least\s+(?:in|for|on) | (?:bedst|best|bäst)\s+(?:i|på|hos|in|for|with)\b
        | målet\s+var\s+\d+ | den\s+anden\s+(?:fandt|syntes|ville|gik)
    """,
    # How it was before.
    "before": r"(?:og\s+)?(?:før|tidligere|førhen|previously|formerly|tidigare)\b(?!\s+\w+et\b)",
    # A condition at the end: "it is good, when it is held".
    "when": r"(?:når|hvis|såfremt|when|if|om|när)\b",
    "negated": r"""
        (?:ikke|aldrig|ingen|ingenting|intet|inte|aldri|inget|not|never|nobody|no\s+one
          |nothing)\b
    """,
    # After *men*: it holds elsewhere.
    "not_here": r"(?:ikke|inte|not)\s+(?:på|i|hos|for|om|til|in|on|at|with|among|för)\b",
    # It came although something stood in the way.
    "conceded": r"trods | selvom | skønt | uanset | fastän | despite | (?:al)?though",
    # Only at first: what came later is another matter.
    "at_first": r"""
        i\s+(?:starten|begyndelsen|begynnelsen|början) | til\s+at\s+begynde\s+med | at\s+first
        | initially | in\s+the\s+beginning | de\s+første\s+(?:uger|måneder|gange)
    """,
    "turned": r"""
        ikke\s+(?:mere|længere|lenger) | inte\s+längre | no\s+longer | not\s+any\s*more
        | (?:så|but\s+then|then)\s+(?:kom|gik|gikk|gick|lykkedes|it\s+went)\b | til\s+sidst
        | in\s+the\s+end | (?:efter|lidt)\s+(?:lidt|efter) | siden\s+(?:er|har|blev)
    """,
    # What stood in the way gave way.
    "overcame": r"""
        (?:modstand|motstand|motstånd|skepsis|tvivl|uro|resistance|skepticism|doubt
          |worr)\w*\s+(?:\w+\s+)?(?:forsvandt|lagde\s+sig|aftog|tog\s+af|svandt|fortog|faded
          |disappeared|vanished|la\s+seg|försvann) | gik\s+(?:det\s+)?(?:\w+\s+)?over\b
        | (?:det|it|den)\s+(?:gik|gikk|gick)$ | klare(?:de|t)\b | løste\s+(?:det|den|problemet)
        | solved\b | managed\b | made\s+it\b | got\s+(?:over|through|used) | vænnede\s+sig
        | kom\s+(?:vi\s+)?igennem
    """,
    # It was tried and nothing came of it.
    "no_effect": r"""
        (?:hjalp|hjälpte|hjelp|endret|virke[rdt]\w*|funge\w+|nytte\w*|battede|rykkede|lykkedes
          |ændrede|skete|holdt|duede|hjulpet)\s+(?:\w+\s+){0,2}?(?:ikke|aldrig|intet|ingenting
          |inte|aldri)\b
        | (?:ikke|aldrig|intet|ingenting|inte|aldri)\s+(?:\w+\s+){0,2}?(?:hjalp|hjulpet|hjälpte
          |hjälpt|virke[rdt]\w*|fungere\w*|fungerte|fungerade|ændrede|rykkede|slået\s+an
          |skete)\b
        | (?:did|does|has|have|had|do)(?:\s+not|n['’]t)\s+(?:\w+\s+)?(?:help|work|last|change
          |matter|make) | ved\s+det\s+gamle
        | (?:er|var|är|is|was)\s+(?:\w+\s+){0,2}(?:som\s+(?:før|förut)|as\s+before)$
        | det\s+(?:er|var)\s+ikke\s+.{2,40}\b(?:der|som)\s+(?:har\s+)?(?:gjor\w+|virke\w+
          |hj\w+lp\w*)
        | (?:uden|uten|utan)\s+at\w?\s+det\s+(?:\w+\s+)?(?:hjalp|hjälpte|virke\w+|gav|gjorde
          |ændrede) | (?:nothing|no\s+one|nobody)\s+(?:\w+\s+)?(?:changed|helped|happened|used)
        | (?:made|makes|gjorde|gjort|gør|gjør)\s+(?:no|ingen|ikke\s+nogen|inte\s+någon
          |ikke\s+noen)\s+(?:\w+\s+)?(?:difference|forskel|forskjell|skillnad)
        | (?:ikke|ingen|inte|no)\s+(?:\w+\s+){0,2}?(?:effekt|effect|virkning|verkan|forandring
          |impact)\b
    """,
    # What should have hindered did not.
    "no_hindrance": r"""
        (?:ikke|aldrig|inte|aldri|ingen|intet|inget|no|not|never|hardly\s+any
          |næppe)\s+(?:\w+\s+){0,2}?(?:problem\w*|modstand\w*|motstand\w*|motstånd\w*
          |hindring\w*|hinder\w*|barriere\w*|besvær|i\s+vejen|issue|udfordring\w*|obstacle\w*
          |resistance|in\s+the\s+way|barrier\w*|svært|vanskelig\w*)
        | (?:uden|uten|utan|without)\s+(?:\w+\s+)?(?:problem\w*|modstand|besvær|motstand
          |difficult\w*)
        | (?:ingen|nobody|no\s+one|inga)\s+(?:\w+\s+)?(?:sagde\s+op|brokkede|klagede|stoppede
          |var\s+imod|left|quit|complained|objected|slutade|sluttet)\b
        | (?:ikke|inte|not)\s+(?:påvirke\w*|mærket|rørt|affect(?:ed)?|bother\w*|påverkat)
        | (?:mindre|less)\s+(?:\w+\s+)?(?:end|than)\s+(?:\w+\s+)?(?:frygte\w+|ventet|expected
          |feared) | forhindrede\s+(?:os\s+)?ikke | (?:did|does)\s+not\s+stop\s+us
    """,
}


@lru_cache(maxsize=1)
def stance_phrases() -> dict[str, re.Pattern[str]]:
    """Return the compiled phrases by kind."""
    return {kind: re.compile(rf"\b(?:{phrases})", re.VERBOSE) for kind, phrases in _PHRASES.items()}
