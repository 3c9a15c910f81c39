"""Refusals of the places app."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

NOT_FOUND = reason("places.not_found", gettext_noop("There is no such point. Go back to the register."), Kind.NOT_FOUND)
AREA_NOT_FOUND = reason(
    "places.area_not_found", gettext_noop("There is no such area. Go back to the map."), Kind.NOT_FOUND
)
CHANGED = reason(
    "places.changed",
    gettext_noop("Somebody has changed this point meanwhile. Reload the page, look, and save again."),
    Kind.CONFLICT,
)
CODE_TAKEN = reason(
    "places.code_taken",
    gettext_noop("The register already has a point with the code %(code)s. Choose another, or change that point."),
    Kind.CONFLICT,
)
AREA_CODE_TAKEN = reason(
    "places.area_code_taken",
    gettext_noop("There already is an area of this kind with the code %(code)s. Choose another, or change that area."),
    Kind.CONFLICT,
)
CODE_UNREADABLE = reason(
    "places.code_unreadable",
    gettext_noop("“%(text)s” is not a code: 1 to 40 letters, digits, dots and hyphens without blanks. Correct it."),
)
TYPE_UNKNOWN = reason(
    "places.type_unknown",
    gettext_noop("“%(text)s” is not a point type. Write a name or code from the list of point types."),
)
POSITION_HALF = reason(
    "places.position_half", gettext_noop("Only one of longitude and latitude is there. Give both, or neither.")
)
DEGREES_ODD = reason(
    "places.degrees_odd",
    gettext_noop("“%(text)s” is not a number of degrees. Write it like 113.6214, without other signs."),
)
DEGREES_FAR = reason(
    "places.degrees_far",
    gettext_noop("%(text)s cannot be degrees: longitude ends at 180, latitude at 90. Metres must be converted first."),
)
DEGREES_SWAPPED = reason(
    "places.degrees_swapped", gettext_noop("Longitude and latitude look swapped. Exchange the two columns.")
)
DATUM_UNSAID = reason(
    "places.datum_unsaid",
    gettext_noop("Nobody has said what these degrees refer to. Choose WGS84, GCJ-02 or BD-09."),
)
DATUM_UNKNOWN = reason(
    "places.datum_unknown",
    gettext_noop("“%(text)s” is not a reference for positions. Write WGS84, CGCS2000, GCJ-02 or BD-09."),
)
NUMBER_ODD = reason(
    "places.number_odd",
    gettext_noop("“%(text)s” is not a number of metres between %(least)s and %(most)s. Correct it, or leave it empty."),
)
UNIT_UNKNOWN = reason(
    "places.unit_unknown",
    gettext_noop("There is no unit “%(text)s” in use. Write its code or one of its names as under Settings, Units."),
)
PERSON_UNKNOWN = reason(
    "places.person_unknown",
    gettext_noop("“%(text)s” holds no post in %(unit)s today, or several people do. Correct it, or leave it empty."),
)
CHARGE_TWICE = reason(
    "places.charge_twice", gettext_noop("The same unit and person are named twice. Remove one of the two.")
)
KIND_UNKNOWN = reason(
    "places.kind_unknown", gettext_noop("“%(text)s” is not a kind of area. Choose a grid cell or a unit's area.")
)
SHAPE_ODD = reason(
    "places.shape_odd",
    gettext_noop("This is not a polygon in degrees with at least three corners. Draw the area again and export it."),
)
SHAPE_LONG = reason(
    "places.shape_long",
    gettext_noop("This area has more than %(most)s corners. Simplify it in the program that made it."),
)
ROW_TWICE = reason(
    "places.row_twice", gettext_noop("Row %(row)s already has the code %(code)s. Remove one of the two.")
)
FORMULA = reason(
    "places.formula",
    gettext_noop("“%(text)s” is a formula, not a value. Paste the column again as values."),
)
BOX_ODD = reason(
    "places.box_odd", gettext_noop("This is no part of the map: send west, south, east and north in degrees.")
)

# Whole files.
NOT_READABLE = reason(
    "places.not_readable",
    gettext_noop("This is no table I can read. Save it as .xlsx, .csv or .geojson and try again."),
)
NOT_TEXT = reason(
    "places.not_text",
    gettext_noop("The letters of this file cannot be read. Save it as CSV in UTF-8 and try again."),
)
GEOJSON_ODD = reason(
    "places.geojson_odd",
    gettext_noop("This is no GeoJSON with a list of features. Export it again as a FeatureCollection."),
)
GEOMETRY_WRONG = reason(
    "places.geometry_wrong",
    gettext_noop("This feature is a %(found)s, wanted is a %(wanted)s. Import it under the other kind."),
)
COLUMNS_MISSING = reason(
    "places.columns_missing",
    gettext_noop("I find no row of headings with %(columns)s. Name the columns so, and try again."),
)
COLUMN_TWICE = reason(
    "places.column_twice", gettext_noop("Two columns are called “%(column)s”. Remove or rename one of them.")
)
ROWS_MANY = reason(
    "places.rows_many",
    gettext_noop("This file has %(count)s rows; at most %(most)s can be imported at once. Split the table."),
)
ROWS_NONE = reason("places.rows_none", gettext_noop("There are no rows below the headings. Fill in at least one."))
IMPORT_FAULTY = reason(
    "places.import_faulty",
    gettext_noop("%(count)s rows have errors, the first is row %(row)s. Nothing was imported; look at the preview."),
)
