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

# Assessment systems.
SYSTEM_ABSENT = reason(
    "standards.system_absent",
    gettext_noop("There is no such assessment system. Go back to the list."),
    Kind.NOT_FOUND,
)
SYSTEM_USED = reason(
    "standards.system_used",
    gettext_noop(
        "Edition “%(edition)s” of %(ref)s has been used in inspections and stays as it is. "
        "Give the changed one another edition."
    ),
    Kind.CONFLICT,
)
SYSTEM_FAULTY = reason(
    "standards.system_faulty",
    gettext_noop(
        "%(count)s errors, the first in sheet %(sheet)s, row %(row)s. Nothing was imported; look at the preview."
    ),
)
PART_EMPTY = reason("standards.part_empty", gettext_noop("“%(sheet)s” has no rows. Fill in at least one."))
HEAD_COUNT = reason(
    "standards.head_count", gettext_noop("“%(sheet)s” must have exactly one row: one file holds one edition.")
)
DAY_MISSING = reason(
    "standards.day_missing", gettext_noop("The first day in force is missing. Write it as 2026-01-31.")
)
DAY_UNREADABLE = reason("standards.day_unreadable", gettext_noop("“%(text)s” is not a day. Write it as 2026-01-31."))
YES_UNREADABLE = reason("standards.yes_unreadable", gettext_noop("“%(text)s” is neither yes nor no. Write 是 or 否."))
TYPE_CODE_UNREADABLE = reason(
    "standards.type_code_unreadable",
    gettext_noop("“%(text)s” is not a code of a type: 2 to 20 small letters, digits or underscores. Correct it."),
)
CLAUSE_CODE_UNREADABLE = reason(
    "standards.clause_code_unreadable",
    gettext_noop("“%(text)s” is not a code: letters, digits, dots or dashes without blanks. Correct it."),
)
SYSTEM_CODE_TWICE = reason(
    "standards.system_code_twice", gettext_noop("Row %(row)s already has the code %(code)s. Change one of the two.")
)
LEVEL_UNKNOWN = reason(
    "standards.level_unknown",
    gettext_noop("“%(text)s” is not a level. Write 测评项目, 测评内容 or 测评标准."),
)
PARENT_UNKNOWN = reason(
    "standards.parent_unknown",
    gettext_noop("No clause has the code %(code)s. Correct the code above, or add that clause."),
)
PARENT_LEVEL = reason(
    "standards.parent_level",
    gettext_noop("A %(level)s stands below a %(above)s. Write the code of one as the code above."),
)
PARENT_UNWANTED = reason(
    "standards.parent_unwanted",
    gettext_noop("A project has nothing above it. Empty the code above, or lower the level."),
)
POINTS_UNREADABLE = reason(
    "standards.points_unreadable",
    gettext_noop("“%(text)s” is not a number of points: 0 or more, with at most three decimals. Correct it."),
)
POINTS_MISSING = reason("standards.points_missing", gettext_noop("An element needs points. Write a number."))
TYPE_UNKNOWN = reason(
    "standards.type_unknown",
    gettext_noop("No point type has the code %(code)s. Correct it, or add that type."),
)
CLAUSE_UNKNOWN = reason(
    "standards.clause_unknown",
    gettext_noop("No 测评标准 has the code %(code)s. Correct it, or leave it empty."),
)
WAY_UNKNOWN = reason(
    "standards.way_unknown",
    gettext_noop("“%(text)s” is not a way of scoring. Write 状态描述 or 观察频次."),
)
STEPS_UNREADABLE = reason(
    "standards.steps_unreadable",
    gettext_noop("“%(text)s” are not steps I can read. Write grade:most:share, such as A:0:1; B:1:0.66; C#:*:0."),
)
STEPS_NOT_RISING = reason(
    "standards.steps_not_rising",
    gettext_noop("The counts in “%(text)s” must rise from step to step, and the last must be *. Correct them."),
)
STEPS_NOT_FALLING = reason(
    "standards.steps_not_falling",
    gettext_noop("The shares in “%(text)s” must fall from step to step, from at most 1. Correct them."),
)
STEPS_UNWANTED = reason(
    "standards.steps_unwanted", gettext_noop("An element of 观察频次 has no steps. Empty the cell, or change the way.")
)
CLASS_UNKNOWN = reason(
    "standards.class_unknown",
    gettext_noop("The dictionary has no class “%(text)s”. Correct it, leave it empty, or load the dictionary first."),
)

# Files of assessment systems.
SHEETS_MISSING = reason(
    "standards.sheets_missing",
    gettext_noop("I find no sheets called %(sheets)s. Name them so, and try again."),
)
HEADING_MISSING = reason(
    "standards.heading_missing",
    gettext_noop("Sheet “%(sheet)s” has no row of headings with %(columns)s. Name the columns so, and try again."),
)
NOT_YAML = reason(
    "standards.not_yaml",
    gettext_noop("Line %(line)s of this YAML file cannot be read. Compare it with an exported file and try again."),
)
YAML_HUGE = reason(
    "standards.yaml_huge",
    gettext_noop("This YAML file is too large or too deeply nested. Compare it with an exported file and try again."),
)
YAML_ALIAS = reason(
    "standards.yaml_alias",
    gettext_noop("Line %(line)s uses an anchor, alias or tag of YAML. Write the value out and try again."),
)
YAML_KEY_TWICE = reason(
    "standards.yaml_key_twice", gettext_noop("Line %(line)s says “%(key)s” a second time. Remove one of the two.")
)
NOT_A_SYSTEM_FILE = reason(
    "standards.not_a_system_file",
    gettext_noop("This is neither an Excel workbook (.xlsx) nor a YAML file. Choose another file."),
)
