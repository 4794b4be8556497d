"""The words by which `pointers` tells what points outside a text; folded, by language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from evalmine.synthesis.quoting.word_sets import word_set

# Openers that carry on from a sentence the reader does not see, whatever follows.
_OPENERS: Final = {
    "da": r"""
        men og eller samt derfor desuden derudover herudover endvidere ligeledes dernæst
        dermed derved herefter derefter herved bagefter derpå endelig dog imidlertid omvendt
        ellers altså også tværtimod således heri heraf hertil dertil deraf derimod dengang
        ydermere efterfølgende hvilket hvorfor\s+vi hvorefter hvorved ja nej jo jamen nå tja
        dér sidstnævnte førstnævnte ovenstående nedenstående omtalte til\s+(?:gengæld|sidst)
        i\s+stedet(?!\s+for) på\s+samme\s+måde med\s+andre\s+ord for\s+eksempel fx det\s+vil\s+sige
        så(?!\s+(?:længe|snart|vidt)\b) sådan(?!\s+som\b) siden\s+(?:har|er|blev|havde|kom|da|så)
        samtidig(?:t)?(?!\s+(?:med|som)\b) her(?!\s+(?:hos|på|i|ved)\b) som(?=\s+(?:gjorde|fx|gav))
        for(?=\s+(?:det|vi|jeg|der|de|den|man|hvis|når|nu|ellers|ingen|hvem|hvad|så)\b
          (?!\s+(?:meste|fleste|enkelte|første|der|som|nye|sidste)\b))
        på\s+(?:den|denne)\s+(?:måde|baggrund)(?!,|\s+(?:der|som|vi|man|hvor))
        af\s+samme\s+grund af\s+den\s+grund kort\s+sagt ikke\s+(?:på|fordi|kun\s+fordi|mindst)
    """,
    "nb": r"""
        men og eller samt derfor dessuten videre likeledes dernest dermed etterpå deretter
        endelig imidlertid omvendt ellers altså også tvert heller slik sånn(?!\s+som\b) dette disse
        hvilket ja nei jo vel til\s+gjengjeld i\s+stedet(?!\s+for) på\s+samme\s+måte for\s+eksempel
        så(?!\s+(?:lenge|snart|vidt)\b) samtidig(?!\s+(?:med|som)\b) her(?!\s+(?:hos|på|i|ved)\b)
        for(?=\s+(?:det|vi|jeg|der|de|den|man|hvis|når|nå|ellers|ingen)\b) siden\s+(?:har|er|ble)
    """,
    "sv": r"""
        men och eller samt därför dessutom vidare likaså därmed därefter sedan\s+(?:har|är|blev)
        slutligen dock emellertid däremot annars alltså också ja nej jo vilket
        å\s+andra\s+sidan i\s+stället(?!\s+för) på\s+samma\s+sätt till\s+exempel
        så(?!\s+(?:länge|snart|vida)\b) sådan(?!\s+som\b) samtidigt(?!\s+(?:med|som)\b)
        här(?!\s+(?:hos|på|i|vid)\b) därpå
    """,
    "en": r"""
        but and or also however therefore thus hence moreover furthermore then finally
        consequently otherwise instead(?!\s+of) besides meanwhile similarly likewise conversely
        as\s+a\s+result for\s+example for\s+instance on\s+the\s+other\s+hand in\s+addition
        so(?!\s+(?:far|long)\b) yes no,\s yet nor which
        after\s+(?:that|this) because\s+of\s+(?:this|that)
    """,
}

# Adverbs that need something said before them, in the first clause of the text.
_CARRIERS: Final = {
    "da": r"""derfor dermed således derimod imidlertid desuden dog altså herefter derefter heraf
        heri deri derved herved hertil dertil deraf herom derom derefter bagefter dengang
        efterfølgende derude deromme derovre derinde deroppe dernede derhenne herefter dér
        ligeledes omvendt tværtimod med\s+andre\s+ord ovenstående
        på\s+den\s+måde(?!,|\s+(?:der|som|vi|man|hvor))
        førstnævnte sidstnævnte siden\s+sidst indtil\s+da""",
    "nb": r"""derfor dermed således derimot imidlertid dessuten altså deretter etterpå dette
        der\s+ute likevel tvert\s+imot""",
    "sv": r"därför därmed således däremot emellertid dessutom dock alltså därefter efteråt",
    "en": r"however therefore thus moreover likewise hence consequently meanwhile that\s+way",
}

# Words that compare with something: without it they say nothing.
_COMPARING: Final = {
    "da": r"""(?:den|det|de)\s+(?:første|sidste|næste)
          (?=\s+(?:fordi|er|var|blev|har|kom|gik)\b|[,.])
        | (?:den|det|de)\s+(?:anden|andet|andre|øvrige|ene|samme(?!\s+\S+(?:\s+\S+)?,?\s+som))\b
        (?!\s+(?:af\s+os|halvdel))
        | (?<!med\s)det\s+samme(?!,?\s+(?:som|sprog|hold|rum|bord))
        | noget\s+(?:lignende|tilsvarende)
        | begge(?!\s+(?:køn|retninger|veje|sider)) | (?:den|det|denne)\s+slags | sådanne? | sådant
        | (?:nogle|flere|halvdelen|mange|ingen|to|tre|en|én|et|resten|hos|fra|af)\s+(?:af\s+)?
          (?:disse|dem(?!,?\s+(?:der|som|vi|jeg|man|selv)))\b""",
    "nb": r"""(?:den|det|de)\s+(?:andre|øvrige|ene)\b | det\s+samme(?!\s+som) | begge
        | (?:noen|flere|mange|hos|av)\s+(?:av\s+)?(?:disse|dem(?!\s+som))\b""",
    "sv": r"""(?:den|det|de)\s+(?:andra|övriga|ena)\b | samma\s+sak(?!\s+som) | båda
        | (?:några|flera|många|hos|av)\s+(?:av\s+)?(?:dessa|dem(?!\s+som))\b""",
    "en": r"""the\s+(?:others?|latter|former|same\s+thing)\b(?!\s+of\s+us)
        | (?:the\s+)?other\s+(?:one|two|three)\b
        | both(?!\s+\S+\s+and\b)(?!\s+of\s+us)(?=\s+(?:were|was|are|of|have|had)\b)""",
}

# Words that stand after a pronoun and not after an article: verbs, adverbs, prepositions, signs.
_AFTER_PRONOUN: Final = {
    "da": """er var bliver blev blevet har havde have kan kunne skal skulle vil ville må måtte gør
        gjorde gøre går gik får fik kommer kom tager tog giver gav ser så siger sagde ved vidste
        står stod ligger lå sidder sad finder fandt holder holdt lader lod hedder hed bør burde tør
        turde hjalp betød lød skyldes skyldtes fører førte viste viser skabte sker skete slap satte
        lagde tvang bandt greb hørte troede mente følte ønskede brugte valgte bad sang løb red fløj
        traf skrev blive være få gå komme se sige tage give ikke aldrig jo nok også altid ofte
        stadig endnu nu selv sammen kun bare lige først så op ned ud ind af på i til fra med om for
        hos over under efter før uden mellem mod og eller men at som når hvis fordi da mens hvor
        hvad hver vi jeg man der sig hinanden tilbage videre væk hjem igen ellers desværre faktisk
        måske derfor godt bedre skulle alle begge noget ingen ingenting intet lidt meget mere
        os dem mig ham hende den det de en et bar stak steg faldt gled fyldte fortalte lærte
        tør gjaldt hænger hang manglede mangler kender kendte spiller spillede talte taler
        trives trivedes mødes mødtes nåede når lever levede gælder dvs især dog alligevel""",
    "nb": """er var blir ble blitt har hadde ha kan kunne skal skulle vil ville må måtte gjør gjorde
        går gikk får fikk kommer kom tar tok gir ga ser så sier sa vet visste står stod sto ligger
        lå sitter satt finner fant holder holdt heter bør burde tør torde hjalp betydde viste viser
        ikke aldri jo nok også alltid ofte fortsatt ennå nå selv sammen bare opp ned ut inn av på i
        til fra med om for hos over under etter før uten og eller men at som når hvis fordi da mens
        hvor vi jeg man seg hverandre henger trodde mente følte møtes brukte tør å""",
    "sv": """är var blir blev blivit har hade ha kan kunde ska skulle vill ville måste gör gjorde
        går gick får fick kommer kom tar tog ger gav ser såg säger sa vet visste står stod ligger
        låg sitter satt finner fann håller höll heter bör borde hjälpte betydde visade visar inte
        aldrig ju också alltid ofta nu själv själva tillsammans bara upp ner ut in av på i till från
        med om för hos över under efter före utan och eller men att som när om eftersom medan
        där vi jag man sig varandra hänger hängdes träffas används användes trodde tyckte kände""",
    "en": "",
}

# What a third-person pronoun can mean by itself: a group of people named as one.
_GROUPS: Final = """folk personale personalet team teamet hold holdet par parret gruppe gruppen
    grupper afdeling afdelingen ledelse ledelsen kommune kommunen virksomhed virksomheden skole
    skolen fabrik fabrikken møbelfabrik firma firmaet hus huset klinik klinikken alle mange nogle
    flere andre man folkene nogen par de dem gruppa teamene ledelsen personalen
    ledningen avdelningen avdelingen gjengen people staff team group everyone everybody somebody
    someone anyone families management others others"""

_BOUNDARY: Final = {
    "da": "og men eller så samt mens hvor",
    "nb": "og men eller så mens",
    "sv": "och men eller så medan",
    "en": "and but or so while where because",
}


@dataclass(frozen=True)
class PointerWords:
    """Compiled for one language."""

    opener: re.Pattern[str]
    carrier: re.Pattern[str]
    comparing: re.Pattern[str]
    after_pronoun: frozenset[str]
    groups: frozenset[str]
    coordinators: frozenset[str]


@cache
def pointer_words(language: str) -> PointerWords:
    """Return the words of a language; Danish for one that is not known."""
    known = language if language in _OPENERS else "da"

    def anyone(pattern: str) -> str:
        # White space parts the alternatives, but not inside a parenthesis.
        parts, depth, part = [], 0, ""
        for piece in re.split(r"(\s+)", pattern.strip()):
            if piece.isspace() and depth == 0:
                parts.append(part)
                part = ""
            elif not piece.isspace():
                part += piece
                depth += piece.count("(") - piece.count(")")
        return "|".join([*parts, part])

    return PointerWords(
        opener=re.compile(rf"(?:{anyone(_OPENERS[known])})(?!\w)"),
        carrier=re.compile(rf"(?<!\w)(?:{anyone(_CARRIERS[known])})(?!\w)"),
        comparing=re.compile(rf"(?<!\w)(?:{_COMPARING[known]})(?!\w)", re.VERBOSE),
        after_pronoun=word_set(_AFTER_PRONOUN[known]),
        groups=word_set(_GROUPS),
        coordinators=word_set(_BOUNDARY[known]),
    )
