"""The words that tell an aspect: what a question asks for, and what a sentence says by itself.

Danish, English, Norwegian and Swedish together; stems, as regular expressions on folded text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from evalmine.coding.aspect.aspect_names import ASPECTS
from evalmine.corpus.text import fold

# Of a question or a heading; the first match decides, and of two that begin at the same place the
# longer one.
_ASKED: Final = {
    "barrier": r"""
        udfordr | utfordr | utmaning | challeng | barrier | hindring | hinder | forhindr | obstacle
        | st[åa]et\s+i\s+vejen | stod\s+i\s+vejen | stått\s+i\s+veien | stått\s+i\s+vägen
        | in\s+the\s+way | vanskelig | svårig | svårt | svært | difficult | hæmme | bremse | problem
        | snubletråd | faldgrub | fallgrop | fallgruve | pitfall | modstand | motstand | motstånd
        | (?:virke\w*|fung\w+|lyk\w+|gik|gått|gick|gikk)\s+(?:\w+\s+)?(?:ikke|inte|mindre|dårlig\w*)
        | ikke\s+(?:\w+\s+)?(?:virke|lykke|fung|gik|som\s+planlagt) | (?:did|has|have)\s+not\s+work
        | (?:didn't|hasn't)\s+work | work\w*\s+less | went\s+wrong | gik\s+galt
    """,
    "learning": r"""
        læring | lærings | lærdom | lärdom | har\s+(?:i|du|de|dere|ni|man|vi)\s+lært | lært | lärt
        | lessons? | learn | erfaret | erfaringer\s+(?:har|vil) | klogere
        | (?:ville|vil|skulle|bør|would)\s+(?:\w+\s+){0,4}?(?:ande?rledes|annerledes|annorlunda)
        | would\s+(?:\w+\s+){0,4}?differently
        | gør\w*\s+(?:\w+\s+)?anderledes\s+(?:en|næste) | next\s+time | næste\s+gang | neste\s+gang
        | anbefal | rekommend | recommend | (?:gode|bedste|vigtigste)\s+råd | advice
        | overrask | surpris | indsigt
    """,
    "mechanism": r"""
        virkemid | virkede | virket | virker\s+(?:bedst|godt) | virkad | fungere?de | fungert
        | fungerte | fungerat | fungerade | fungerer | funket | work(?:ed|s|ing)?\s+(?:best|well)
        | what\s+work | hvad\s+virker | mekanism | mechanism | succesfaktor | suksessfaktor
        | framgångsfaktor | success\s+factor | afgørende | avgjørende | avgörande | lykke(?:de)?s
        | lyckad | lyckats | drivkr | driver | hjulpet\b | hjalp\b | what\s+helped | fremme(?:t|nde)
        | gjorde\s+(?:den|en)\s+(?:\w+\s+)?forskel | made\s+the\s+difference | greb | styrker\b
        | best\s+practice | nøglen
    """,
    "precondition": r"""
        forudsætning | forutsetning | förutsättning | precondition | prerequisite | betingelse
        | vilkår | villkor | hvad\s+skal\s+der\s+til | skal\s+der\s+til | hva\s+skal\s+til
        | kræve[rs]?\b | kreves?\b | krävs | what\s+does\s+it\s+take | required? | conditions?
    """,
    "spread": r"""
        spred | spread | spridning | spridit | dissemin | udbred | utbred | forank | förank | anchor
        | embed | fasthold | videref | vidareför | fortsæt | fortsett | fortsätt | continu | sustain
        | bæredygtig | holdbarhed | formidl | fremtid | framtid | future | efter\s+projekt
        | etter\s+prosjekt | efter\s+projektet | after\s+the\s+project | udrul
        | skaler | scal(?:e|ing)
        | (?:del|dele|delt|delat)\s+(?:\w+\s+)?(?:erfaring|viden|kunskap|kunnskap) | partnerskab
        | netværk | shar(?:e|ed|ing)
    """,
    "change": r"""
        forandr | forandring | förändr | endring | ændr | ändr | change | udbytte | utbytte | effekt
        | effect | resultat | result | virkning | outcome | impact | betydning | betydelse
        | betydd | forskel | forskjell | skillnad | difference | forbedr | förbättr | improv
        | blevet\s+(?:bedre|anderledes) | opnå | oppnå | uppnå | achiev | gevinst | værdi
    """,
    "context": r"""
        baggrund | bakgrunn | bakgrund | background | formål | syfte | purpose | aim | indledning
        | innledning | inledning | introduction | målgrupp | audience | aktivitet | activit | metod
        | method | datagrundlag | om\s+projekt | about\s+the\s+project | beskriv | describe
        | organisering | kontekst | context | tidsplan | budget | hvem\s+er | who\s+are
    """,
}

# Of a sentence: what it can hardly say without speaking of the aspect.
_SAID: Final = {
    "change": r"""
        (?:er|har)\s+(?:\w+\s+){0,2}?(?:blevet|blitt|blivit)\s+(?:\w+\s+){0,2}?(?:\w+ere|bedre|mere
          |mindre|flere|bättre|mer|färre|del\s+af)
        | før\s+(?:projekt\w*|indsats\w*|forløb\w*)\b | (?:ført|førte|lett?|ledt?)\s+til
        | resulter(?:et|te|at)\s+i | (?:er|har)\s+(?:steget|faldet|halveret|fordoblet|ändrats)
        | (?:gået|gått|faldet|steget|sunket|ökat|minskat|ned|op)\s+fra\s+[\d,.]+
        | (?:er|har)\s+(?:vi\s+)?(?:begyndt|börjat|begynt)\s+(?:at|å|att)
        | ikke\s+længere | ikke\s+lenger | inte\s+längre | ikke\s+mere\b
        | i\s+dag\s+(?:er|har|kan|gør)
        | (?:mod|fra|from)\s+[\d,.]+\s*(?:%|procent|pct\.?)?\s+(?:året\s+før|til|to|år\s+tidligere)
        | (?:has|have)\s+(?:\w+\s+)?become\s | led\s+to | resulted\s+in | no\s+longer
        | (?:has|have)\s+(?:\w+\s+)?(?:gone\s+(?:down|up)|fallen|dropped|risen|improved|increased
          |decreased|changed) | (?:more|better|fewer|less)\s+(?:\w+\s+){0,2}than\s+before
        | end\s+(?:før|tidligere) | enn\s+før | än\s+(?:tidigare|förut)
    """,
    "learning": r"""
        (?:har|fik|måtte)\s+(?:(?:vi|jeg|man|os)\s+)?(?:\w+\s+)?(?:lært|lärt)\b | lærte\s+(?:vi|os)
        | (?:vi|jeg|det)\s+(?:\w+\s+)?(?:lærte|lärde)\b | læring\w* | lærdom\w* | lärdom\w*
        | næste\s+gang | neste\s+gang | nästa\s+gång | en\s+and(?:en|re)\s+gang
        | (?:gøre|gjøre|göra)\s+(?:\w+\s+)?om\b | anbefal\w+ | rekommend\w+ | råd\s+til\s+andre
        | (?:burde|skulle|borde)\s+(?:\w+\s+){0,2}?(?:have|ha)\b | over?rask(?:et|ede|ende)\b
        | bagklogskab\w* | bakspejl\w* | etterpåklok\w* | klogere\s+af | (?:er|blev)\w*\s+klogere
        | undervurder\w+ | underskattade | (?:gik|gick|gikk)\s+op\s+for\s+os
        | må\s+(?:vi\s+)?erkende
        | (?:det\s+)?viste\s+sig | erfaring\w*\s+(?:er|viser|blev)\b | en\s+vigtig\s+pointe
        | lessons?\b | learn(?:ed|t|ing)\b | next\s+time | in\s+hindsight | in\s+retrospect
        | recommend\w* | (?:our|my|best)\s+advice | should\s+have | underestimat\w+ | surpris\w+
        | (?:would|should)\s+(?:\w+\s+){0,4}?differently | turned\s+out | we\s+(?:now\s+)?know\b
        | (?:it|det)\s+(?:is|er|är)\s+(?:\w+\s+)?(?:important|essential|critical|vigtigt|viktig\w*)
        | failure\s+to | (?:can|may)\s+(?:\w+\s+)?(?:result|lead|cause|have|be|occur)\b
        | man\s+(?:\w+\s+)?(?:skal|bør|må|kan\s+ikke|bör|ska|kan\s+inte|kan\s+ikkje)\b
        | handle(?:r|de)\s+(?:\w+\s+){0,5}?om\b | et\s+spørgsmål\s+om
    """,
    "mechanism": r"""
        virke(?:r|de|t)\s+(?:\w+\s+){0,2}?(?:godt|bedst|fordi|især|rigtig\w*|stærkt)
        | (?:det|den|de|som)\s+virke(?:r|de|t)\b(?!\s+ikke)
        | fungere?(?:de|t|r|te|ade)\s+(?:\w+\s+)?
          (?:godt|bedst|bra|fordi|bäst)
        | det,?\s+(?:der|som)\s+(?:virkede|hjalp|gjorde|har\s+(?:virket|gjort|hjulpet|flyttet))
        | (?:gjorde|gjort|gør|gjorde)\s+(?:\w+\s+){0,2}?(?:forskel\w*|forskjell\w*|skillnad\w*)
        | afgørende | avgjørende | avgörande | nøglen | nøkkelen | nyckeln | takket\s+være
        | tack\s+vare | virkningsfuld\w* | (?:har\s+)?hjulpet\b | hjalp\b | hjälpte\b
        | (?:godt|bedste|vigtigste|enkelt)\s+(?:greb|redskab|virkemid\w+) | lykkedes,?\s+fordi
        | (?:og|men)\s+så\s+(?:gik|lykkedes|virkede|kom)\b | først\s+da\b | først\s+når\b
        | and\s+then\s+it\s+worked | styrken\s+(?:er|ved|var) | what\s+worked
        | work(?:ed|s)\s+(?:\w+\s+)?(?:best|well|because)
        | made\s+(?:the|a)\s+(?:\w+\s+)?difference | the\s+key\s+(?:was|is|to) | thanks\s+to
        | success\w*\s+because | (?:was|were)\s+(?:decisive|instrumental|crucial)
        | helped\s+(?:us|to)
    """,
    "barrier": r"""
        udfordr\w+ | utfordr\w+ | utmaning\w* | svært\s+(?:at|ved)\b | svårt\s+att | vanskelig\w*
        | (?:stod|stået|stått|står)\s+i\s+v[eä]\w+ | modstand\w* | motstand\w* | motstånd\w*
        | mangle(?:r|de|t|nde)\b | mangel\b | mangelen | savnede | saknade\w* | brist\w*\s+på
        | bremse(?:t|de|r)\b | (?:gik|gikk|gick|gået|går|gått)\s+i\s+stå | desværre | dessverre
        | tyvärr
        | (?:nåede|kom|blev|fik|kunne|ville|ønskede|lykkedes|virkede|fungerede|kunde|rakte)\s+
          (?:\w+\s+)?(?:ikke|inte|aldrig|aldri)\b
        | (?:ingen|ikke|for\s+lidt)\s+(?:tid|opbakning|ressourcer|penge|overskud)\b
        | travl\w* | sygemeld\w+ | sykmeld\w+ | underbemand\w+ | opsagt\b | sagde\s+op\b | fyret\b
        | fyring\w* | nedskær\w+ | besparels\w+ | omorganisering\w* | udskift\w+ | skepsis
        | skepti\w+
        | mistro\w* | brok\b | kunstig\w* | faldt\s+til\s+jorden | besværlig\w* | forsinke\w+
        | for\s+(?:dyr\w*|svær\w*|tung\w*|sen\w*|lang\w*|kort|stor\w*)\b
        | challeng\w+ | difficult\w* | obstacle\w* | barrier\w* | hinder\w* | resist\w+
        | reluctan\w+
        | lack(?:ed|ing)?\b | shortage\w* | stood\s+in\s+the\s+way | (?:did|could|was|were)\s+not\b
        | (?:didn|couldn|wasn|weren)['’]t | struggl\w+ | unfortunately | fail(?:ed|ure|ures|s)?\b
        | too\s+(?:busy|late|little|few|expensive|long|short|much) | delay\w*
    """,
    "precondition": r"""
        kræve[rsd]\w* | krever\b | kreves\b | krävs | kräver | forudsæt\w+ | forutset\w+
        | förutsätt\w+
        | betinge\w+ | afhænge\w+\s+af | avheng\w+\s+av | beror\s+på
        | kun\s+(?:\w+\s+){0,3}?(?:hvis|når|lade\s+sig|muligt)
        | ellers\s+(?:sker|går|bliver|virker|er)
        | hvis\s+(?:det|man|den|vi)\s+(?:\w+\s+){0,2}?(?:skal|ikke)\b | på\s+plads
        | skal\s+(?:\w+\s+){0,2}?(?:stå|være|have|kunne|ville|turde|gå\s+forrest)\b
        | må\s+(?:\w+\s+){0,2}?(?:gå|være|have)\b | nødvendig\w* | nödvändig\w* | der\s+skal\b
        | (?:man|vi|du)\s+kan\s+ikke\b.*\b(?:når|hvis|uden|før)\b | cannot\b.*\b(?:unless|without)\b
        | uden\s+[^,.]{2,50}(?:ikke|ingen|intet|aldrig)\b | unless\b | only\s+(?:if|when|works)\b
        | requir(?:es?|ed|ement\w*)\b | prerequisite\w* | precondition\w* | depends?\s+on
        | necessary
        | (?:needs?|has|have|must)\s+to\s+be\b | must\s+be\b | in\s+place\b | essential\s+that
    """,
    "spread": r"""
        forankr\w+ | förankr\w+ | spredt\b | sprede[rt]?\b | spred(?:er|te)\s+sig | spridit\w*
        | spredning
        | (?:fortsætter|fortsat|fortsetter|fortsätter)\b | videreføre\w* | vidareför\w*
        | lever\s+videre
        | årshjul\w* | (?:skrevet|skrev|skrevet)\s+ind\s+i | skrevet\s+inn
        | (?:indgår|inngår)\s+(?:nu\s+|i\b)
        | (?:fast|del|en\s+del)\s+(?:\w+\s+)?(?:punkt|af\s+\w+|av\s+\w+)\b | bevilget | bevilliget
        | (?:andre|to|tre|fire|flere|nabo\w*|søster\w*)\s+\w*(?:afdeling\w*|arbejdsplads\w*|skole\w*
          |kommune\w*|hus\w*|steder|virksomhed\w*|firma\w*|kreds\w*)\b
        | taget\s+(?:\w+\s+)?til\s+sig | holdt\s+(?:\w+\s+)?oplæg | frit\s+tilgængelig\w*
        | downloade\w*
        | lånt\b | låne\s+(?:ideen|den|det|dem) | overtage\w* | udrulle\w* | udbrede\w*
        | drift(?:en)?\b
        | (?:håndbog|håndbok|politik|instruks|kursusplan|kvalitetshåndbok)\w* | kalender\w*\s+som
        | efter\s+projekt\w* | når\s+projekt\w*\s+(?:slutter|er\s+slut) | fremover | fremadrettet
        | (?:will|to)\s+continue\b | continues?\b | anchor\w* | roll(?:ed|ing)\s+out | handbook
        | shared\s+(?:\w+\s+)?with | adopted\s+by | spread\b | after\s+the\s+project | disseminat\w+
    """,
    "context": r"""
        projektet\s+(?:er\s+støttet|løb\w*|bestod|består|omfatte\w*|har\s+til\s+formål|handle\w*)
        | formål\w* | målgruppe\w* | baggrund\w* | bakgrund\w* | bakgrunn\w* | deltog\b
        | deltagere\s+(?:i|var)
        | interview\w* | spørgeskema\w* | besvare(?:de|lser|t)\b
        | \d+\s+(?:ansatte|medarbejdere|anställda)
        | (?:vi|virksomheden|arbejdspladsen|kommunen)\s+(?:er|har)\s+(?:\d+|et|en|cirka|ca)\b
        | består\s+af | bestod\s+af
        | the\s+(?:project|study|program\w*)\s+(?:is|was|ran|runs|consist\w*
          |aim\w*) | purpose\s+of | aim\s+of | participants\s+were | was\s+(?:held|conducted)
    """,
}

# What somebody should do: advice rather than experience.
_ADVISED: Final = r"""
    should\b | shall\b | must\b | ensure\b | recommend\w* | consider\b | need\s+to\b
    | needs\s+to\b | bør\b | bör\b | anbefal\w+ | rekommend\w+ | sørg\w*\s+for | husk\b
    | start\s+med | begynd\s+med | lad\s+(?:være|dem|folk) | (?:vores|mit|bedste)\s+råd
"""

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_IMPERATIVE = re.compile(
    r"(?:\W|\d)*(?:establish|develop|require|use|provide|implement|perform|conduct|review|make\s+sure"
    r"|include|verify|maintain|create|identify|do\s+not|avoid|plan|continue|train|evaluate|assure"
    r"|brug|spørg|sæt|tag|giv|kig|invol\w+|undgå|aftal|lyt)\b"
)


def _compiled(rules: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {
        aspect: re.compile(rf"\b(?:{rule})", re.VERBOSE | re.IGNORECASE)
        for aspect, rule in rules.items()
    }


@lru_cache(maxsize=1)
def question_patterns() -> dict[str, re.Pattern[str]]:
    """Return the words of questions and headings, by the aspect they ask for."""
    return _compiled(_ASKED)


@lru_cache(maxsize=1)
def cue_patterns() -> dict[str, re.Pattern[str]]:
    """Return the phrases of sentences, by the aspect they speak of."""
    return _compiled(_SAID)


@lru_cache(maxsize=1)
def _advice() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_ADVISED})", re.VERBOSE)


def cue_shares(text: str) -> list[float]:
    """Return, per aspect in `ASPECTS` order, the share of sentences with one of its phrases.

    Examples
    --------
    >>> cue_shares("Næste gang vil vi spørge først.")[ASPECTS.index("learning")]
    1.0
    """
    sentences = sentences_of(text)
    patterns = cue_patterns()
    counts = [sum(bool(patterns[aspect].search(s)) for s in sentences) for aspect in ASPECTS]
    counts[ASPECTS.index("learning")] = sum(
        bool(patterns["learning"].search(s) or _advises(s)) for s in sentences
    )
    return [count / len(sentences) for count in counts]


def advice_share(text: str) -> float:
    """Return the share of sentences that say what should be done: *bør*, *should*, *ensure*.

    Examples
    --------
    >>> advice_share("Ensure that valves are tagged. The valve leaked.")
    0.5
    """
    sentences = sentences_of(text)
    return sum(_advises(s) for s in sentences) / len(sentences)


def _advises(sentence: str) -> bool:
    return bool(_advice().search(sentence) or _IMPERATIVE.match(sentence))


def sentences_of(text: str) -> list[str]:
    """Return the folded sentences of a text, at least one."""
    return [fold(s) for s in _SENTENCE.split(text.strip()) if s.strip()] or [""]
