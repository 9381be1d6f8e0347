"""The jobs at a børs: what each role is called, and where it begins its work."""

from borse.bus import Role
from borse.language import gettext as _

FIRST_PAGE = {
    Role.ORGANISER: "/styre",
    Role.RECEPTION: "/resepsjon",
    Role.BROKER: "/meglere",
    Role.NOTARY: "/notar",
    Role.HOST: "/klokke",
    Role.SCREEN: "/storskjerm",
    Role.JURY: "/jury",
    Role.VIEWER: "/rapport",
}


def role_names() -> dict[Role, str]:
    return {
        Role.RECEPTION: _("Resepsjon"),
        Role.BROKER: _("Megler"),
        Role.NOTARY: _("Notar"),
        Role.HOST: _("Vert"),
        Role.SCREEN: _("Storskjerm"),
        Role.JURY: _("Jury"),
        Role.VIEWER: _("Innsyn"),
        Role.ORGANISER: _("Arrangør"),
    }
