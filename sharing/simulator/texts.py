"""The words of the simulator's own pages, in French and English, and how each language writes numbers and dates."""

from datetime import UTC, datetime
from typing import Final

LANGUAGES: Final = ("fr", "en")
_NBSP: Final = "\u00a0"
_THIN: Final = "\u202f"

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "simulation": ("Simulation", "Simulation"),
    "ribbon": (
        "Réseaux simulés. Rien de ce qui est publié ici ne part sur Internet.",
        "Simulated networks. Nothing published here goes to the Internet.",
    ),
    "home.title": ("Les réseaux simulés", "The simulated networks"),
    "home.lead": (
        "Ces pages tiennent lieu de LinkedIn et de X. Les comptes sont fictifs, les chiffres aussi.",
        "These pages stand in for LinkedIn and X. The accounts are fictional, and so are the figures.",
    ),
    "home.profiles": ("Profils", "Profiles"),
    "home.latest": ("Dernières publications", "Latest posts"),
    "home.nobody": ("Aucun profil pour l’instant.", "No profile yet."),
    "home.nothing": ("Rien n’a encore été publié.", "Nothing has been published yet."),
    "profile.posts": ("Publications", "Posts"),
    "profile.none": ("Aucune publication pour l’instant.", "No post yet."),
    "profile.followers": ("{n} abonnés", "{n} followers"),
    "profile.followers.one": ("{n} abonné", "{n} follower"),
    "posts.count": ("{n} publications", "{n} posts"),
    "posts.count.one": ("{n} publication", "{n} post"),
    "figure.impressions": ("Vues", "Views"),
    "figure.members_reached": ("Personnes", "People"),
    "figure.reactions": ("Réactions", "Reactions"),
    "figure.comments": ("Commentaires", "Comments"),
    "figure.reshares": ("Republications", "Reposts"),
    "figure.link_clicks": ("Clics", "Clicks"),
    "back.profile": ("Voir le profil", "See the profile"),
    "consent.title": ("{app} demande l’accès à votre compte", "{app} asks for access to your account"),
    "consent.as": ("Avec le compte de", "Signed in as"),
    "consent.switch": ("Changer de compte", "Use another account"),
    "consent.will": ("Cette application pourra :", "This application will be able to:"),
    "consent.allow": ("Autoriser", "Allow"),
    "consent.cancel": ("Annuler", "Cancel"),
    "consent.note": (
        "Vous pourrez retirer cet accès à tout moment dans vos réglages.",
        "You can remove this access at any time in your settings.",
    ),
    "login.title": ("Se connecter à {network}", "Sign in to {network}"),
    "login.lead": ("Choisissez le compte fictif à utiliser.", "Choose the fictional account to use."),
    "login.new": ("Créer un autre compte fictif", "Create another fictional account"),
    "login.name": ("Nom", "Name"),
    "login.handle": ("Identifiant", "Handle"),
    "login.handle.help": ("Lettres, chiffres, points et tirets.", "Letters, digits, dots and hyphens."),
    "login.headline": ("Titre (facultatif)", "Headline (optional)"),
    "login.email": ("Adresse e-mail (facultatif)", "E-mail address (optional)"),
    "login.create": ("Créer et continuer", "Create and continue"),
    "login.bad_name": ("Indiquez un nom.", "Give a name."),
    "login.bad_handle": (
        "Cet identifiant est pris ou contient d’autres signes.",
        "This handle is taken or contains other characters.",
    ),
    "login.current": ("session en cours", "signed in now"),
    "login.out": ("Se déconnecter", "Sign out"),
    "share.title": ("Partager sur {network}", "Share on {network}"),
    "share.as": ("Publier en tant que", "Post as"),
    "share.text": ("Votre texte", "Your text"),
    "share.link": ("Lien partagé", "Shared link"),
    "share.publish": ("Publier", "Post"),
    "share.empty": ("Écrivez quelque chose ou ajoutez un lien.", "Write something or add a link."),
    "repost.title": ("Republier sur {network}", "Repost on {network}"),
    "repost.publish": ("Republier", "Repost"),
    "post.relayed": ("Republication", "Repost"),
    "post.gone": ("Cette publication n’existe plus.", "This post no longer exists."),
    "pages.count": ("{n} pages", "{n} pages"),
    "pages.count.one": ("{n} page", "{n} page"),
    "error.title": ("Cette demande ne peut pas aboutir", "This request cannot be completed"),
    "missing.title": ("Page introuvable", "Page not found"),
    "missing.lead": (
        "Ce profil ou cette publication n’existe pas, ou plus.",
        "This profile or post does not exist, or no longer does.",
    ),
    "missing.back": ("Retour aux profils", "Back to the profiles"),
    "scope.openid": ("savoir qui vous êtes", "know who you are"),
    "scope.profile": ("lire votre nom et votre photo", "read your name and picture"),
    "scope.email": ("lire votre adresse e-mail", "read your e-mail address"),
    "scope.w_member_social": ("publier en votre nom", "post on your behalf"),
    "scope.w_member_social_feed": ("commenter et réagir en votre nom", "comment and react on your behalf"),
    "scope.r_member_postAnalytics": ("lire les chiffres de vos publications", "read the figures of your posts"),
    "scope.r_member_profileAnalytics": ("lire votre nombre d’abonnés", "read your number of followers"),
    "scope.tweet.read": ("lire vos publications", "read your posts"),
    "scope.tweet.write": ("publier en votre nom", "post on your behalf"),
    "scope.users.read": ("lire votre profil", "read your profile"),
    "scope.users.email": ("lire votre adresse e-mail", "read your e-mail address"),
    "scope.offline.access": ("rester connectée jusqu’à votre retrait", "stay connected until you remove it"),
    "scope.media.write": ("ajouter des images", "add images"),
    "language": ("Langue", "Language"),
    "image": ("Image sans description", "Image without a description"),
}
_MONTHS: Final = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def say(language: str, key: str, **values: object) -> str:
    text = _TEXTS.get(key, (key, key))[LANGUAGES.index(language)]
    return text.format(**values) if values else text


def counted(language: str, key: str, n: int) -> str:
    """A number with its noun; French says one of 0 as well."""
    one = n == 1 or (language == "fr" and n == 0)
    return say(language, f"{key}.one" if one else key, n=number(language, n))


def number(language: str, n: int) -> str:
    return f"{n:,}".replace(",", _THIN) if language == "fr" else f"{n:,}"


def date(language: str, moment: float) -> str:
    when = datetime.fromtimestamp(moment, UTC).astimezone()
    month = _MONTHS[language][when.month - 1]
    if language == "fr":
        day = "1er" if when.day == 1 else str(when.day)
        return f"{day} {month} {when.year} à {when.hour}{_NBSP}h{_NBSP}{when.minute:02}"
    return f"{when.day} {month} {when.year}, {when.hour}:{when.minute:02}"


def ago(language: str, moment: float, now: float) -> str:
    """How long ago, roughly; the date itself when that is more than a week."""
    seconds = max(0, int(now - moment))
    if seconds < 60:
        return "à l’instant" if language == "fr" else "just now"
    for limit, unit, names in ((3600, 60, "min min"), (86_400, 3600, "h h"), (7 * 86_400, 86_400, "j d")):
        if seconds < limit:
            french, english = names.split()
            amount = seconds // unit
            return f"il y a {amount}{_NBSP}{french}" if language == "fr" else f"{amount}{_NBSP}{english} ago"
    return date(language, moment)


def language_of(query: str, cookie: str, accepted: str) -> str:
    """The language to answer in: chosen, remembered, or the browser's first that we have."""
    for choice in (query, cookie):
        if choice in LANGUAGES:
            return choice
    wanted = [part.split(";")[0].strip()[:2].lower() for part in accepted.split(",")]
    return next((code for code in wanted if code in LANGUAGES), "en")
