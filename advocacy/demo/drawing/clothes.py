"""Shoulders and collars for the busts."""
# Coordinates are laid out as they were drawn: the formatter and the line length stay out of it.
# fmt: off

from __future__ import annotations

from advocacy.demo.drawing.svg import dark, light, path, poly, rect, stroke

SHORT = "M30 256C31 222 54 205 96 194Q128 206 160 194C202 205 225 222 226 256Z"
LONG = (
    "M44 400C38 330 30 262 38 234C44 212 62 203 96 194Q128 206 160 194C194 203 212 212 218 234C226 262 218 330 212 400Z"
)
HI_VIS = "#F4B73F"


def body(outfit: str, cloth: str, long: bool) -> str:
    """The shoulders, under the neck."""
    base = path(LONG if long else SHORT, cloth)
    low = 400 if long else 256
    if outfit == "hoodie":
        hood = path("M78 206C74 178 92 168 128 168S182 178 178 206C160 222 96 222 78 206Z", dark(cloth, 0.18))
        return base + hood
    if outfit == "vest":
        left = f"M72 201L98 193C104 214 112 232 122 240V{low}H58C56 240 60 216 72 201Z"
        right = f"M184 201L158 193C152 214 144 232 134 240V{low}H198C200 240 196 216 184 201Z"
        bands = "".join(
            path(d, "#FFF6DC")
            for d in (
                f"M80 198L91 195C96 216 100 240 100 {low}H88C88 238 86 216 80 198Z",
                f"M176 198L165 195C160 216 156 240 156 {low}H168C168 238 170 216 176 198Z",
            )
        )
        return base + path(left, HI_VIS) + path(right, HI_VIS) + bands
    if outfit == "overall":
        straps = path(f"M82 199L96 194L104 232H152L160 194L174 199L168 {low}H88Z", dark(cloth, 0.0))
        shirt = path(LONG if long else SHORT, "#F3E7D3")
        return shirt + straps + stroke("M100 238H156", light(cloth, 0.25), 3)
    if outfit == "stripes":
        lines = "".join(
            stroke(
                f"M{56 - i * 8} {218 + i * 17}Q128 {234 + i * 17} {200 + i * 8} {218 + i * 17}", light(cloth, 0.75), 6
            )
            for i in range(2)
        )
        return base + lines
    return base


def collar(outfit: str, cloth: str, skin: str) -> str:
    """What lies on the neck: collar, lapels, scarf."""
    shade = dark(cloth, 0.16)
    if outfit == "turtleneck":
        return path("M106 168Q128 184 150 168L153 198Q128 212 103 198Z", light(cloth, 0.1)) + stroke(
            "M105 190Q128 203 151 190", shade, 2.6
        )
    if outfit == "vneck":
        return poly([(106, 189), (128, 228), (150, 189)], skin) + stroke("M104 191L128 229L152 191", shade, 4)
    if outfit == "shirt":
        return (
            poly([(112, 186), (128, 212), (144, 186)], skin)
            + poly([(108, 180), (128, 212), (108, 222), (95, 194)], light(cloth, 0.3))
            + poly([(148, 180), (128, 212), (148, 222), (161, 194)], light(cloth, 0.3))
            + stroke("M128 214V256", shade, 2.6)
        )
    if outfit == "blazer":
        return (
            path("M100 192L128 256L156 192L147 184Q128 214 109 184Z", "#FBF7EF")
            + poly([(109, 182), (128, 208), (114, 218), (101, 193)], "#FFFFFF")
            + poly([(147, 182), (128, 208), (142, 218), (155, 193)], "#FFFFFF")
            + path("M97 193L86 214L98 222L92 230L122 256H128Z", shade)
            + path("M159 193L170 214L158 222L164 230L134 256H128Z", shade)
        )
    if outfit == "tie":
        return (
            path("M100 192L128 256L156 192L147 184Q128 214 109 184Z", "#FBF7EF")
            + poly([(122, 206), (134, 206), (131, 216), (136, 252), (128, 258), (120, 252), (125, 216)], "#C8553D")
            + poly([(109, 182), (128, 208), (114, 218), (101, 193)], "#FFFFFF")
            + poly([(147, 182), (128, 208), (142, 218), (155, 193)], "#FFFFFF")
            + path("M97 193L86 214L98 222L92 230L122 256H112L60 205Z", shade)
            + path("M159 193L170 214L158 222L164 230L134 256H144L196 205Z", shade)
        )
    if outfit == "scarf":
        wool = light(cloth, 0.45)
        return (
            path("M96 178Q128 196 160 178Q170 190 162 204Q128 222 94 204Q86 190 96 178Z", wool)
            + path("M138 206L160 202L166 256H140Z", dark(wool, 0.08))
            + stroke("M100 194Q128 208 156 194", dark(wool, 0.16), 2.6)
        )
    if outfit == "hoodie":
        return stroke("M112 204V226M144 204V226", light(cloth, 0.6), 4)
    if outfit == "zip":
        return path("M104 184Q128 212 152 184L158 200L128 222L98 200Z", shade) + rect(
            126.5, 214, 3, 42, light(cloth, 0.5)
        )
    if outfit == "boat":
        return path("M96 194Q128 222 160 194Q128 204 96 194Z", skin)
    return stroke("M108 187Q128 210 148 187", shade, 4)
