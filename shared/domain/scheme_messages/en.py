"""The problems of a marking scheme in English: what is wrong, then what to do."""

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    # The file
    "file_too_big": "The file is larger than {limit} MB: remove pictures and other sheets, then try again.",
    "not_a_workbook": (
        "This is not an Excel workbook: save the marking scheme as .xlsx and import that file."
    ),
    "old_or_protected_workbook": (
        "The workbook is protected by a password or in the old .xls format: save it as .xlsx without a "
        "password."
    ),
    "workbook_too_big": (
        "Unpacked, the workbook is larger than a marking scheme can be ({limit}): copy the sheet into a new"
        " workbook."
    ),
    "workbook_too_slow": (
        "Reading the workbook took over {limit} seconds: copy the sheet, values only, into a new workbook."
    ),
    "workbook_damaged": (
        "The workbook is damaged ({reason}): open it in a spreadsheet program, save it again, or fetch it "
        "again."
    ),
    "sheet_missing": (
        "There is no sheet named “{wanted}” (found: {found}): rename the sheet that holds the marking scheme."
    ),
    "too_many_rows": "The sheet has text below row {limit}: remove what is not part of the marking scheme.",
    # The blocks
    "title_missing": (
        "The skill is not named: write its number and name in the first row, such as “17 Web Development”."
    ),
    "skill_number_missing": (
        "“{value}” does not start with the skill number: write it before the name, such as “17 Web "
        "Development”."
    ),
    "sections_missing": (
        "No section of the occupational standard was found: add rows below a header “Section | WSOS Marks”."
    ),
    "criteria_missing": "No criterion was found: add rows below a header “ID | Name | Mark”.",
    "aspects_missing": (
        "No block of aspects was found: each criterion needs one, with the header row “Sub Criterion ID … "
        "Max Mark”."
    ),
    "column_missing": "The column “{column}” is missing in this header row: add it.",
    "days_assumed": (
        "This format has no days of marking: all sub-criteria are on C1. Set the days before marking begins."
    ),
    "sections_assumed": (
        "The file lists no sections of the occupational standard: those that the aspects name are "
        "taken (one if they name none), each with its marks as the target."
    ),
    "criteria_assumed": (
        "The file lists no criteria: they are taken from the ids of the sub-criteria and named by "
        "their letter."
    ),
    # Cells
    "formula_without_value": (
        "This formula has no value: open the file in a spreadsheet program and save it, or write the value "
        "itself."
    ),
    "formula_failed": "This cell shows {value}: repair the formula, or write the value itself.",
    "mark_missing": "The max mark of this aspect is missing: write it, such as 0.75.",
    "mark_not_a_number": "“{value}” is not a number: write digits with at most two decimals, such as 0.75.",
    "mark_negative": "{value} is below zero: write a number of 0 or more.",
    "mark_too_many_decimals": "{value} has more than two decimals: round it to hundredths, such as 0.75.",
    "mark_zero": "This aspect is worth nothing: give it a max mark, or remove it.",
    "mark_high": (
        "{mark} is more than the usual most of {limit} for one aspect: check it, or split the aspect."
    ),
    # Sections
    "section_number_malformed": "“{value}” is not a section number: write a whole number from 1 up.",
    "section_duplicate": "Section {number} is there twice: number each section once.",
    "section_name_missing": "Section {number} has no name: write it.",
    "target_missing": "Section {number} has no target: write its share of the 100 marks.",
    "targets_not_100": "The targets of the sections add up to {total}, not to 100.00: correct them.",
    "section_far_from_target": (
        "Section {number} has {marks} marks, more than {limit} away from its target of {target}: check the "
        "sections."
    ),
    # Criteria
    "criterion_letter_malformed": "“{value}” is not a criterion letter: use one letter from A to I.",
    "criterion_duplicate": (
        "Criterion {letter} is there more than once: give each criterion a letter of its own."
    ),
    "criterion_name_missing": "Criterion {letter} has no name: write it.",
    "criterion_mark_missing": (
        "Criterion {letter} states no mark; its aspects add up to {total}, which is taken."
    ),
    "criterion_empty": "Criterion {letter} has no sub-criterion: add one, or remove the criterion.",
    "criterion_unknown": (
        "Criterion {letter} is not in the list of criteria: add it there, or correct the id “{id}”."
    ),
    "criteria_count_unusual": (
        "There are {count} criteria; {least} to {most} are usual: check that none is missing."
    ),
    "criterion_total_differs": (
        "Criterion {letter} states {stated}, but its aspects add up to {total}: correct one of them."
    ),
    # Sub-criteria
    "sub_criterion_id_missing": "This sub-criterion has no id: write one, such as A1.",
    "sub_criterion_id_malformed": (
        "“{id}” is not a sub-criterion id here: use the letter of its criterion and a number, such as A1."
    ),
    "sub_criterion_duplicate": "Sub-criterion {id} is there more than once: give each its own id.",
    "sub_criterion_name_missing": "Sub-criterion {id} has no name: write it.",
    "sub_criterion_empty": "Sub-criterion {id} has no aspect: add one, or remove the sub-criterion.",
    "day_missing": "Sub-criterion {id} has no day of marking: write 1 for C1, 2 for C2 and so on.",
    "day_malformed": "“{value}” is not a day of marking: write 1 for C1, 2 for C2 and so on.",
    # Aspects
    "aspect_outside_sub_criterion": (
        "This aspect stands above the first sub-criterion of its block: write a row with the sub-criterion "
        "before it."
    ),
    "aspect_duplicate": "Aspect {id} is there more than once: give each its own id.",
    "description_missing": "Aspect {id} has no description: write what is marked.",
    "method_missing": "Aspect {id} has no type: write M for measurement or J for judgement.",
    "method_unknown": "“{value}” is not a type of aspect: write M for measurement or J for judgement.",
    "section_missing": (
        "Aspect {id} has no section: write the number of a section of the occupational standard."
    ),
    "section_unknown": (
        "Section {number} is not in the list of sections: correct the number, or add the section."
    ),
    "score_outside_aspect": "This score text belongs to no aspect: put it below a judgement aspect.",
    "score_malformed": "“{value}” is not a score: write 0, 1, 2 or 3.",
    "score_duplicate": "Score {score} is described twice for aspect {id}: keep one text.",
    "score_text_missing": (
        "Aspect {id} does not say what a score of {score} looks like: judgement needs a text for each of 0 "
        "to 3."
    ),
    "score_texts_on_measurement": (
        "Aspect {id} is a measurement but has score texts: change its type to J, or remove the texts."
    ),
    "allowed_marks_malformed": (
        "The allowed marks of aspect {id} must rise from 0 or more to its max mark, on a measurement: "
        "correct them."
    ),
    "aspect_id_malformed": (
        "“{value}” is too long for the id of an aspect: use at most 64 characters, or leave the cell empty."
    ),
    "steps_do_not_fit": (
        "The rows below aspect “{id}” do not fit its max mark of {mark}: none may be worth more, and "
        "they may not give more than 200 different marks."
    ),
    "rule_text_malformed": (
        "“{value}” is not understood here: write it as an exported scheme does, or leave the cell empty."
    ),
    "measured_not_a_number": "“{value}” is not a measured value: write digits, such as 9.95.",
    "partial_rules_conflict": (
        "Aspect {id} has more than one rule for partial marks: keep one of allowed marks, deduction "
        "and tolerance bands."
    ),
    "deduction_malformed": (
        "The deduction of aspect {id} must be above 0 and at most its max mark, on a measurement: correct it."
    ),
    "bands_malformed": (
        "The tolerance bands of aspect {id} must go from low to high and earn 0 to its max mark, on "
        "a measurement: correct them."
    ),
    "panel_not_exact": (
        "A panel of {judges} judges with scores up to {scale} cannot be counted exactly: use 1 to 5 "
        "judges and scores up to 3 or 10."
    ),
    "panel_sizes_differ": (
        "Form {id} would need panels of different sizes: let its judged aspects have the same number "
        "of judges."
    ),
    "text_ignored": "“{value}” is not used, because nothing is expected here: move it or remove it.",
    # Sums
    "total_not_100": "The aspects add up to {total}, not to 100.00: correct the max marks.",
    "stated_total_differs": (
        "The file says {stated} for {label}, but the aspects add up to {total}, which is taken: check which"
        " is meant."
    ),
}
