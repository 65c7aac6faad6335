"""French or English, sentence by sentence, from the small words that only one of them uses.

Made for sellers' prose: accents may be missing, spelling may be that of a chat.
Words that both languages write alike (``on``, ``or``, ``me``, ``a``) count for neither.
"""

from __future__ import annotations

from typing import Literal

Language = Literal["fr", "en"]

_FRENCH = frozenset(
    """le la les un une des du au aux de et est sont etait etaient ete avons avez ont ai avait suis sommes etes
    nous vous je tu il elle ils elles ce cet cette ces cela ca qui que dont ou pour par sur dans avec sans sous
    pas ne ni plus tres mais donc car si notre nos votre vos leur leurs mon ma mes son sa ses tout tous toute toutes
    chaque depuis jusqu comme aussi meme deja apres avant chez entre vers lors afin ainsi alors apres-midi
    pourquoi quand comment combien aucun aucune rien jamais toujours encore bien mal peu trop beaucoup
    fait faire faut sera serons seront etre avoir peut pouvons voulons bonjour merci cordialement madame monsieur
    commande commandes compte produit produits vendeur client clients jour jours semaine mois janvier fevrier mars avril
    mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
    cause mesures verifie controle stock colis expedition retard annulation envoi ns vs pr pcq psk svp jai cest
    desormais quotidien hebdomadaire hebdo effectue effectuee mis mise faite suivi suivie""".split()  # noqa: SIM905
)
_ENGLISH = frozenset(
    """the a an of and is are was were be been being has have had do does did will would shall should can could may might must
    we you i he she they it our your my his her their its this that these those who which what whose when where why how
    for by with without from to in at as into onto than then not no nor but so if because since until while after before
    all any each every both some most more much many few only just also too very now again never always already
    there here us them him me out up down off over under between about against through during
    hello hi dear thanks thank regards please sorry sir madam
    order orders account product seller buyer buyers customer customers day days week month january february march april
    may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    root cause actions checked check stock parcel shipping late cancelled ive dont didnt im its u ur pls
    daily weekly done made put set took taken""".split()  # noqa: SIM905
)
_OTHERS = frozenset(
    """el los las del y por para con una muy pero como hemos fue desde hasta nuestro nuestra nuestros nuestras pedidos cuenta porque este esta
    gli della delle degli che di per nostro nostra nostri abbiamo sono stato stata anche ordini perche non piu questo questa
    der das und ist nicht wir haben unsere unser mit von fur auf ein eine dem den zu wurde wurden sich bei nach durch
    nosso nossa nao foi com os uma pelo pela em ao mais seu het een niet wij onze zijn voor met van werd naar ook""".split()  # noqa: SIM905
)
"""Small words of Spanish, Italian, German, Portuguese and Dutch."""
_BOTH = _FRENCH & _ENGLISH
FRENCH = _FRENCH - _BOTH
ENGLISH = _ENGLISH - _BOTH
_READ = _FRENCH | _ENGLISH
OTHERS = _OTHERS - _READ
_SURELY = 5
"""Words of another language: fewer may be names of places and of firms."""
_SEPARATORS = str.maketrans(dict.fromkeys("'\"().,;:!?/[]<>*_#|\u2026\u2013", " "))
_ACCENTED = frozenset("àâçéèêëîïôùûœ")


def scores(folded: str, text: str) -> tuple[int, int]:
    """How much speaks for French and for English; ``folded`` without accents, ``text`` with them."""
    words = set(folded.translate(_SEPARATORS).split())
    french = len(words & FRENCH)
    if text is not folded and not text.isascii():
        french += min(2, len(_ACCENTED & set(text)))
    return french, len(words & ENGLISH)


def is_other(folded: str) -> bool:
    """Whether a text without accents is written in neither French nor English, as its small words tell."""
    words = folded.translate(_SEPARATORS).split()
    others = sum(map(OTHERS.__contains__, words))
    return others >= _SURELY and others > sum(map(_READ.__contains__, words))


def language(folded: str, text: str, default: Language) -> Language:
    """The language of a normalised passage, ``default`` where nothing decides."""
    french, english = scores(folded, text)
    if french == english:
        return default
    return "fr" if french > english else "en"
