"""Refusals of the standards app."""

from bihuan.kernel.errors import Kind, reason
from bihuan.kernel.text import gettext_noop

NOT_FOUND = reason(
    "standards.not_found",
    gettext_noop("There is no such entry in the dictionary. Go back to the list."),
    Kind.NOT_FOUND,
)
REF_TAKEN = reason(
    "standards.ref_taken",
    gettext_noop("There already is a standard “%(ref)s”. Choose another reference."),
    Kind.CONFLICT,
)
CODE_TAKEN = reason(
    "standards.code_taken",
    gettext_noop("This standard already has the code %(code)s. Choose another, or change that class."),
    Kind.CONFLICT,
)
CODE_FIXED = reason(
    "standards.code_fixed",
    gettext_noop("A class keeps its kind and code, because cases refer to them. Add a new class instead."),
    Kind.CONFLICT,
)
CONDITION_TWICE = reason(
    "standards.condition_twice",
    gettext_noop("This class already has the condition “%(text)s”. Replace that one instead."),
    Kind.CONFLICT,
)
CONDITION_OVER = reason(
    "standards.condition_over",
    gettext_noop("This condition has already ended or been replaced. Reload the page."),
    Kind.CONFLICT,
)
BEFORE_CURRENT = reason(
    "standards.before_current",
    gettext_noop("The condition now in force began on %(valid_from)s. Choose that day or a later one."),
    Kind.CONFLICT,
)
DATES_CROSSED = reason(
    "standards.dates_crossed", gettext_noop("The last day is before the first day. Correct one of them.")
)

# Rows of a spreadsheet, and forms with the same fields.
KIND_UNKNOWN = reason("standards.kind_unknown", gettext_noop("“%(text)s” is not a kind of class. Write 部件 or 事项."))
GRADE_UNKNOWN = reason(
    "standards.grade_unknown", gettext_noop("“%(text)s” is not a grade. Write 轻微, 一般 or 紧急, or leave it empty.")
)
CODE_UNKNOWN = reason(
    "standards.code_unknown",
    gettext_noop("This standard has no code %(code)s. Correct it, or fill in the name so that the class is added."),
)
CODE_UNREADABLE = reason(
    "standards.code_unreadable",
    gettext_noop("“%(text)s” is not a code: 2 to 20 letters or digits. Correct it."),
)
NAME_DIFFERS = reason(
    "standards.name_differs",
    gettext_noop("Code %(code)s is “%(name)s” in this standard. Correct the code, or empty the name."),
)
UNIT_UNKNOWN = reason(
    "standards.unit_unknown",
    gettext_noop("“%(text)s” is not a way to count. Write 紧急工作时, 工作时, 工作日 or 自然日."),
)
UNIT_DIFFERS = reason(
    "standards.unit_differs",
    gettext_noop("The limit “%(limit)s” cannot be counted in %(unit)s. Correct one of the two."),
)
ROW_TWICE = reason(
    "standards.row_twice",
    gettext_noop("Row %(row)s already has this condition for this class. Remove one of the two."),
)
LATER_EXISTS = reason(
    "standards.later_exists",
    gettext_noop("This condition already has another limit from %(valid_from)s. Choose a later day for the import."),
    Kind.CONFLICT,
)

# Whole spreadsheets.
NOT_XLSX = reason(
    "standards.not_xlsx",
    gettext_noop("This is not an Excel workbook of the .xlsx kind. Save it as .xlsx without a password and try again."),
)
WORKBOOK_HUGE = reason(
    "standards.workbook_huge",
    gettext_noop("This workbook is too large when unpacked. Copy the table alone into a new workbook and try again."),
)
COLUMNS_MISSING = reason(
    "standards.columns_missing",
    gettext_noop("I find no row of headings with %(columns)s. Name the columns so, and try again."),
)
COLUMN_TWICE = reason(
    "standards.column_twice", gettext_noop("Two columns are called “%(column)s”. Remove or rename one of them.")
)
ROWS_MANY = reason(
    "standards.rows_many", gettext_noop("At most %(most)s rows can be imported at once. Split the table.")
)
ROWS_NONE = reason("standards.rows_none", gettext_noop("There are no rows below the headings. Fill in at least one."))
IMPORT_FAULTY = reason(
    "standards.import_faulty",
    gettext_noop("%(count)s rows have errors, the first is row %(row)s. Nothing was imported; look at the preview."),
)
