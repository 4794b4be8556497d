"""The words by which `polarity` tells success from failure; stems, as regular expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

_WORDS = {
    "da": {
        "good": r"""bedre fint godt gode? positiv\w* succes\w* lykkede?s lykkes nyttig\w*
            værdifuld\w* gavnlig\w* forbedr\w+ styrket lettere nemmere nemt glæde\w* glade? gladere
            tilfreds\w* hjalp hjulpet effektfuld\w* gavn gevinst\w* fordel tryg trygge tryghed
            meningsfuld\w* fantastisk\w* velfungerende effektiv\w* frugtbar\w* fremragende
            begejstr\w+ roligere venligere åbnere stærkere bedste? upåklagelig\w*
            virkningsfuld\w* populær\w* lykkelig\w* brugbar\w* anvendelig\w* rart dejlig\w*
            vellykke\w+ lyktes vellykk\w+ bra verdifull\w* fornøyd\w* enklere lettare""",
        "bad": r"""dårlig\w* værre forværr\w+ mislykke\w+ mislykked\w* skuff\w+ forgæves droppe\w*
            opgav opgivet fiasko\w* frustr\w+ kaotisk\w* kaos ubrugelig\w* spild\w* svært hårdt
            vanskelig vanskeligt besværlig\w* klage\w* opgive udeblev\w* skepsis skidt nedlagt
            nedlægge\w* problem\w* problemer manglede mangler mangel manglende savnede aflyst
            udskudt afbrudt meningsløs\w* overflødig\w* nytteløs\w* utilfreds\w* modstand
            fejlede fejlslag\w+ kiksede kikset haltede sværere tungt bøvle\w* besvær utryg\w*
            tidsspilde skadelig\w* ineffektiv\w* mislyktes mislykk\w+ vanskelig\w* verre
            forgjeves avlyst utsatt brok\w*""",
        "bare": r"virker virkede virket fungerer fungerede fungeret fungerte fungert virka",
        "wanted": r"""effekt\w* virkning\w* betydning\w* mærket bakkede bakker nåede nået nåde
            brugt bruges bruger brugte bruge brug bruk brukt løsning\w* egnede egnet passede
            passer muligt mulig nok resultat\w* udbytte forskel forandring ændring indflydelse
            forankret gennemført deltage følge fulgt plads utbytte forskjell forandret ændret
            ændrede rykket""",
        "burden": r"""stress\w* sygefravær\w* fravær\w* konflikt\w* sygemeld\w+ udbrænd\w*
            opsigelser pres presset arbejdspres\w* belastning\w* udmattelse mistrivsel travlhed
            støj fejl træt trætte afbrydelser sykefravær\w* ulykker misforståelser""",
        "asset": r"""trivsel trivslen arbejdsglæde\w* interesse\w* energi overskud\w*
            samarbejde\w* tillid\w* motivation\w* kvalitet\w* kendskab\w* engagement\w*
            sammenhold\w* deltagelse\w* trivselen arbeidsglede\w* samarbeid\w*""",
        "less": r"""mindre færre lavere faldet faldt falder reduceret sænket mindsket nedbragt
            halveret dalede dalet ringere færrest lavest sank redusert svækket aftaget nedsat
            mindskes reduceres undgår undgået undgå""",
        "more": r"""mere flere højere større steget steg stiger øget vokset voksede øges mest
            højest forøget styrket økt høyere""",
        "neither": r"hverken verken",
        "no": r"ikke aldrig ingen intet inget næppe sjældent ingenting aldri",
        "without": r"uden uten",
        "came": r"blev blevet fik fået kom kommet kunne gav givet ble blitt fikk ga",
        "longer": r"længere lenger",
        "sadly": r"desværre beklageligvis dessverre",
        "earlier": r"tidligere førhen før",
        "fence": r"og eller at fordi som hvilket hvorfor mens om",
        "but": r"men dog imidlertid alligevel",
        "only": r"kun blot bare",
        "asked": r"hvad hvem hvornår hvorfor hva hvordan",
        "before": r"før",
        "though": r"selvom skønt omend uanset",
        "despite": r"trods",
        "wish": r"""hvis såfremt dersom skal skulle bør burde må formålet målet håber håbede
            ønsker forventer forventede planen ville""",
    },
    "en": {
        "good": r"""better good well fine positive\w* success\w* succeed\w* useful valuable helpful
            helped improv\w+ easier strengthened happy happier satisf\w+ beneficial benefit\w*
            worthwhile effective great excellent rewarding stronger calmer safer popular
            smooth\w* meaningful enjoy\w* best""",
        "bad": r"""bad badly worse poor\w* fail\w* disappoint\w+ abandoned dropped frustrat\w+
            chaos chaotic useless wasted? difficult difficulty difficulties hard struggled
            problem\w* lacked lacking lack cancell?ed postponed pointless resistance ineffective
            harmful dissatisf\w+ unsuccessful\w* cumbersome meaningless fizzled""",
        "bare": r"works worked",
        "wanted": r"""effect\w* impact\w* reached reach used work possible enough results?
            difference change changed outcome attend completed followed happen happened able""",
        "burden": r"""stress\w* sick absence\w* absenteeism conflicts? burnout resignations
            pressure strain exhaustion workload noise errors mistakes turnover misunderstandings""",
        "asset": r"""well-being wellbeing energy trust motivation cooperation collaboration
            quality engagement morale participation""",
        "less": r"""less fewer lower fell fallen dropped reduced decreased declined down weaker
            halved reduces weakened avoid avoided""",
        "more": r"more higher rose risen rising increased grew grown greater increases up",
        "neither": r"neither",
        "without": r"without",
        "came": r"did didn't could couldn't got been",
        "longer": r"longer",
        "sadly": r"unfortunately sadly regrettably",
        "earlier": r"earlier previously formerly",
        "no": r"not no never none nothing hardly rarely nobody cannot",
        "fence": r"and or that because which who about",
        "but": r"but however yet nevertheless still",
        "only": r"only just",
        "asked": r"who why whether how",
        "before": r"before",
        "though": r"although though",
        "despite": r"despite",
        "wish": r"""if should would must hope hoped aim aims goal wish wished expect expected
            unless intended""",
    },
    "sv": {
        "good": r"""bättre bra gott god goda positiv\w* lyckades lyckad\w* framgång\w* nyttig\w*
            värdefull\w* förbättr\w+ stärkt lättare enklare glad\w* glädje nöjd\w* hjälpte
            hjälpt trygg\w* meningsfull\w* effektiv\w* uppskatta\w* användbar\w* bäst""",
        "bad": r"""dålig\w* sämre försämr\w+ misslyck\w+ besvik\w* förgäves fiasko\w* frustr\w+
            kaos oanvändbar\w* svårt svårare besvärlig\w* problem\w* saknade saknas brist\w*
            inställd\w* inställt uppskjut\w+ meningslös\w* missnöjd\w* motstånd värre""",
        "bare": r"fungerar fungerade fungerat",
        "wanted": r"""effekt\w* verkan nådde nått använts använt används användes möjligt
            tillräckligt resultat skillnad förändring genomfört delta följt""",
        "burden": r"""stress\w* sjukfrånvaro\w* frånvaro\w* konflikt\w* utbränd\w* uppsägningar
            press belastning\w* utmattning buller fel""",
        "asset": r"""trivsel\w* arbetsglädje\w* energi\w* samarbete\w* tillit\w* motivation\w*
            kvalitet\w* engagemang\w*""",
        "less": r"mindre färre lägre minskat minskade minskar sjunkit sjönk reducerat halverats",
        "more": r"mer mera fler högre större ökat ökade ökar stigit steg växt",
        "neither": r"varken",
        "without": r"utan",
        "came": r"blev blivit fick kom kommit kunde gav",
        "longer": r"längre",
        "sadly": r"tyvärr",
        "earlier": r"tidigare förr",
        "no": r"inte ej aldrig ingen inget inga knappast sällan ingenting",
        "fence": r"och eller att som eftersom vilket",
        "but": r"men dock ändå",
        "only": r"bara endast",
        "asked": r"vad vem varför hur",
        "before": r"innan",
        "though": r"fastän",
        "despite": r"trots",
        "wish": r"ska skulle bör borde måste syftet målet hoppas önskar förväntar",
    },
}

# Whole phrases that say by themselves that it failed, or that it went well.
_FAILED = {
    "da": r"""endte\s+(?:\w+\s+){0,3}?i\s+(?:en\s+|et\s+)?(?:skuffe\w*|skraldespand\w*|skab\w*)
        | løb\w*\s+ud\s+i\s+sandet | fald\w*\s+til\s+jorden | faldt\s+fra\s+hinanden
        | (?:gik|gået|går|røg)\s+(?:det\s+|vi\s+)?i\s+(?:stå|vasken|glemmebogen|opløsning)
        | gik\s+galt
        | ebbede\s+ud
        | døde\s+(?:lige\s+så\s+stille\s+)?(?:ud|hen) | samle\w*\s+støv | tabt\s+på\s+gulvet
        | gik\s+(?:\w+\s+)?i\s+sig\s+selv | uden\s+held
        | kom\s+aldrig\s+(?:rigtig\s+)?i\s+gang | blev\s+aldrig\s+til\s+noget
        | blev\s+(?:hurtigt\s+)?(?:glemt|lagt\s+(?:væk|til\s+side)) | spild\s+af\s+tid | gav\s+op
        | ramte\s+ved\s+siden\s+af | luften\s+gik\s+ud | ud\s+av\s+sandet | rant\s+ut\s+i\s+sanden
        | falt\s+i\s+fisk | gikk\s+(?:galt|i\s+stå) | endte\s+i\s+en\s+skuff
        | for\s+lidt\s+(?:tid|effekt)
        | (?:kan|kunne|kunnet)\s+(?:\w+\s+)?ikke\s+(?:påvise|spore|konstatere|dokumentere)
        | (?:håbe\w*|forvente\w*)\s+(?:\w+\s+)?(?:på\s+)?mere
        | aldri(?:g)?\s+(?:rigtigt?\s+)?(?:kommet\s+i\s+gang|slået\s+an)
        | lagt\s+på\s+hylden | trætt?e?\s+af
        | kunne\s+(?:godt\s+)?(?:have\s+)?(?:været|gået|være)\s+bedre""",
    "en": r"""ended\s+up\s+(?:in\s+a\s+drawer|on\s+(?:a|the)\s+shelf) | gave\s+up | given\s+up
        | fell\s+(?:apart|flat|through) | petered\s+out | fizzled\s+out | went\s+wrong
        | came\s+to\s+nothing | gathering\s+dust | waste\s+of\s+(?:time|money) | to\s+no\s+avail
        | ground\s+to\s+a\s+halt | broke\s+down | in\s+vain | quietly\s+stopped
        | ran\s+out\s+of\s+steam
        | never\s+(?:caught\s+on|got\s+off|took\s+off)
        | (?:hoped\s+for|expected)\s+more | tired\s+of | too\s+little\s+(?:time|effect)
        | could\s+(?:have\s+)?(?:be|been|gone|go)\s+better""",
    "sv": r"""rann\s+ut\s+i\s+sanden
        | hamnade\s+i\s+(?:en\s+)?(?:byrålåd\w*|skrivbordslåd\w*|låd\w*)
        | gick\s+(?:fel|i\s+stå|om\s+intet) | gav\s+upp | blev\s+aldrig\s+av | föll\s+platt
        | slöseri\s+med\s+tid""",
}
# Whole phrases that say by themselves that it went well.
_DONE = {
    "da": r"""(?:nåede|nået|kom|kommet)\s+(?:\w+\s+)?(?:i\s+mål|godt\s+i\s+gang) | stor\s+hjælp
        | (?:fandt|fundet)\s+(?:vi\s+)?(?:en\s+)?løsning
        | nåede\s+(?:vi\s+)?(?:det\s+hele|alt)
        | holdt\s+(?:vi|de|alle)\s+(?:alligevel\s+)?fast
        | over\s+(?:al\s+)?forventning | hele\s+værd
        | giver\s+(?:god\s+)?mening | fik\s+(?:rigtig\s+)?meget\s+ud\s+af""",
    "en": r"""found\s+a\s+(?:way|solution) | kept\s+(?:at\s+it|going)
        | beyond\s+expectation | paid\s+off
        | makes\s+sense | a\s+(?:big|great|real)\s+help""",
    "sv": r"nådde\s+målet | stor\s+hjälp | över\s+förväntan",
}
# Words that look like a negation or a difficulty and are none: "not only", "no doubt", "what is
# difficult".
_VOID = {
    "da": r"""ikke\s+(?:kun|bare|blot|alene|mindst|minst|desto|udelukkende) | (?:ingen|uden)\s+tvivl
        | aldri(?:g)?\s+(?:haft|hatt|været|vært|oplevet|opplevd|set|sett)\s+(?:så|bedre)
        | kunne\s+(?:\w+\s+)?ikke\s+have
        | (?:svært|vanskeligt?)\s+at\s+(?:sige|måle|vurdere|bevise|dokumentere|vide|forklare)
        | e[nt]t?\s+(?:svært?|hårdt?|vanskeligt?)\s+(?!at\b)\w+
        | (?:blev|er|var)\s+det\s+ikke\s+(?:de|den|det|dem)\b
        | på\s+(?:en\s+|de\s+)?(?:dårlige?|hårde?|svære?)\s+dage?\b
        | godt\s+(?:se|forstå|lide|kende) | med\s+(?:god\s+grund|rette)
        | det\s+værste\s+(?:er|var)\s+overstået | (?:ikke|intet)\s+(?:et\s+)?tegn\s+på
        | det,?\s+(?:der|som)\s+(?:er|var)\s+(?:svært|vanskeligt?)""",
    "en": r"""not\s+(?:only|just|least|merely) | (?:no|without)\s+doubt | no\s+matter
        | (?:hard|difficult)\s+to\s+(?:say|tell|measure|judge|know|explain)
        | (?:instead\s+of|rather\s+than)\b[^,.;]*
        | never\s+been\s+(?:so|better) | could\s+not\s+have | what\s+is\s+(?:hard|difficult)""",
    "sv": r"""inte\s+(?:bara|enbart|minst|desto) | (?:utan|ingen)\s+tvekan
        | aldrig\s+varit\s+(?:så|bättre) | det\s+som\s+är\s+svårt""",
}


@dataclass(frozen=True)
class PolarityWords:
    """Compiled words of one language (or of several, for a text of unknown language)."""

    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    failed: re.Pattern[str]
    done: re.Pattern[str]
    void: re.Pattern[str]
    _known: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def kinds_of(self, token: str) -> frozenset[str]:
        """Return the kinds of a lower-case token, such as {"good"}."""
        found = self._known.get(token)
        if found is None:
            found = frozenset(kind for kind, pattern in self.kinds if pattern.fullmatch(token))
            self._known[token] = found
        return found


@lru_cache(maxsize=8)
def words_of(language: str) -> PolarityWords:
    """Return the words of a language: da, nb, nn, no, sv or en; of all together for others."""
    home = {"nb": "da", "nn": "da", "no": "da"}.get(language, language)
    chosen = (home,) if home in _WORDS else tuple(_WORDS)
    kinds = []
    for kind in _WORDS["da"]:
        stems = " ".join(_WORDS[c][kind] for c in chosen)
        kinds.append((kind, re.compile("|".join(dict.fromkeys(stems.split())))))
    return PolarityWords(
        tuple(kinds),
        _phrases(_FAILED, chosen),
        _phrases(_DONE, chosen),
        _phrases(_VOID, chosen),
    )


def _phrases(phrases: dict[str, str], chosen: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(phrases[c] for c in chosen)
    return re.compile(rf"\b(?:{either})\b", re.VERBOSE)
